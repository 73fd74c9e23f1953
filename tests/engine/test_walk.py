"""Random walks: whatever happens in whatever order, a run ends or waits for a named reason."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.engine.decide import decide
from orchestrator.engine.definition import Definition, WorkStep
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
from orchestrator.engine.moves import Arrive, Branch, Finish, Move, Perform, Recover, next_moves
from orchestrator.engine.state import DECISIONS, TERMINAL, Reason, RunState, State
from tests.engine.drawings import Story, act, ask, drawing, few, look
from tests.engine.random_drawings import drawings, taken


def arrivals(draw: Any, definition: Definition, move: Arrive) -> Any:
    """What the shell could find at a step's door."""
    step = definition.step(move.step)
    if not isinstance(step, WorkStep):
        return Arrived({})
    if step.only_when is not None and draw(st.booleans()):
        return PassedBy({"condition": True})
    failure = draw(st.sampled_from(["", "", "", "missing_field", "bug"]))
    return Arrived({}, conditioned=step.only_when is not None, failure=failure)


def performances(draw: Any, definition: Definition, state: State) -> list[Any]:
    """What an agent, a tool or a person could do; a call may leave without coming back."""
    if not isinstance(definition.step(state.at), WorkStep):
        return [Answered({})]
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


Told = tuple[Any, str]  # what happened, and at which step


def next_happenings(draw: Any, story: Story) -> list[Told]:
    """What a shell, a person or the clock does about a run as it stands, at any of the places where it could."""
    moves = next_moves(story.definition, story.folded)
    waits = sorted(story.folded.waits)
    place = draw(st.integers(0, len(moves) + len(waits) - 1))
    if place < len(moves):
        at = getattr(moves[place], "step", "")
        return [(happening, at) for happening in _made(draw, story, moves[place])]
    return [(_woken_or_decided(draw, story, waits[place - len(moves)]), waits[place - len(moves)])]


def _made(draw: Any, story: Story, move: Move) -> list[Any]:
    match move:
        case Arrive():
            return [arrivals(draw, story.definition, move)]
        case Branch(step=key):
            return [taken(draw, story.definition, key)]
        case Perform(step=key):
            return performances(draw, story.definition, story.folded.looking_at(key))
        case Recover(call=call):
            return [Settled(call, known=False, payload={}, repeat=draw(st.booleans()))]
        case Finish():
            return [Ended("Completed", {})]
    return [CancelDue()]


def _woken_or_decided(draw: Any, story: Story, key: str) -> Any:
    waiting = story.folded.waits[key]
    if waiting.reason is None:
        return Woken()
    decision = draw(st.sampled_from(DECISIONS[waiting.reason]))
    to = draw(st.sampled_from([*story.definition.graph.before(key), "nowhere"]))
    return Resolved(decision, {}, to=to, has_output=draw(st.booleans()))


STRANGERS = st.sampled_from(
    [
        *[CancelAsked(idle=True, payload={}), CancelAsked(idle=False, payload={}), CancelDue(), Woken()],
        *[Claimed(), Claimed(freed=True), Ended("Completed", {}), Answered({}), Arrived({}), PassedBy({})],
        *[Settled("1.1", known=True, payload={}), Settled("1.1", known=False, payload={}), Failed("bug", {})],
    ]
)


def tell(story: Story, happening: Any, at: str = "") -> None:
    """Tell what happened; what does not fit is refused, and a state that was given is never changed in place."""
    state = story.folded
    before = state.model_dump_json()
    try:
        story.happens(happening, at=at)
    except (Overtaken, NotNow):
        assert story.folded is state
    assert state.model_dump_json() == before


