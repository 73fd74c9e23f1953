"""The process that carries the runs is killed at any instant: nothing is lost, nothing happens twice."""

import json
import random
import signal
import time

import pytest

from bench.demo_batch import messages, requests
from tests.chaos.steward import Steward, wait

pytestmark = pytest.mark.real
WANTS_FEE_BACK = "You took €3.50 from me for a cash withdrawal and nobody told me about that fee. I want it back."
LOOK_UP = "customer"  # the desk's only call that changes nothing
ASKS = "What is the limit for topping up in one month?"


def batch(count: int) -> list[dict[str, str]]:
    """As many of the demo's own messages, each from its customer."""
    rows = messages(None, None)
    return list(requests((rows * (count // len(rows) + 1))[:count]))


def a_refund(steward: Steward) -> list[dict[str, str]]:
    """A message of a customer whose latest fee is paid and small enough to be refunded without asking."""
    for number in range(100):
        person = steward.ask("GET", f"/customers/C{number:03}")
        small = person["last_fee_amount"]["minor"] <= 2_500
        if person["status"] == "active" and person["last_fee_status"] == "paid" and small:
            return [{"message": WANTS_FEE_BACK, "email": person["email"]}]
    raise AssertionError("Nobody's fee can be refunded.")


def settled(steward: Steward) -> None:
    """Every run has ended or waits in the inbox, and both books agree on what was done."""
    wait(lambda: not steward.moving(), "every run ended or waits for a person", seconds=300)
    assert steward.one("SELECT count(*) FROM orchestrator_run WHERE state = 'failed'") == 0
    waiting = steward.one("SELECT count(*) FROM orchestrator_run WHERE state = 'waiting'")
    assert steward.one("SELECT count(*) FROM orchestrator_escalation WHERE state <> 'resolved'") == waiting
    nothing_doubled(steward)
    done = steward.manage("verify_audit")
    assert done.returncode == 0, done.stdout + done.stderr


def nothing_doubled(steward: Steward) -> None:
    """The bank's own book holds each effect once, and each one that the trail says was done."""
    assert steward.ask("GET", "/counts")["effects"]["doubled"] == []
    applied = [each["idempotency_key"] for each in steward.ask("GET", "/records?limit=0")["items"]]
    assert len(applied) == len(set(applied))
    assert None not in applied
    lines = [json.loads(body) for (body,) in steward.rows("SELECT body FROM steward_trail WHERE kind LIKE 'tool.%'")]
    assert set(applied) <= {key(line) for line in lines if line["kind"] == "tool.intended"}
    done = {key(line) for line in lines if line["kind"] == "tool.done" and line["facts"]["step"] != LOOK_UP}
    assert done <= set(applied)


def refunds(steward: Steward) -> int:
    """How many the bank's book holds, once the one that was under way has landed."""
    wait(lambda: steward.ask("GET", "/records")["items"], "the refund is in the bank's book")
    time.sleep(3.5)  # as long as a second one would take
    assert set(steward.ask("GET", "/counts")["effects"]["by_kind"]) == {"fee.refunded"}
    return len(steward.ask("GET", "/records")["items"])


def key(line: dict) -> str:
    """The idempotency key under which the call of a trail's line left the house."""
    facts = line["facts"]
    return f"steward-{line['stream'].removeprefix('run:')}-{facts['step']}-{facts['visit']}-{facts['call']}"


def test_a_batch_of_200_survives_three_kills(steward: Steward):
    # A bank that forgets its keys shows every refund that is sent twice; the pauses make calls likely to be under way.
    steward.misbehave("forget_key", "/refunds", seconds=0.2)
    steward.misbehave("slow", "/tickets", seconds=0.1)
    server = steward.serve()
    asking = steward.begin(batch(200))
    chance = random.Random(7)
    for part in (40, 80, 120):
        wait(lambda part=part: steward.resting() >= part, f"{part} runs are through")
        time.sleep(chance.random() / 2)
        server.kill()
        server.wait()
        server = steward.serve()
    assert asking.wait(60) == 0, steward.said(asking)
    settled(steward)
    assert steward.resting() == 200


@pytest.mark.parametrize("moment", [0.0, 0.15, 0.4, 0.9])
def test_a_few_runs_survive_a_kill_at_any_moment(steward: Steward, moment: float):
    steward.misbehave("forget_key", "/refunds", seconds=0.1)
    server = steward.serve()
    assert steward.begin(batch(12)).wait(120) == 0
    time.sleep(moment)
    server.kill()
    server.wait()
    steward.serve()
    settled(steward)


def test_an_interrupted_refund_asks_a_person_whether_it_happened(steward: Steward):
    steward.misbehave("forget_key", "/refunds", seconds=3)
    server = steward.serve()
    steward.begin(a_refund(steward))
    steward.until_a_call_is_under_way("refund")
    server.kill()
    server.wait()
    steward.serve()
    settled(steward)
    assert steward.rows("SELECT step, reason, state FROM orchestrator_escalation") == [("refund", "doubtful", "open")]
    assert refunds(steward) == 1


def test_an_interrupted_ticket_is_opened_once(steward: Steward):
    steward.misbehave("slow", "/tickets", seconds=3)
    server = steward.serve()
    steward.begin([{"message": ASKS, "email": "customer001@bank.example"}])
    steward.until_a_call_is_under_way("ticket")
    server.kill()
    server.wait()
    steward.serve()
    settled(steward)
    effects = steward.ask("GET", "/counts")["effects"]
    assert effects["by_kind"] == {"ticket.opened": 1}
    assert effects["replays"] == 1


def test_a_process_that_slept_past_its_lease_writes_nothing_twice(steward: Steward):
    steward.misbehave("forget_key", "/refunds", seconds=3)
    sleeper = steward.serve()
    steward.begin(a_refund(steward))
    steward.until_a_call_is_under_way("refund")
    sleeper.send_signal(signal.SIGSTOP)
    steward.serve()
    settled(steward)
    before = steward.one("SELECT count(*) FROM steward_trail WHERE run_id IS NOT NULL")
    sleeper.send_signal(signal.SIGCONT)
    time.sleep(3)
    settled(steward)
    assert steward.one("SELECT reason FROM orchestrator_run") == "doubtful"
    assert steward.one("SELECT count(*) FROM steward_trail WHERE run_id IS NOT NULL") - before <= 1
    assert refunds(steward) == 1
