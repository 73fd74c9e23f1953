"""What screens ask about people, rights and the trail; each question names who asks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.safestring import SafeString

from governance import access, granting
from governance.actors import Actor
from governance.models import MachineToken, Membership, Organisation, Record, Role, Team, User
from governance.models.user import Kind
from governance.trail.sentences import GROUPS, Line, kinds, say_all
from governance.trail.writing import EPOCH, MICROSECOND

# -- the trail -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TrailFilter:
    """Which records: by whom (a reference), of which kind or group of kinds, between two moments."""

    who: str = ""
    what: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def words(self) -> dict[str, str]:
        """The filter as facts, for recording an export."""
        moments = {"since": self.since, "until": self.until}
        found = {"who": self.who, "what": self.what} | {
            name: moment.isoformat(timespec="minutes") for name, moment in moments.items() if moment
        }
        return {name: word for name, word in found.items() if word}


def may_read_trail(actor: Actor, team: Team | None) -> bool:
    """Whether an actor may read a team's trail, or (None) the organisation's own."""
    if team is not None:
        return access.may(actor, "trail.view", team)
    whole = access.organisation()
    return access.may(actor, "organisation.audit", whole) or access.may(actor, "organisation.manage", whole)


def trail_of(actor: Actor, team: Team | None, wanted: TrailFilter | None = None) -> QuerySet[Record]:
    """A team's records, its runs' among them, or (None) the organisation's own; newest first."""
    if not may_read_trail(actor, team):
        raise PermissionDenied("trail.view")
    wanted = wanted or TrailFilter()
    records = Record.objects.filter(team_id=team.pk if team else None)
    if wanted.who:
        records = records.filter(actor=wanted.who)
    if wanted.what:
        records = records.filter(kind__in=_kinds_of(wanted.what))
    if wanted.since:
        records = records.filter(at__gte=wanted.since)
    if wanted.until:
        records = records.filter(at__lt=wanted.until)
    return records.order_by("-at", "-id")


def _kinds_of(what: str) -> list[str]:
    """The kinds a filter by what stands for: one, or those of a group."""
    if what not in GROUPS:
        return [what]
    return [kind for kind in kinds() if kind.partition(".")[0] in GROUPS[what][1]]


def page_of(
    actor: Actor, team: Team | None, wanted: TrailFilter, *, after: str = "", size: int = 50
) -> tuple[list[Record], str]:
    """One page of a trail and the mark to ask for the next one with; "" at the end."""
    records = _after(trail_of(actor, team, replace(wanted, what="")), after)
    # Kind by kind, each along its index: databases would rather read a whole trail for a list of rare kinds.
    parts = [records.filter(kind=kind) for kind in _kinds_of(wanted.what)] if wanted.what else [records]
    found = sorted(
        (record for part in parts for record in part[: size + 1]),
        key=lambda record: (record.at, record.pk),
        reverse=True,
    )
    if len(found) <= size:
        return found, ""
    last = found[size - 1]
    return found[:size], f"{(last.at - EPOCH) // MICROSECOND}.{last.pk}"


def _after(records: QuerySet[Record], after: str) -> QuerySet[Record]:
    moment, _dot, key = after.partition(".")
    if not (moment.isdecimal() and key.isdecimal() and len(moment) < 18 and len(key) < 18):
        return records
    at = EPOCH + int(moment) * MICROSECOND
    return records.filter(at__lte=at).exclude(at=at, id__gte=int(key))


def trail_of_run(run_id: int) -> QuerySet[Record]:
    """A run's records in order; the caller has obtained the run through access."""
    return Record.objects.filter(stream=f"run:{run_id}").order_by("number")


def streams_of(actor: Actor, team: Team | None) -> set[str]:
    """The streams of a trail: the team's own and those of its runs, or the organisation's."""
    if team is None:
        return {"organisation"}
    rows = trail_of(actor, team).order_by()
    runs = rows.filter(run_id__isnull=False).values_list("stream", flat=True).distinct()
    return {f"team:{team.pk}", *runs}


class Told(NamedTuple):
    """A record as a sentence, and the sentence of what caused it."""

    record: Record
    actor: str
    sentence: SafeString
    because: SafeString | None


def told(records: Iterable[Record]) -> list[Told]:
    """Records as sentences, each with its cause where that belongs to the same team."""
    records = list(records)
    causes = _causes(records)
    spoken = {str(line.record): line for line in say_all([*records, *causes])}
    return [_tell(record, spoken) for record in records]