def holds_together(story: Story) -> None:
    """What is true of a run after every happening."""
    state, definition = story.folded, story.definition
    over, moves, waits = state.run in TERMINAL, next_moves(definition, state), state.waits
    # It ended, or something is to be done, or it waits for named reasons: never none of these.
    assert (over and not moves and not waits) or (not over and bool(moves or waits))
    assert all((waiting.reason is None) != (waiting.seconds is None) for waiting in waits.values())
    if waits and not moves:
        assert state.run is RunState.WAITING
    # Bounded: one visit per step and one word per link, whatever the length of the journal.
    assert set(state.steps) <= set(definition.order())
    assert set(state.links) <= {link.id for link in definition.links}
    # Folding the journal, or carrying the state over a crash, gives the same run.
    assert fold(story.events) == state
    assert State.model_validate_json(state.model_dump_json()) == state
    visits = [(event.step, event.visit) for event in story.events if event.kind == "step.started"]
    assert len(visits) == len(set(visits)), "a visit started twice"


def turns(draw: Any, story: Story) -> list[Told]:
    """What happens next, now and then something that does not fit."""
    if draw(st.integers(0, 5)) == 0:
        return [(draw(STRANGERS), draw(st.sampled_from(["", *story.definition.order()])))]
    return next_happenings(draw, story)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_every_interleaving_ends_or_waits_for_a_named_reason(data):
    draw = data.draw
    story = Story(draw(drawings()))
    holds_together(story)
    for _turn in range(draw(st.integers(1, 40))):
        if story.folded.run in TERMINAL:
            break
        for happening, at in turns(draw, story):
            tell(story, happening, at)
            holds_together(story)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_crash_after_any_line_leaves_the_run_where_it_was(data):
    draw = data.draw
    story = Story(draw(drawings()))
    lived = [story.folded]
    for _turn in range(12):
        for happening, at in next_happenings(draw, story) if story.folded.run not in TERMINAL else []:
            tell(story, happening, at)
            lived.append(story.folded)
    told, state = 0, State()
    for event in story.events:
        told, state = told + 1, evolve(state, event)
        assert fold(story.events[:told]) == state
        if state in lived:
            at = lived.index(state)
            assert next_moves(story.definition, state) == next_moves(story.definition, lived[at])


def willing(story: Story, move: Move, draw: Any) -> None:
    """What a crew does that answers and says yes."""
    match move:
        case Arrive(step=key):
            tell(story, Arrived({}), key)
        case Branch(step=key):
            tell(story, taken(draw, story.definition, key), key)
        case Perform(step=key):
            tell(story, Answered({}), key)
        case Finish():
            tell(story, Ended("Completed", {}))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_willing_crew_brings_every_run_to_its_end(data):
    """Where answers come and people say yes, no drawing keeps a run for ever, in whatever order its parts are done."""
    draw = data.draw
    story = Story(draw(drawings()))
    for _turn in range(200):
        if story.folded.run in TERMINAL:
            break
        if moves := next_moves(story.definition, story.folded):
            willing(story, draw(st.sampled_from(moves)), draw)
        else:
            key, waiting = draw(st.sampled_from(sorted(story.folded.waits.items())))
            tell(story, Resolved(DECISIONS[waiting.reason][0], {}, has_output=True), key)
    assert story.folded.run is RunState.DONE


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_order_in_which_parts_are_done_changes_nothing_of_what_is_done(data):
    """Where no join goes on early, the same answers give the same steps in any order."""
    draw = data.draw
    definition = draw(drawings())
    calm = [step.model_copy(update={"rule": "all"}) if step.kind == "join" else step for step in definition.steps]
    definition = definition.model_copy(update={"steps": calm, "limits": few(steps=100)})
    chosen = {key: taken(draw, definition, key) for key in definition.order() if definition.graph.out(key)}
    ends = []
    for _walk in range(2):
        story = Story(definition)
        while moves := next_moves(definition, story.folded):
            move = draw(st.sampled_from(moves))
            if isinstance(move, Branch):
                tell(story, chosen[move.step], move.step)
            else:
                willing(story, move, draw)
        ends.append((story.folded.links, {key: visit.state for key, visit in story.folded.steps.items()}))
    assert ends[0] == ends[1]


def test_deciding_twice_gives_the_same_events():
    story = Story(drawing(ask(), act(), look()))
    first, again = (decide(story.definition, story.state, Arrived({})) for _time in range(2))
    assert first == again
