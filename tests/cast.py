"""The cast of every test: made through the actions, as an administrator would make it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import Group
from django.db.models import Model

from governance import wall
from governance.actions import machines, memberships, organisation, people, teams
from governance.actors import HouseMachine
from governance.models import (
    MachineToken,
    Membership,
    Organisation,
    OrganisationUserGrant,
    Record,
    Role,
    Team,
    TeamGroupGrant,
    TeamUserGrant,
    User,
)

# "Care" is the team most tests are about, "Sales" the one that must see nothing of it.
ROLES_IN_CARE = {
    "ben": ("Ben Baker", "builder"),
    "cleo": ("Cleo Clark", "approver"),
    "rae": ("Rae Reed", "reviewer"),
    "otto": ("Otto Olsen", "operator"),
    "vic": ("Vic Vega", "viewer"),
    "aud": ("Aud Ames", "auditor"),
    "tia": ("Tia Thorn", "team_admin"),
}


@dataclass
class House:
    """One organisation with the teams Care and Sales, and the people and machine in them."""

    organisation: Organisation
    care: Team
    sales: Team
    ada: User
    ben: User
    cleo: User
    rae: User
    otto: User
    vic: User
    aud: User
    tia: User
    dan: User
    mimi: User

    def person(
        self, name: str, team: Team | None = None, role: str = "viewer", ends_at: datetime | None = None
    ) -> User:
        """One more person, in a team when one is given."""
        address = f"{name.lower()}@example.org"
        user = people.add_person(self.ada, self.organisation, email=address, name=name)
        if team is not None:
            memberships.add_member(self.ada, team, user, role=role_called(role), ends_at=ends_at)
        return user

    def token(self, machine: User | None = None) -> tuple[MachineToken, str]:
        """A token of Mimi, or of another machine of Care, with its secret."""
        return machines.make_token(self.tia, self.care, machine or self.mimi, name="Test")


def role_called(key: str) -> Role:
    """A role by its key."""
    return Role.objects.get(key=key)


_TABLES = (
    *(Organisation, User, Group, Team, Role, Membership),
    *(User.groups.through, TeamGroupGrant, TeamUserGrant, OrganisationUserGrant, Record),
)
_photograph: dict[type[Model], list[Model]] = {}


def build_house() -> House:
    """Found the organisation and let everybody in; nobody has a password, tests use force_login.

    The first house of a test run is made through the actions; later ones are its rows put back, which is much quicker.
    """
    if _photograph:
        with wall.opening(wall.OpenDoor(HouseMachine("tests"), "house")):
            for table, rows in _photograph.items():
                table._default_manager.bulk_create(rows)
        return find_house()
    before = {table: set(table._default_manager.values_list("pk", flat=True)) for table in _TABLES}
    house = _make_house()
    _photograph.update({table: list(table._default_manager.exclude(pk__in=before[table])) for table in _TABLES})
    return house


def _make_house() -> House:
    org, ada = organisation.found(
        organisation="Brook Bank", currency="EUR", name="Ada Abel", email="ada@example.org", password=None
    )
    care = teams.make_team(ada, org, name="Care", time_zone="Europe/Berlin")
    sales = teams.make_team(ada, org, name="Sales")
    cast = {name: _join(ada, org, care, full, role) for name, (full, role) in ROLES_IN_CARE.items()}
    dan = _join(ada, org, sales, "Dan Drew", "builder")
    mimi = machines.make_machine(ada, care, name="Mimi", role=role_called("operator"))
    return House(organisation=org, care=care, sales=sales, ada=ada, dan=dan, mimi=mimi, **cast)


def _join(ada: User, org: Organisation, team: Team, name: str, role: str) -> User:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    user = people.add_person(ada, org, email=email, name=name)
    memberships.add_member(ada, team, user, role=role_called(role))
    return user


def find_house() -> House:
    """The house that stands in this database already."""
    org = Organisation.objects.get()
    teams_by_name = {team.name: team for team in Team.objects.all()}
    people_by_name = {user.name.split()[0].lower(): user for user in User.objects.order_by("-pk")}
    cast = {name: people_by_name[name] for name in ("ada", *ROLES_IN_CARE, "dan", "mimi")}
    return House(organisation=org, care=teams_by_name["Care"], sales=teams_by_name["Sales"], **cast)
