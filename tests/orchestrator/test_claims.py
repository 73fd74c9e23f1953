"""A case is held by one reviewer, as long as they may decide it."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from governance.actions import memberships, people, roles
from governance.actions.problems import Stale
from governance.models import Membership
from governance.trail import verify
from orchestrator import claims
from orchestrator.actions import escalations
from orchestrator.actions.escalations import Verdict
from orchestrator.engine.state import Decision
from orchestrator.sweep import sweep
from tests import desk
from tests.cast import role_called


@pytest.fixture
def run(house):
    return desk.play(house.otto, desk.with_person(house), amount=250)


@pytest.fixture
def ria(house):
    """A second reviewer of Care."""
    return house.person("Ria", house.care, "reviewer")


def holder(run):
    return desk.case_of(run).claimed_by


def test_of_two_reviewers_one_holds_the_case_and_the_other_is_told_who(house, run, ria):
    case = desk.case_of(run)
    escalations.claim(house.rae, case)
    escalations.claim(house.rae, case)  # asking again changes nothing
    for late in (
        lambda: escalations.claim(ria, case),
        lambda: escalations.free(ria, case),
        lambda: escalations.decide_escalation(ria, case, Verdict(Decision.APPROVE, {"amount": 1})),
    ):
        with pytest.raises(Stale, match="Rae Reed has taken this case"):
            late()
    assert holder(run) == house.rae
    assert desk.kinds(run).count("escalation.claimed") == 1


def test_given_back_the_case_is_free_for_others(house, run, ria):
    escalations.claim(house.rae, desk.case_of(run))
    escalations.free(house.rae, desk.case_of(run))
    assert (holder(run), desk.case_of(run).state) == (None, "open")
    escalations.claim(ria, desk.case_of(run))
    assert holder(run) == ria


def test_a_reviewer_who_leaves_the_team_lets_go_of_their_cases(house, run):
    escalations.claim(house.rae, desk.case_of(run))
    memberships.end_member(house.ada, Membership.objects.get(user=house.rae, team=house.care))
    sweep()
    assert (holder(run), desk.case_of(run).state) == (None, "open")
    assert desk.kinds(run)[-1] == "escalation.freed"
    assert verify().ok


def test_a_stopped_account_lets_go_of_its_cases(house, run):
    escalations.claim(house.rae, desk.case_of(run))
    people.stop_account(house.ada, house.organisation, house.rae)
    sweep()
    assert holder(run) is None


def test_a_role_that_may_no_longer_decide_lets_go(house, run):
    escalations.claim(house.rae, desk.case_of(run))
    roles.change_role(house.ada, house.organisation, role_called("reviewer"), verbs=["team.view", "escalation.view"])
    sweep()
    assert holder(run) is None


def test_a_membership_that_ran_out_lets_go(house, run, monkeypatch):
    guest = house.person("Gus", house.care, "reviewer", ends_at=now() + timedelta(hours=1))
    escalations.claim(guest, desk.case_of(run))
    sweep()
    assert holder(run) == guest
    tomorrow = now() + timedelta(days=1)
    monkeypatch.setattr("governance.access.timezone.now", lambda: tomorrow)
    claims.free_lost()
    assert holder(run) is None


def test_news_of_lost_rights_frees_at_once_without_a_sweep(house, run, django_capture_on_commit_callbacks):
    escalations.claim(house.rae, desk.case_of(run))
    with django_capture_on_commit_callbacks(execute=True):
        memberships.end_member(house.ada, Membership.objects.get(user=house.rae, team=house.care))
    assert holder(run) is None


def test_a_sweep_leaves_the_cases_of_those_who_may_decide(house, run):
    escalations.claim(house.rae, desk.case_of(run))
    sweep()
    assert holder(run) == house.rae
    assert "escalation.freed" not in desk.kinds(run)
