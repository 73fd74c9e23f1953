"""The limits of a whole run: reserved before, settled after, and a person may allow more."""

import pytest

from orchestrator.engine import limits
from orchestrator.engine.definition import Limits, Shape
from orchestrator.engine.happenings import Answered, Arrived, Resolved
from orchestrator.engine.state import Decision, State, Used
from tests.engine.drawings import Story, ask, drawing, few

PLAIN = drawing(ask())


def used(**figures):
    return State(used=Used(**figures))


@pytest.mark.parametrize(
    ("tight", "figures", "limit"),
    [
        (few(steps=2), {"steps": 2}, "steps"),
        (few(tokens=100), {"tokens": 60}, "tokens"),
        (few(cost_micros=10), {"cost_micros": 11}, "cost_micros"),
        (few(minutes=1), {"milliseconds": 60_001}, "minutes"),
    ],
)
def test_one_more_step_is_held_against_every_limit(tight, figures, limit):
    assert limits.reached_on_arrival(drawing(ask(), limits=tight), used(**figures), 50) == limit
    assert limits.reached_on_arrival(PLAIN, used(**figures), 50) == ""


def test_what_is_used_up_to_the_limit_is_within_it():
    tight = drawing(ask(), limits=few(steps=2, tokens=100, tool_calls=1, cost_micros=10))
    assert limits.reached_on_arrival(tight, used(steps=1, tokens=50, cost_micros=10), 50) == ""
    assert limits.reached_by_call(tight, used(tool_calls=0)) == ""
    assert limits.reached_by_call(tight, used(tool_calls=1)) == "tool_calls"
    assert limits.reached_by_model(tight, used(tokens=40), 60, 10) == ""
    assert limits.reached_by_model(tight, used(tokens=40), 61, 0) == "tokens"
    assert limits.reached_by_model(tight, used(), 0, 11) == "cost_micros"


def test_money_without_a_limit_is_not_limited():
    assert limits.allowed(PLAIN, State(), "cost_micros") is None
    assert limits.reached_by_model(PLAIN, used(cost_micros=10**12), 0, 10**12) == ""


@pytest.mark.parametrize("limit", Limits.model_fields)
def test_allowing_more_always_allows_something(limit):
    none = drawing(ask(), limits=Limits.model_construct(steps=0, tokens=0, tool_calls=0, cost_micros=0, minutes=0))
    assert limits.how_much_more(none, limit) > 0


def test_a_run_that_reaches_a_limit_waits_and_goes_on_when_a_person_allows_more():
    story = Story(drawing(ask("one"), ask("two"), limits=few(steps=1)))
    story.happens(Arrived({}), Answered({}))
    assert story.happens(Arrived({})) == ["handoff.passed", "step.started", "limit.reached", "escalation.opened"]
    assert story.state.waiting.limit == "steps"
    story.happens(Resolved(Decision.MORE, {}), Answered({}))
    assert limits.allowed(story.definition, story.state, "steps") == 2


def test_the_tokens_of_a_turn_are_reserved_and_given_back():
    story = Story(drawing(ask(), shapes={"ask": Shape(tokens=100)}))
    story.happens(Arrived({}))
    story.happens(Answered({}, tokens=30, model="m", transcript={}))
    assert (story.state.reserved, story.state.used.tokens) == (0, 30)
