"""Calls that change something: written down before, settled after, never doubled, never lost."""

import time

import pytest

from orchestrator.engine.definition import Failure
from orchestrator.engine.state import Decision
from tests import desk


def test_a_ticket_is_opened_once_and_the_run_gives_its_number(house, bank):
    run = desk.play(house.otto, desk.with_ticket(house, bank), subject="Card lost")
    assert run.state == "done"
    assert desk.gave(run, "ticket")["ticket_id"]
    kinds = desk.kinds(run)
    assert kinds.index("tool.intended") < kinds.index("tool.done") < kinds.index("step.finished")
    assert len(bank.records()) == 1


def test_the_key_of_a_call_names_its_run_step_visit_and_call(house, bank):
    run = desk.play(house.otto, desk.with_ticket(house, bank), subject="Card lost")
    (record,) = bank.records()
    call = desk.lines(run, "tool.intended")[0]["call"]
    assert record["idempotency_key"] == f"steward-{run.pk}-ticket-1-{call}"


@pytest.mark.parametrize("action", ["fail", "html", "nonsense", "drop", "hang_up"])
def test_a_call_that_may_be_repeated_is_repeated_under_its_key(house, bank, action):
    bank.misbehave(action, method="POST", path="/tickets", status=500)
    run = desk.play(house.otto, desk.with_ticket(house, bank, repeat_safe=True), subject="Card lost")
    assert (run.state, desk.kinds(run).count("tool.unknown")) == ("waiting", 1)
    run = desk.later(run)
    assert run.state == "done"
    assert desk.kinds(run).count("tool.intended") == 2
    assert len(bank.records()) == 1


@pytest.mark.parametrize("action", ["fail", "html", "nonsense", "drop", "hang_up"])
def test_a_call_that_may_not_be_repeated_asks_whether_it_happened(house, bank, action):
    bank.misbehave(action, method="POST", path="/tickets", status=500)
    run = desk.play(house.otto, desk.with_ticket(house, bank), subject="Card lost")
    assert (run.state, run.reason) == ("waiting", "doubtful")
    assert desk.kinds(run)[-2:] == ["tool.unknown", "escalation.opened"]
    assert len(bank.records()) == (1 if action == "hang_up" else 0)


def test_a_call_that_takes_too_long_asks_whether_it_happened(house, bank):
    bank.misbehave("slow", method="POST", path="/tickets", seconds=1.5)
    run = desk.play(house.otto, desk.with_ticket(house, bank, seconds=1), subject="Card lost")
    assert (run.state, run.reason) == ("waiting", "doubtful")
    until = time.monotonic() + 10
    while not bank.records() and time.monotonic() < until:
        time.sleep(0.05)
    assert len(bank.records()) == 1  # it did happen, only late: that is why nobody sent it again


def test_it_happened_goes_on_with_what_the_reviewer_knows(house, bank):
    bank.misbehave("hang_up", method="POST", path="/tickets")
    run = desk.play(house.otto, desk.with_ticket(house, bank), subject="Card lost")
    run = desk.decide(house.rae, run, Decision.HAPPENED, output={"ticket_id": "T7"})
    assert (run.state, desk.gave(run, "ticket")) == ("done", {"ticket_id": "T7"})
    assert len(bank.records()) == 1


def test_do_it_again_uses_the_same_key_so_that_nothing_is_doubled(house, bank):
    bank.misbehave("hang_up", method="POST", path="/tickets")
    run = desk.play(house.otto, desk.with_ticket(house, bank), subject="Card lost")
    run = desk.decide(house.rae, run, Decision.RETRY)
    assert run.state == "done"
    (record,) = bank.records()
    assert record["idempotency_key"].startswith(f"steward-{run.pk}-")


def test_a_plain_no_is_a_failure_and_no_doubt(house, bank):
    bank.misbehave("fail", method="POST", path="/tickets", status=422, times=0)
    run = desk.play(house.otto, desk.with_ticket(house, bank), subject="Card lost")
    assert (run.state, run.reason) == ("waiting", "failed")
    assert "tool.failed" in desk.kinds(run) and "tool.unknown" not in desk.kinds(run)
    assert desk.lines(run, "step.attempt_failed")[0]["failure"] == "refused"


def test_a_system_that_is_away_is_tried_again_then_a_person_is_asked(house, bank):
    made = desk.with_ticket(house, bank, failure=Failure(attempts=2, wait_seconds=0))
    with desk.moved_away(house):
        run = desk.play(house.otto, made, subject="Card lost")
        assert run.state == "waiting"
        run = desk.later(run)
    assert (run.reason, desk.lines(run, "step.attempt_failed")[1]["failure"]) == ("failed", "unavailable")
    run = desk.decide(house.rae, run, Decision.RETRY)
    assert (run.state, len(bank.records())) == ("done", 1)


def test_a_look_up_is_simply_asked_again(house, bank):
    bank.misbehave("html", method="GET", path="/customers", status=502)
    step = desk.tool_step(desk.customer_tool(house, bank), email="run.email")
    step = step.model_copy(update={"failure": Failure(wait_seconds=0)})
    made = desk.workflow(house, "Look up", [desk.EMAIL], [step])
    run = desk.later(desk.play(house.otto, made, email="customer007@bank.example"))
    assert (run.state, desk.gave(run, "customer")["customer_id"]) == ("done", "C007")
    assert "tool.unknown" not in desk.kinds(run)


def test_a_second_lap_is_a_new_call_a_second_try_is_not(house, bank):
    step = desk.tool_step(desk.ticket_tool(house, bank), subject="run.subject")
    look = desk.PersonStep(key="look", name="Look")
    made = desk.workflow(house, "Laps", [desk.SUBJECT], [step, look])
    run = desk.play(house.otto, made, subject="Card lost")
    run = desk.decide(house.rae, run, Decision.SEND_BACK, note="Once more", to="ticket")
    keys = [record["idempotency_key"] for record in bank.records()]
    call = desk.lines(run, "tool.intended")[0]["call"]
    assert keys == [f"steward-{run.pk}-ticket-1-{call}", f"steward-{run.pk}-ticket-2-{call}"]


def test_an_answer_of_the_wrong_shape_names_the_field(house, bank):
    bank.misbehave("nonsense", method="POST", path="/tickets", times=0)
    run = desk.play(house.otto, desk.with_ticket(house, bank), subject="Card lost")
    record = desk.payload_of(run, "tool.unknown")
    assert "Ticket" in record["sentence"]
    assert record["exchange"]["answer"]["body"] == {"colour": ["teal"], "customer_id": 7}
