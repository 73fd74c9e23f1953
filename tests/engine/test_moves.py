"""What a run needs next follows from its state alone."""

import pytest

from orchestrator.engine.happenings import (
    Answered,
    Arrived,
    CancelAsked,
    Ended,
    Failed,
    Halted,
    Intended,
    Settled,
    Woken,
)
from orchestrator.engine.moves import Arrive, Cancel, Finish, Perform, Recover
from orchestrator.engine.state import LEGAL, TERMINAL, IllegalMove, Reason, RunState, State
from tests.engine.drawings import Story, act, arrived, ask, drawing, look, next_move


def test_the_legal_moves_lead_from_the_start_to_every_end_and_no_further():
    reached, frontier = set(), {RunState.QUEUED}
    while frontier:
        reached |= frontier
        frontier = {further for state in frontier for further in LEGAL[state]} - reached
    assert reached == set(RunState) == set(LEGAL)
    assert {RunState.DONE, RunState.FAILED, RunState.CANCELLED} == TERMINAL


@pytest.mark.parametrize("old", RunState)
@pytest.mark.parametrize("new", RunState)
def test_a_run_moves_only_where_the_table_says(old, new):
    state = State(run=old)
    if new is old or new in LEGAL[old]:
        assert state.to(new).run is new
    else:
        with pytest.raises(IllegalMove, match="cannot become"):
            state.to(new)


def test_a_run_arrives_then_performs_then_arrives_at_the_next():
    story = Story(drawing(ask(), look()))
    assert next_move(story.definition, story.state) == Arrive("ask", 1)
    story.happens(Arrived({}))
    assert next_move(story.definition, story.state) == Perform("ask", 1, 1)
    story.happens(Answered({}))
    assert next_move(story.definition, story.state) == Arrive("look", 1)


def test_the_next_attempt_is_numbered():
    story = arrived(ask())
    story.happens(Failed("timeout", {}))
    assert next_move(story.definition, story.state) is None
    story.happens(Woken())
    assert next_move(story.definition, story.state) == Perform("ask", 1, 2)


def test_a_call_nobody_settled_is_looked_into_first():
    story = arrived(act())
    story.happens(Intended("1.1", 1, 1, "digest", {}))
    assert next_move(story.definition, story.state) == Recover("act", 1, "1.1")
    story.happens(Settled("1.1", known=False, payload={}, repeat=True))
    assert next_move(story.definition, story.state) == Perform("act", 1, 1)


def test_after_the_last_step_the_run_finishes_and_needs_nothing_more():
    story = arrived(ask())
    story.happens(Answered({}))
    assert next_move(story.definition, story.state) == Finish()
    story.happens(Ended("Completed", {}))
    assert next_move(story.definition, story.state) is None


def test_a_run_that_waits_or_was_never_started_needs_nothing():
    story = arrived(look())
    story.happens(Halted(Reason.PERSON_STEP, {}))
    assert next_move(story.definition, story.state) is None
    assert next_move(story.definition, State()) is None


def test_a_run_that_is_being_stopped_lets_go():
    story = arrived(ask())
    story.happens(CancelAsked(idle=False, payload={}))
    assert next_move(story.definition, story.state) == Cancel()
