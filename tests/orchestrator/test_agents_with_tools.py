"""An AI agent's calls pass the ledger: journalled, remembered, counted."""

import pytest

from orchestrator import ledger as ledgers
from orchestrator.engine.definition import Failure, Limits
from orchestrator.engine.state import Decision
from orchestrator.models import Run
from tests import desk, holding
from tests.scripted import answer, call


class Killed(BaseException):
    """The worker is gone, at this very line."""


def thinking(house, tool, **how):
    step = desk.think_step(desk.thinker(house, tools=[tool]), failure=Failure(attempts=2, wait_seconds=0), **how)
    return desk.workflow(house, "Think", [desk.MESSAGE], [step])


@pytest.fixture
def ticket(house, bank):
    return desk.ticket_tool(house, bank)


def killed_after_the_call(monkeypatch, house, made, *, settled):
    """A run whose worker dies right after its tool acted, with or without the answer on disk."""
    settle = ledgers.Ledger._settle

    def die(self, happening):
        if settled:
            settle(self, happening)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(ledgers.Ledger, "_settle", die)
        with pytest.raises(Killed):
            desk.play(house.otto, made, message="Hello")
    run = Run.objects.latest("pk")
    return holding.orphaned(run)


def test_calls_are_journalled_before_and_after_and_their_answer_reaches_the_model(house, bank, scripted):
    customer = desk.customer_tool(house, bank)
    scripted.says(call("customer", email="customer007@bank.example")).then(answer(verdict="small"))
    run = desk.play(house.otto, thinking(house, customer), message="Hello")
    kinds = desk.kinds(run)
    order = [kinds.index(kind) for kind in ("tool.intended", "tool.done", "model.called", "step.finished")]
    assert order == sorted(order)
    assert "C007" in str(scripted.asked[1])
    assert run.tokens == 240  # two answers of the model


def test_a_call_that_was_done_before_a_crash_is_not_made_again(house, bank, scripted, monkeypatch, ticket):
    scripted.says(call("ticket", subject="Card lost")).then(call("ticket", subject="Card lost"))
    scripted.then(answer(verdict="small"))
    run = desk.carry(killed_after_the_call(monkeypatch, house, thinking(house, ticket), settled=True))
    assert run.state == "done"
    assert (len(bank.records()), bank.effects()["replays"]) == (1, 0)  # remembered, not even asked again
    assert desk.kinds(run).count("tool.intended") == 1


def test_a_call_under_way_in_a_crash_is_in_doubt(house, bank, scripted, monkeypatch, ticket):
    scripted.says(call("ticket", subject="Card lost")).then(answer(verdict="small"))
    run = desk.carry(killed_after_the_call(monkeypatch, house, thinking(house, ticket), settled=False))
    assert (run.state, run.reason, len(bank.records())) == ("waiting", "doubtful", 1)
    assert desk.payload_of(run, "tool.unknown") == {"interrupted": True}


def test_it_happened_gives_the_agent_what_the_call_would_have_given(house, bank, scripted, monkeypatch, ticket):
    scripted.says(call("ticket", subject="Card lost")).then(call("ticket", subject="Card lost"))
    scripted.then(answer(verdict="small"))
    run = desk.carry(killed_after_the_call(monkeypatch, house, thinking(house, ticket), settled=False))
    run = desk.decide(house.rae, run, Decision.HAPPENED, output={"ticket_id": "T7"})
    assert (run.state, desk.gave(run, "think")) == ("done", {"verdict": "small"})
    assert "T7" in str(scripted.asked[-1])
    assert len(bank.records()) == 1


def test_a_call_that_may_be_repeated_is_simply_made_again_after_a_crash(house, bank, scripted, monkeypatch):
    safe = desk.ticket_tool(house, bank, repeat_safe=True)
    scripted.says(call("ticket", subject="Card lost")).then(call("ticket", subject="Card lost"))
    scripted.then(answer(verdict="small"))
    run = desk.carry(killed_after_the_call(monkeypatch, house, thinking(house, safe), settled=False))
    assert run.state == "done"
    assert (len(bank.records()), bank.effects()["replays"]) == (1, 1)


def test_an_attempt_that_failed_after_a_call_does_not_call_again(house, bank, scripted, ticket):
    from agents.failures import TurnError

    scripted.says(call("ticket", subject="Card lost")).then(TurnError("unavailable", "The model is away."))
    scripted.then(call("ticket", subject="Card lost")).then(answer(verdict="small"))
    run = desk.later(desk.play(house.otto, thinking(house, ticket), message="Hello"))
    assert (run.state, len(bank.records())) == ("done", 1)


def test_a_plain_no_of_a_system_is_an_answer_the_agent_works_with(house, bank, scripted):
    customer = desk.customer_tool(house, bank)
    scripted.says(call("customer", email="nobody@bank.example")).then(answer(verdict="large"))
    run = desk.play(house.otto, thinking(house, customer), message="Hello")
    assert (run.state, "tool.failed" in desk.kinds(run)) == ("done", True)
    assert "refused" in str(scripted.asked[1])


def test_one_call_too_many_waits_until_a_person_allows_more(house, bank, scripted, ticket):
    scripted.says(call("ticket", subject="One"), call("ticket", subject="Two")).then(
        call("ticket", subject="One"), call("ticket", subject="Two")
    )
    scripted.then(answer(verdict="small"))
    made = desk.redraw(house, thinking(house, ticket), limits=Limits(tool_calls=1))
    run = desk.play(house.otto, made, message="Hello")
    assert (run.reason, len(bank.records()), run.tokens) == ("limit", 1, 120)
    run = desk.decide(house.rae, run, Decision.MORE)
    assert (run.state, len(bank.records()), bank.effects()["replays"]) == ("done", 2, 0)


def test_what_a_stopped_turn_used_is_counted(house, bank, scripted):
    sensitive = desk.ticket_tool(house, bank, sensitive=True)
    scripted.says(call("ticket", subject="Card lost"))
    run = desk.play(house.otto, thinking(house, sensitive), message="Hello")
    assert (run.reason, run.tokens) == ("sensitive", 120)
