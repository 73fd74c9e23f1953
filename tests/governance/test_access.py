"""Who may do what, and who sees what."""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance import access
from governance.actions import memberships, organisation, people, roles
from governance.actors import HouseMachine
from governance.models import Membership, Record, Role, Team, User
from governance.verbs import ORGANISATION_VERBS, REACH, ROLES, TEAM_VERBS, UnknownVerb
from tests.cast import role_called


def may(house, user, verb, team=None):
    return access.may(user, verb, team or house.care)


class TestRoles:
    @pytest.mark.parametrize(
        ("name", "role"),
        [("ben", "builder"), ("cleo", "approver"), ("rae", "reviewer"), ("otto", "operator"), ("vic", "viewer")]
        + [("aud", "auditor"), ("tia", "team_admin"), ("mimi", "operator")],
    )
    def test_everybody_holds_exactly_the_verbs_of_their_role(self, house, name, role):
        held = {verb for verb in TEAM_VERBS if may(house, getattr(house, name), verb)}
        assert held == ROLES[role][1]

    def test_nobody_holds_anything_in_another_team(self, house):
        for user, verb in product((house.ben, house.tia, house.mimi), TEAM_VERBS):
            assert not may(house, user, verb, house.sales)
        assert not any(may(house, house.dan, verb) for verb in TEAM_VERBS)

    def test_an_administrator_reaches_settings_and_no_work(self, house):
        held = {verb for verb in TEAM_VERBS if may(house, house.ada, verb)}
        assert held == REACH["organisation.manage"]

    def test_an_organisation_auditor_reads_every_team(self, house):
        pia = house.person("Pia")
        organisation.give_role(house.ada, house.organisation, pia, role="auditor")
        for team in (house.care, house.sales):
            assert {verb for verb in TEAM_VERBS if may(house, pia, verb, team)} == REACH["organisation.audit"]

    def test_superuser_and_anonymous_mean_nothing(self, house):
        User.objects.filter(pk=house.dan.pk).update(is_superuser=True)
        dan = User.objects.get(pk=house.dan.pk)
        assert not any(may(house, dan, verb) for verb in TEAM_VERBS)
        assert not any(access.may(AnonymousUser(), verb, house.care) for verb in TEAM_VERBS)
        assert not access.may(dan, "organisation.manage", house.organisation)

    def test_an_unknown_verb_is_a_mistake_and_not_a_no(self, house):
        with pytest.raises(UnknownVerb):
            access.may(house.ben, "workflow.delete", house.care)

    def test_a_house_machine_may_what_it_lists(self, house):
        clock = HouseMachine("clock", frozenset({"run.cancel"}))
        assert access.may(clock, "run.cancel", house.care)
        assert not access.may(clock, "run.start", house.care)


@pytest.mark.parametrize("verb", TEAM_VERBS)
def test_each_verb_alone_opens_nothing_else(house, verb):
    role = roles.make_role(house.ada, house.organisation, name=f"Only {verb}", verbs={"team.view", verb})
    zoe = house.person("Zoe", house.care)
    membership = Membership.objects.get(user=zoe)
    memberships.change_member(house.ada, membership, role=role)
    assert {other for other in TEAM_VERBS if may(house, zoe, other)} == {"team.view", verb}
    assert not any(access.may(zoe, wide, house.organisation) for wide in ORGANISATION_VERBS)


class TestTime:
    def test_a_membership_with_an_end_counts_until_then(self, house):
        soon = timezone.now() + timedelta(minutes=1)
        zoe = house.person("Zoe", house.care, "builder", ends_at=soon)
        assert may(house, zoe, "workflow.publish")
        assert zoe in [member.user for member in house.care.memberships.all()]

    def test_and_not_a_moment_longer(self, house, monkeypatch):
        zoe = house.person("Zoe", house.care, "builder", ends_at=timezone.now() + timedelta(minutes=1))
        later = timezone.now() + timedelta(minutes=2)
        monkeypatch.setattr("governance.access.timezone.now", lambda: later)
        assert not may(house, zoe, "team.view")
        assert not access.visible(zoe, Team).exists()
        assert not access.teams(zoe, "workflow.publish").exists()

    def test_the_longer_of_two_ends_counts(self, house, monkeypatch):
        now = timezone.now()
        zoe = house.person("Zoe", house.care, "builder", ends_at=now + timedelta(minutes=1))
        memberships.add_member(
            house.ada, house.care, zoe, role=role_called("viewer"), ends_at=now + timedelta(minutes=5)
        )
        monkeypatch.setattr("governance.access.timezone.now", lambda: now + timedelta(minutes=2))
        assert may(house, zoe, "run.view")
        assert not may(house, zoe, "run.start")


class TestTakingAway:
    def test_an_ended_membership_takes_its_rights_at_once(self, house):
        memberships.end_member(house.tia, Membership.objects.get(user=house.ben))
        assert not any(may(house, house.ben, verb) for verb in TEAM_VERBS)

    def test_a_stopped_person_may_nothing_even_where_their_row_is_old(self, house):
        people.stop_account(house.ada, house.organisation, User.objects.get(pk=house.ben.pk))
        assert house.ben.is_active
        assert not may(house, house.ben, "run.view")
        assert not access.visible(house.ben, Team).exists()

    def test_a_changed_role_is_carried_to_all_who_hold_it(self, house):
        zoe = house.person("Zoe", house.care, "viewer", ends_at=timezone.now() + timedelta(days=1))
        viewer = role_called("viewer")
        roles.change_role(house.ada, house.organisation, viewer, verbs={"team.view", "trail.view"})
        for user in (house.vic, zoe):
            assert may(house, user, "trail.view")
            assert not may(house, user, "run.view")


class TestSeeing:
    def test_what_is_invisible_is_not_found(self, house):
        with pytest.raises(Http404):
            access.get(house.dan, "team.manage", Team, pk=house.care.pk)

    def test_what_is_visible_but_not_allowed_is_refused_and_recorded(self, house):
        with pytest.raises(PermissionDenied):
            access.get(house.ben, "team.manage", Team, pk=house.care.pk)
        assert Record.objects.filter(kind="access.refused", actor=f"person:{house.ben.pk}").count() == 1

    def test_a_nonsense_key_is_not_found(self, house):
        with pytest.raises(Http404):
            access.get(house.ben, "team.view", Team, pk="robots")

    def test_may_and_visible_are_one_query_each(self, house):
        for ask in (
            lambda: may(house, house.ben, "run.start"),
            lambda: may(house, house.ada, "connection.manage"),
            lambda: list(access.visible(house.ben, Team)),
            lambda: list(access.visible(house.ben, Membership)),
        ):
            with CaptureQueriesContext(connection) as asked:
                ask()
            assert len(asked) == 1

    def test_may_and_teams_agree_for_everybody_and_every_verb(self, house):
        for user, verb in product((house.ada, house.ben, house.tia, house.dan, house.mimi), TEAM_VERBS):
            held = set(access.teams(user, verb))
            assert held == {team for team in (house.care, house.sales) if may(house, user, verb, team)}

    def test_only_the_organisations_own_people_see_all_people(self, house):
        assert access.visible(house.ada, User).count() == User.objects.count()
        assert not access.visible(house.tia, User).exists()

    def test_a_model_nobody_registered_is_seen_by_nobody(self, house):
        with pytest.raises(LookupError):
            access.visible(house.ada, Role)
