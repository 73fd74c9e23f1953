"""What fails is tried again, then follows its step's policy; a mistake of our own goes to a person."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils.timezone import now

from agents.failures import TurnError
from orchestrator import carrier, perform
from orchestrator.engine.definition import Failure
from orchestrator.engine.state import Decision
from orchestrator.sweep import sweep
from tests import desk
from tests.scripted import answer, text


def thinking(house, failure=None, **how):
    step = desk.think_step(desk.thinker(house), failure=failure or Failure(attempts=2, wait_seconds=30), **how)
    return desk.workflow(house, "Think", [desk.MESSAGE], [step])


def lost():
    return TurnError("unavailable", "The model is away.")


def test_a_failed_attempt_waits_and_the_sweep_wakes_it_when_it_is_due(house, scripted):
    scripted.says(lost()).then(answer(verdict="small"))
    run = desk.play(house.otto, thinking(house), message="Hello")
    assert (run.state, run.steps.get().state) == ("waiting", "retrying")
    assert timedelta(seconds=29) < run.due_at - now() < timedelta(seconds=37)
    sweep()
    assert desk.carry(run).state == "waiting"  # not due yet
    run = desk.later(run)
    assert (run.state, run.due_at) == ("done", None)
    assert desk.lines(run, "timer.set")[0]["seconds"] == 30
    assert desk.kinds(run).count("timer.fired") == 1


@pytest.mark.parametrize(
    ("then", "state", "reason", "step"),
    [
        ("escalate", "waiting", "failed", "waiting"),
        ("fail", "failed", "", "failed"),
        ("skip", "done", "", "skipped"),
    ],
)
def test_after_the_last_attempt_the_step_follows_its_policy(house, scripted, then, state, reason, step):
    scripted.says(lost())
    run = desk.play(house.otto, thinking(house, Failure(attempts=2, wait_seconds=0, then=then)), message="Hello")
    run = desk.later(run)
    assert (run.state, run.reason, run.steps.get().state) == (state, reason, step)
    assert [line["attempt"] for line in desk.lines(run, "step.attempt_failed")] == [1, 2]
    assert desk.payload_of(run, "step.attempt_failed")["sentence"] == "The model is away."


def test_a_model_that_answers_nonsense_is_a_broken_contract(house, scripted):
    scripted.says(text("How nice"))
    run = desk.play(house.otto, thinking(house, Failure(attempts=1)), message="Hello")
    assert (run.reason, run.steps.get().failure) == ("failed", "contract")
    assert run.tokens > 0  # what the failed attempt used is counted


def test_a_reviewer_lets_it_be_tried_again_from_the_first_attempt(house, scripted):
    scripted.says(lost()).then(lost()).then(answer(verdict="large"))
    run = desk.play(house.otto, thinking(house, Failure(attempts=1)), message="Hello")
    run = desk.decide(house.rae, run, Decision.RETRY)
    assert run.reason == "failed"
    run = desk.decide(house.rae, run, Decision.RETRY)
    assert (run.state, desk.gave(run, "think")) == ("done", {"verdict": "large"})


def test_a_reviewer_fills_in_what_a_failed_step_could_not_give(house, scripted):
    scripted.says(lost())
    run = desk.play(house.otto, thinking(house, Failure(attempts=1)), message="Hello")
    run = desk.decide(house.rae, run, Decision.CORRECT, output={"verdict": "small"})
    assert (run.state, desk.gave(run, "think")) == ("done", {"verdict": "small"})


def stumbling(*args):
    raise ZeroDivisionError("a mistake of our own")


def test_a_mistake_of_our_own_goes_to_a_person_instead_of_failing_for_ever(house, monkeypatch):
    made = desk.five_rules(house)
    monkeypatch.setitem(perform.PERFORMERS, "agent", stumbling)
    run = desk.play(house.otto, made, amount=5)
    assert (run.state, run.reason, run.steps.get().failure) == ("waiting", "failed", "bug")
    assert "inside Steward" in desk.payload_of(run, "step.attempt_failed")["sentence"]
    monkeypatch.undo()
    assert desk.decide(house.rae, run, Decision.RETRY).state == "done"


def test_a_mistake_at_a_steps_door_goes_to_a_person_too(house, monkeypatch):
    made = desk.five_rules(house)
    monkeypatch.setattr(carrier, "gather", stumbling)
    run = desk.play(house.otto, made, amount=5)
    assert (run.state, run.reason, desk.lines(run, "handoff.failed")[0]["failure"]) == ("waiting", "handoff", "bug")


def test_a_database_that_is_away_for_a_moment_is_no_reason_to_ask_a_person(house, monkeypatch):
    def away(*args):
        raise OperationalError("database is locked")

    made = desk.five_rules(house)
    monkeypatch.setitem(perform.PERFORMERS, "agent", away)
    run = desk.play(house.otto, made, amount=5)
    assert (run.state, run.lease) == ("running", "")
    monkeypatch.undo()
    assert desk.carry(run).state == "done"