def _tell(record: Record, spoken: dict[str, Line]) -> Told:
    line, cause = spoken[str(record)], spoken.get(record.cause or "")
    shown = cause is not None and cause.record.team_id == record.team_id
    return Told(record, line.actor, line.sentence, cause.sentence if cause and shown else None)


def _causes(records: list[Record]) -> list[Record]:
    known = {str(record) for record in records}
    wanted: dict[str, set[int]] = {}
    for name in {record.cause for record in records if record.cause and record.cause not in known}:
        stream, _hash, number = name.partition("#")
        if number.isdigit():
            wanted.setdefault(stream, set()).add(int(number))
    found = Q()
    for stream, numbers in wanted.items():
        found |= Q(stream=stream, number__in=numbers)
    return list(Record.objects.filter(found)) if wanted else []


def record_named(name: str) -> Record | None:
    """The record called run:42#7."""
    stream, _hash, number = name.partition("#")
    return Record.objects.filter(stream=stream, number=int(number)).first() if number.isdigit() else None


def actors_in(team: Team | None) -> list[str]:
    """The references of all who appear in a trail, for the filter by who."""
    # One step per actor along the index; DISTINCT would read every record.
    found: list[str] = []
    rows = Record.objects.filter(team_id=team.pk if team else None).order_by("actor").values_list("actor", flat=True)
    following = rows.first()
    while following is not None and len(found) < 200:
        found.append(following)
        following = rows.filter(actor__gt=following).first()
    return found


# -- people and rights ---------------------------------------------------------------------------------------------


def members(team: Team) -> QuerySet[Membership]:
    """A team's memberships with their people and roles; those that are over are left out."""
    in_force = Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now())
    found = Membership.objects.filter(in_force, team=team).select_related("user", "role")
    return found.order_by("user__kind", "user__name", "role__position")


def people(organisation: Organisation) -> QuerySet[User]:
    """Everybody with an account, those who were stopped last."""
    found = User.objects.filter(kind=Kind.PERSON).prefetch_related("memberships__team", "memberships__role")
    return found.order_by("-is_active", "name")


def people_named(words: str) -> QuerySet[User]:
    """People whose name or address contains these words; for those who see everybody."""
    named = Q(name__icontains=words) | Q(email__icontains=words)
    return User.objects.filter(named, kind=Kind.PERSON).order_by("-is_active", "name")


def organisation_roles(users: Iterable[User]) -> dict[int, set[str]]:
    """The organisation-wide verbs of people, by id."""
    return {user.pk: granting.organisation_verbs(user) for user in users}


def memberships_of(user: User) -> QuerySet[Membership]:
    """Every membership of one person or machine."""
    return Membership.objects.filter(user=user).select_related("team", "role").order_by("team__name")


def roles() -> QuerySet[Role]:
    """Every role, as it is read on the roles page."""
    return Role.objects.annotate(holders=Count("memberships", distinct=True)).order_by("position", "name")


def tokens(machine: User) -> QuerySet[MachineToken]:
    """A machine account's tokens, also ended ones."""
    return MachineToken.objects.filter(user=machine)


def machines(team: Team) -> QuerySet[User]:
    """The machine accounts with a role in a team."""
    found = User.objects.filter(kind=Kind.MACHINE, memberships__team=team).distinct()
    return found.prefetch_related("tokens", "memberships__role").order_by("name")


def person_by_email(email: str) -> User | None:
    """The person with this address."""
    return User.objects.filter(email=email.strip().lower(), kind=Kind.PERSON).first()


def has_administrator() -> bool:
    """Whether anybody can administer this installation yet."""
    return granting.holders("organisation.manage").exists()


def demo_people() -> QuerySet[User]:
    """The people of the demo, whose password everybody knows."""
    return User.objects.filter(is_demo=True, kind=Kind.PERSON, is_active=True).order_by("pk")


def actor_named(name: str) -> User | None:
    """The active person with this address, or the active machine account with this name."""
    active = User.objects.filter(is_active=True)
    found = active.filter(kind=Kind.PERSON, email__iexact=name.strip()).first()
    return found or active.filter(kind=Kind.MACHINE, name=name.strip()).first()


def machine_of(team: Team, pk: int) -> User:
    """A team's machine account, or 404."""
    return get_object_or_404(machines(team), pk=pk)


def token_of(machine: User, pk: int) -> MachineToken:
    """A machine account's token, or 404."""
    return get_object_or_404(tokens(machine), pk=pk)


def role_keyed(key: str) -> Role:
    """A role by its key, or 404."""
    return get_object_or_404(roles(), key=key)


def active(pk: int) -> User | None:
    """A person or machine while their account is active."""
    return User.objects.filter(pk=pk, is_active=True).first()
