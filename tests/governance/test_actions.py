"""What administrators and team admins may change, and what is refused in plain words."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from governance import access, news, trail
from governance.actions import machines, memberships, organisation, people, roles, teams
from governance.actions.problems import Problem
from governance.models import MachineToken, Membership, Record, User
from tests.cast import role_called


class TestOrganisation:
    def test_there_is_one_organisation(self, house):
        with pytest.raises(Problem, match="exists already"):
            organisation.found(organisation="X", currency="EUR", name="E", email="e@example.org", password=None)

    def test_the_last_administrator_stays(self, house):
        with pytest.raises(Problem, match="last administrator"):
            organisation.end_role(house.ada, house.organisation, house.ada, role="administrator")

    def test_an_administrator_can_hand_over(self, house):
        organisation.give_role(house.ada, house.organisation, house.tia, role="administrator")
        organisation.end_role(house.tia, house.organisation, house.ada, role="administrator")
        assert not access.may(house.ada, "organisation.manage", house.organisation)

    def test_allowed_hosts_are_hosts(self, house):
        organisation.set_allowed_hosts(house.ada, house.organisation, hosts=["CRM.example.org", "127.0.0.1:8765", ""])
        assert house.organisation.allowed_hosts == ["127.0.0.1:8765", "crm.example.org"]

    @pytest.mark.parametrize("host", ["https://crm.example.org", "crm.example.org/path", "a b", "host:99999", "::1"])
    def test_what_is_no_host_is_refused_with_the_remedy(self, house, host):
        with pytest.raises(Problem, match="write it as"):
            organisation.set_allowed_hosts(house.ada, house.organisation, hosts=[host])

    def test_nobody_else_manages_it(self, house):
        with pytest.raises(PermissionDenied):
            organisation.set_allowed_hosts(house.tia, house.organisation, hosts=["x"])
        with pytest.raises(PermissionDenied):
            teams.make_team(house.ben, house.organisation, name="Mine")


class TestTeams:
    def test_two_teams_of_one_name_have_two_addresses(self, house):
        assert teams.make_team(house.ada, house.organisation, name="Care").slug == "care-2"

    @pytest.mark.parametrize(
        ("more", "field"),
        [({"name": " "}, "name"), ({"time_zone": "Mars/Base"}, "time_zone"), ({"currency": "euro"}, "currency")],
    )
    def test_bad_input_names_its_field(self, house, more, field):
        given = {"name": "Care", "time_zone": "UTC", "currency": "EUR"} | more
        with pytest.raises(Problem) as problem:
            teams.change_team(house.tia, house.care, **given)
        assert problem.value.field == field


class TestPeople:
    def test_an_address_is_used_once_whatever_its_case(self, house):
        with pytest.raises(Problem, match="already an account"):
            people.add_person(house.ada, house.organisation, email="BEN@example.org", name="Ben")

    def test_an_easy_password_is_refused_and_nobody_is_added(self, house):
        with pytest.raises(Problem):
            people.add_person(house.ada, house.organisation, email="z@example.org", name="Zoe", password="password")
        assert not User.objects.filter(email="z@example.org").exists()

    def test_a_stopped_person_is_signed_out_everywhere(self, house, client):
        client.force_login(house.ben)
        people.stop_account(house.ada, house.organisation, User.objects.get(pk=house.ben.pk))
        people.let_in(house.ada, house.organisation, User.objects.get(pk=house.ben.pk))
        assert client.get("/accounts/password/change/").status_code == 302

    def test_nobody_stops_themselves(self, house):
        with pytest.raises(Problem, match="another administrator"):
            people.stop_account(house.ada, house.organisation, house.ada)

    def test_open_pages_hear_that_rights_changed(self, house, monkeypatch, django_capture_on_commit_callbacks):
        heard, signalled = [], []
        monkeypatch.setattr(news, "send", lambda group, kind: heard.append((group, kind)))

        def hear(sender, user_id, **more):
            signalled.append(user_id)

        news.rights_changed.connect(hear)
        try:
            with django_capture_on_commit_callbacks(execute=True):
                people.stop_account(house.ada, house.organisation, house.ben)
        finally:
            news.rights_changed.disconnect(hear)
        assert (f"person.{house.ben.pk}", "rights-changed") in heard
        assert signalled == [house.ben.pk]

    def test_no_trail_record_holds_an_address_or_a_name(self, house):
        bodies = b"".join(bytes(body) for body in Record.objects.values_list("body", flat=True))
        assert b"example.org" not in bodies
        assert b"Ben" not in bodies


class TestMemberships:
    def test_tia_adds_and_ben_cannot(self, house):
        memberships.add_member(house.tia, house.care, house.dan, role=role_called("viewer"))
        assert access.may(house.dan, "run.view", house.care)
        with pytest.raises(PermissionDenied):
            memberships.add_member(house.ben, house.care, house.dan, role=role_called("builder"))

    def test_tia_cannot_touch_another_team(self, house):
        with pytest.raises(PermissionDenied):
            memberships.end_member(house.tia, Membership.objects.get(user=house.dan))

    def test_a_role_is_held_once(self, house):
        with pytest.raises(Problem, match="already"):
            memberships.add_member(house.tia, house.care, house.ben, role=role_called("builder"))

    def test_an_end_lies_ahead(self, house):
        with pytest.raises(Problem, match="past"):
            memberships.change_member(
                house.tia,
                Membership.objects.get(user=house.ben),
                role=role_called("viewer"),
                ends_at=timezone.now() - timedelta(days=1),
            )


class TestMachines:
    def test_a_token_is_kept_as_a_hash_and_proves_its_account(self, house):
        token, secret = house.token()
        assert secret.startswith(token.prefix)
        assert secret not in str(MachineToken.objects.values().get(pk=token.pk))
        found = machines.authenticate(secret)
        assert found is not None
        assert found.user == house.mimi
        assert machines.authenticate(secret + "x") is None

    def test_an_ended_token_proves_nothing(self, house):
        token, secret = house.token()
        machines.end_token(house.tia, house.care, token)
        assert machines.authenticate(secret) is None

    def test_a_stopped_machine_proves_nothing(self, house):
        secret = house.token()[1]
        people.stop_account(house.ada, house.organisation, house.mimi)
        people.let_in(house.ada, house.organisation, User.objects.get(pk=house.mimi.pk))
        assert machines.authenticate(secret) is None

    def test_a_token_for_a_person_is_refused(self, house):
        with pytest.raises(Problem, match="does not belong"):
            machines.make_token(house.tia, house.care, house.ben, name="x")

    def test_a_machine_acts_for_one_team_so_that_no_token_lends_anothers_rights(self, house):
        robot = machines.make_machine(house.ada, house.sales, name="Robot", role=role_called("operator"))
        with pytest.raises(Problem, match="another team"):
            memberships.add_member(house.tia, house.care, robot, role=role_called("viewer"))


class TestRoles:
    def test_a_role_without_sight_of_the_team_is_refused(self, house):
        with pytest.raises(Problem, match="before anything else"):
            roles.make_role(house.ada, house.organisation, name="Odd", verbs={"run.start"})

    def test_an_unknown_right_is_refused(self, house):
        with pytest.raises(Problem, match="no right called"):
            roles.make_role(house.ada, house.organisation, name="Odd", verbs={"team.view", "run.everything"})


def test_everything_done_so_far_reads_as_a_sentence_and_verifies(house):
    assert trail.verify().ok
    for line in trail.sentences.say_all(Record.objects.order_by("id")):
        assert "–" not in line.sentence
        assert "{" not in line.sentence
