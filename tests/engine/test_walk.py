"""Random walks: whatever happens in whatever order, a run ends or waits for a named reason."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.engine.decide import decide
from orchestrator.engine.definition import END, Definition, Failure, Shape
from orchestrator.engine.events import NotNow, Overtaken
from orchestrator.engine.evolve import evolve, fold
from orchestrator.engine.happenings import (
    Answered,
    Arrived,
    CancelAsked,
    CancelDue,
    Claimed,
    Ended,
    Failed,
    Halted,
    Intended,
    PassedBy,
    Resolved,
    Settled,
    Woken,
)
from orchestrator.engine.moves import Arrive, Cancel, Finish, Perform, Recover, next_move
from orchestrator.engine.state import DECISIONS, TERMINAL, Reason, RunState, State
from tests.engine.drawings import OVER_100, Story, act, ask, drawing, few, look

FAILURES = st.builds(
    Failure,
    attempts=st.integers(1, 3),
    wait_seconds=st.just(1.0),
    then=st.sampled_from(["escalate", "fail", "skip"]),
)
KINDS = {"ask": ask, "act": act, "look": look}


@st.composite
def drawings(draw: Any) -> Definition:
    """One to four steps with any policy, some of them conditioned, under loose or tight limits."""
    steps = []
    for place, kind in enumerate(draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=4))):
        condition = draw(st.sampled_from([None, OVER_100]))
        steps.append(KINDS[kind](f"{kind}{place}", failure=draw(FAILURES), only_when=condition))
    limits = few(steps=draw(st.integers(1, 12)), tool_calls=draw(st.integers(0, 6)), tokens=draw(st.integers(0, 400)))
    shapes = {step.key: Shape(tokens=100) for step in steps if step.kind == "agent"}
    return drawing(*steps, limits=limits, shapes=shapes)


def arrivals(draw: Any, definition: Definition, move: Arrive) -> Any:
    """What the shell could find at a step's door."""
    if definition.step(move.step).only_when is not None and draw(st.booleans()):
        return PassedBy({"condition": True})
    failure = draw(st.sampled_from(["", "", "", "missing_field", "bug"]))
    return Arrived({}, conditioned=definition.step(move.step).only_when is not None, failure=failure)


def performances(draw: Any, state: State) -> list[Any]:
    """What an agent, a tool or a person could do; a call may leave without coming back."""
    call = Intended(f"1.{len(state.visit.calls) + 1}", 1, 1, "digest", {})
    return draw(
        st.sampled_from(
            [
                [Answered({}, tokens=60, model="m", transcript={})],
                [Answered({}, confidence=0.2, threshold=0.5)],
                [Failed("timeout", {}, tokens=60)],
                [Failed("policy", {}, again=False)],
                [call],
                [call, Settled(call.call, known=True, payload={}), Answered({})],
                [call, Settled(call.call, known=True, payload={}, failed=True), Failed("refused", {}, again=False)],
                [call, Settled(call.call, known=False, payload={})],
                [call, Settled(call.call, known=False, payload={}, repeat=True), Failed("unavailable", {})],
                [Halted(Reason.PERSON_STEP, {})],
                [Halted(Reason.SENSITIVE, {}, call=call.call, asked="digest")],
                [Halted(Reason.POLICY, {}, call=call.call)],
                [Halted(Reason.LIMIT, {}, limit="tokens", tokens=60)],
            ]
        )
    )


def next_happenings(draw: Any, story: Story) -> list[Any]:
    """What the shell, a person or the clock does about a run as it stands."""
    match next_move(story.definition, story.state):
        case Arrive() as move:
            return [arrivals(draw, story.definition, move)]
        case Perform():
            return performances(draw, story.state)
        case Recover(call=call):
            return [Settled(call, known=False, payload={}, repeat=draw(st.booleans()))]
        case Finish():
            return [Ended("Completed", {})]
        case Cancel():
            return [CancelDue()]
    waiting = story.state.waiting
    if waiting is None or waiting.reason is None:
        return [Woken()]
    decision = draw(st.sampled_from(DECISIONS[waiting.reason]))
    to = draw(st.sampled_from([story.definition.order()[0], "nowhere"]))
    return [Resolved(decision, {}, to=to, has_output=draw(st.booleans()))]


STRANGERS = st.sampled_from(
    [
        *[CancelAsked(idle=True, payload={}), CancelAsked(idle=False, payload={}), CancelDue(), Woken()],
        *[Claimed(), Claimed(freed=True), Ended("Completed", {}), Answered({}), Arrived({}), PassedBy({})],
        *[Settled("1.1", known=True, payload={}), Settled("1.1", known=False, payload={}), Failed("bug", {})],
    ]
)


def tell(story: Story, happening: Any) -> None:
    """Tell what happened; what does not fit is refused, and a state that was given is never changed in place."""
    state = story.state
    before = state.model_dump_json()
    try:
        story.happens(happening)
    except (Overtaken, NotNow):
        assert story.state is state
    assert state.model_dump_json() == before


def holds_together(story: Story) -> None:
    """What is true of a run after every happening."""
    state, definition = story.state, story.definition
    over, needs = state.run in TERMINAL, next_move(definition, state)
    # It ended, waits for a named reason, or something is to be done: never none of these, never two.
    assert (over, state.waiting is not None, needs is not None).count(True) == 1
    if state.waiting is not None:
        assert state.run is RunState.WAITING
        assert (state.waiting.reason is None) != (state.waiting.seconds is None)
    assert state.at == END or state.at in definition.order()
    # Bounded: one visit per step, whatever the length of the journal.
    assert set(state.steps) <= set(definition.order())
    # Folding the journal, or carrying the state over a crash, gives the same run and the same next move.
    assert fold(story.events) == state
    assert State.model_validate_json(state.model_dump_json()) == state


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_interleaving_ends_or_waits_for_a_named_reason(data):
    draw = data.draw
    story = Story(draw(drawings()))
    holds_together(story)
    for _turn in range(draw(st.integers(1, 40))):
        if story.state.run in TERMINAL:
            break
        happenings = [draw(STRANGERS)] if draw(st.integers(0, 5)) == 0 else next_happenings(draw, story)
        for happening in happenings:
            tell(story, happening)
            holds_together(story)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_crash_after_any_line_leaves_the_run_where_it_was(data):
    draw = data.draw
    story = Story(draw(drawings()))
    lived = [story.state]
    for _turn in range(12):
        for happening in next_happenings(draw, story) if story.state.run not in TERMINAL else []:
            tell(story, happening)
            lived.append(story.state)
    told, state = 0, State()
    for event in story.events:
        told, state = told + 1, evolve(state, event)
        assert fold(story.events[:told]) == state
        if state in lived:
            at = lived.index(state)
            assert next_move(story.definition, state) == next_move(story.definition, lived[at])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_willing_crew_brings_every_run_to_its_end(data):
    """Where answers come and people say yes, no drawing keeps a run for ever."""
    story = Story(data.draw(drawings()))
    for _turn in range(200):
        if story.state.run in TERMINAL:
            break
        match next_move(story.definition, story.state):
            case Arrive():
                tell(story, Arrived({}))
            case Perform():
                tell(story, Answered({}))
            case Finish():
                tell(story, Ended("Completed", {}))
            case None:
                reason = story.state.waiting.reason
                tell(story, Resolved(DECISIONS[reason][0], {}, has_output=True))
    assert story.state.run is RunState.DONE


def test_deciding_twice_gives_the_same_events():
    story = Story(drawing(ask(), act(), look()))
    assert decide(story.definition, story.state, Arrived({})) == decide(story.definition, story.state, Arrived({}))
