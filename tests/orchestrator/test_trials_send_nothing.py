"""Trials: journalled like any run, kept out of the inbox; what changes something is shown, not sent."""

import pytest

from governance.door import Refused
from governance.trail import verify
from orchestrator.actions import escalations, trials
from orchestrator.actions.escalations import Verdict
from orchestrator.actions.problems import Unfit
from orchestrator.engine.state import Decision
from orchestrator.queries import inbox
from tests import desk
from tests.scripted import answer, call


@pytest.fixture
def tried(house, bank):
    """Ben tries a workflow that opens a ticket."""
    return desk.carry(trials.try_workflow(house.ben, desk.with_ticket(house, bank), {"subject": "Card lost"}))


def test_a_changing_call_is_shown_not_sent(house, bank, tried):
    assert (tried.trial, tried.reason, bank.records()) == (True, "confirm", [])
    assert desk.payload_of(tried, "escalation.opened")["request"]["arguments"] == {"subject": "Card lost"}
    assert desk.kinds(tried)[0] == "trial.started"


def test_confirmed_it_is_sent(house, bank, tried):
    run = desk.decide(house.ben, tried, Decision.ALLOW)
    assert (run.state, len(bank.records())) == ("done", 1)
    assert verify().ok


def test_declined_it_goes_on_without(house, bank, tried):
    run = desk.decide(house.ben, tried, Decision.DECLINE)
    assert (run.state, desk.gave(run, "ticket"), bank.records()) == ("done", {}, [])


def test_a_look_up_needs_no_confirmation(house, bank):
    step = desk.tool_step(desk.customer_tool(house, bank), email="run.email")
    made = desk.workflow(house, "Look up", [desk.EMAIL], [step])
    run = desk.carry(trials.try_workflow(house.ben, made, {"email": "customer007@bank.example"}))
    assert (run.state, desk.gave(run, "customer")["customer_id"]) == ("done", "C007")


def test_an_agent_on_trial_is_asked_call_by_call(house, bank, scripted):
    ticket = desk.ticket_tool(house, bank)
    lines = (call("ticket", subject="One"), call("ticket", subject="Two"))
    scripted.says(*lines).then(*lines).then(*lines).then(answer(verdict="small"))
    run = desk.carry(trials.try_agent(house.ben, desk.thinker(house, tools=[ticket]), {"message": "Hello"}))
    run = desk.decide(house.ben, run, Decision.DECLINE)
    assert run.reason == "confirm"
    run = desk.decide(house.ben, run, Decision.ALLOW)
    assert (run.state, len(bank.records())) == ("done", 1)
    assert desk.payload_of(run, "tool.intended")["arguments"] == {"subject": "Two"}


def test_a_trial_of_an_agent_shows_how_sure_it_is_instead_of_stopping(house, scripted):
    scripted.says(answer(verdict="small", confidence=0.1))
    run = desk.carry(trials.try_agent(house.ben, desk.thinker(house), {"message": "Hello"}))
    assert (run.state, run.steps.get().confidence) == ("done", 0.1)
    assert run.workflow is None


def test_trials_never_come_into_the_inbox(house, tried):
    assert desk.case_of(tried).trial
    assert (list(inbox.open_cases(house.care)), inbox.count_waiting(house.care)) == ([], 0)
    with pytest.raises(Unfit, match="trial"):
        escalations.decide_escalation(house.rae, desk.case_of(tried), Verdict(Decision.ALLOW))


def test_only_who_tries_decides(house, tried):
    colleague = house.person("Bea", house.care, "builder")
    with pytest.raises(Unfit, match="Only the person who started this trial"):
        escalations.decide_trial(colleague, desk.case_of(tried), Verdict(Decision.ALLOW))
    with pytest.raises(Refused):
        escalations.decide_trial(house.rae, desk.case_of(tried), Verdict(Decision.ALLOW))


def test_who_may_not_try_tries_nothing(house, bank):
    made = desk.with_ticket(house, bank)
    for person in (house.otto, house.vic, house.rae, house.dan):
        with pytest.raises(Refused):
            trials.try_workflow(person, made, {"subject": "Card lost"})


def test_a_builder_who_left_the_team_sends_nothing_any_more(house, bank, tried):
    from governance.actions import memberships
    from governance.models import Membership

    membership = Membership.objects.get(user=house.ben, team=house.care)
    memberships.end_member(house.ada, membership)
    with pytest.raises(Refused):
        desk.decide(house.ben, tried, Decision.ALLOW)
    assert bank.records() == []
