"""A stop is true: at once where nobody works, else within the step; what comes back late is still written down."""

import pytest

from agents.failures import TurnError
from governance.actions.problems import Stale
from governance.door import Refused
from governance.trail import verify
from orchestrator import ledger as ledgers
from orchestrator.actions import runs
from orchestrator.engine.definition import Failure
from orchestrator.engine.happenings import CancelDue
from orchestrator.house import CARRIER
from orchestrator.journal import Journal
from orchestrator.models import Run
from orchestrator.sweep import CANCEL_WITHIN, sweep
from tests import desk, holding
from tests.scripted import answer, call


def over(journal_of):
    """The sweep's word that the time to let go is over."""
    journal = Journal(Run.objects.get(pk=journal_of.pk))
    journal.tell(CancelDue())
    journal.commit(CARRIER)


@pytest.fixture
def during(monkeypatch):
    """Do something after the system acted and before its answer is written down."""

    def arrange(deed):
        send = ledgers.send

        def answered(*args, **kwargs):
            reply = send(*args, **kwargs)
            deed()
            return reply

        monkeypatch.setattr(ledgers, "send", answered)

    return arrange


@pytest.fixture
def run(house, bank):
    """A run about to open a ticket."""
    return runs.start_run(house.otto, desk.with_ticket(house, bank), {"subject": "Card lost"})


def test_a_run_nobody_carried_yet_stops_at_once(house, run, bank):
    runs.cancel_run(house.otto, run)
    assert desk.carry(run).state == "cancelled"
    assert bank.records() == []


def test_a_run_on_a_timer_stops_at_once(house, scripted):
    scripted.says(TurnError("unavailable", "The model is away."))
    step = desk.think_step(desk.thinker(house), failure=Failure(wait_seconds=60))
    run = desk.play(house.otto, desk.workflow(house, "Think", [desk.MESSAGE], [step]), message="Hello")
    assert run.due_at is not None
    runs.cancel_run(house.otto, run)
    run.refresh_from_db()
    assert (run.state, run.due_at, run.steps.get().state) == ("cancelled", None, "failed")


def test_a_run_under_way_stops_within_its_step_and_its_last_call_is_known(house, run, during, bank):
    states = []

    def stop():
        runs.cancel_run(house.otto, run, reason="Not needed")
        states.append(Run.objects.get(pk=run.pk).state)

    during(stop)
    run = desk.carry(run)
    assert (states, run.state, len(bank.records())) == (["cancelling"], "cancelled", 1)
    assert desk.kinds(run)[-3:] == ["run.cancelling", "tool.done", "run.cancelled"]
    assert verify().ok


def test_an_answer_that_comes_even_after_the_end_is_the_last_line(house, run, during):
    during(lambda: (runs.cancel_run(house.otto, run), over(run)))
    run = desk.carry(run)
    assert (run.state, desk.kinds(run)[-3:]) == ("cancelled", ["tool.unknown", "run.cancelled", "tool.done"])
    call = desk.lines(run, "tool.done")[0]["call"]
    assert run.folded.visit.calls[call].state == "done"
    assert verify().ok


def test_a_run_stopped_between_its_calls_makes_no_more(house, bank, scripted, monkeypatch):
    ticket = desk.ticket_tool(house, bank)
    scripted.says(call("ticket", subject="Card lost")).then(answer(verdict="small"))
    made = desk.workflow(house, "Think", [desk.MESSAGE], [desk.think_step(desk.thinker(house, tools=[ticket]))])
    run = runs.start_run(house.otto, made, {"message": "Hello"})
    monkeypatch.setattr(ledgers.Ledger, "spend", lambda *args: runs.cancel_run(house.otto, run))
    assert desk.carry(run).state == "cancelled"
    assert bank.records() == []
    assert "tool.intended" not in desk.kinds(run)


def test_a_worker_that_does_not_let_go_in_time_is_not_waited_for(house, run):
    holding.leased_to_another(run)
    runs.cancel_run(house.otto, run)
    sweep()
    run.refresh_from_db()
    assert run.state == "cancelling"
    desk.long_ago(run, CANCEL_WITHIN)
    sweep()
    run.refresh_from_db()
    assert run.state == "cancelled"


def test_what_has_ended_cannot_be_stopped(house):
    run = desk.play(house.otto, desk.five_rules(house), amount=1)
    with pytest.raises(Stale, match="already ended"):
        runs.cancel_run(house.otto, run)


def test_who_may_stop_runs(house, run):
    for person in (house.vic, house.cleo, house.dan):
        with pytest.raises(Refused):
            runs.cancel_run(person, run)
    runs.cancel_run(house.rae, run)


def test_asked_twice_a_run_stops_once(house, run):
    holding.leased_to_another(run)
    runs.cancel_run(house.otto, run)
    runs.cancel_run(house.rae, run)
    assert desk.kinds(run).count("run.cancelling") == 1
