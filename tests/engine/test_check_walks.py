"""What the check holds for sure is true of every walk of the engine."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from orchestrator.engine.checking.meeting import Meeting
from orchestrator.engine.checking.ways import Ways
from orchestrator.engine.definition import WorkStep
from orchestrator.engine.happenings import Arrived, Branched, PassedBy, Resolved
from orchestrator.engine.moves import Arrive, Branch, next_moves
from orchestrator.engine.state import DECISIONS, TERMINAL, StepState
from tests.engine.drawings import Story, few
from tests.engine.test_walk import drawings, tell, willing


def called_off(story: Story) -> set[str]:
    """The steps an early join went on without."""
    skipped = [event for event in story.events if event.kind == "step.skipped"]
    return {event.step for event in skipped if "called_off_by" in event.facts}


def as_promised(ways: Ways, story: Story, key: str) -> None:
    """What is said to be done before a step is done when the walk comes to it."""
    ended = (StepState.FINISHED, StepState.SKIPPED)
    past = {each for each, visit in story.folded.steps.items() if visit.state in ended} - called_off(story)
    for earlier in ways.graph.before(key):
        if ways.been(key, earlier):
            assert earlier in past, f"{earlier} was to be done before {key}"
        if ways.gave(key, earlier):
            assert story.folded.steps[earlier].state is StepState.FINISHED


def come(ways: Ways, story: Story, move: Arrive, draw: st.DrawFn) -> None:
    """Arrive at a step, or pass it by where it has a condition."""
    step = ways.steps[move.step]
    as_promised(ways, story, move.step)
    passes = isinstance(step, WorkStep) and step.only_when is not None and draw(st.booleans())
    tell(story, PassedBy({}) if passes else Arrived({}), move.step)


def branch(ways: Ways, story: Story, key: str, draw: st.DrawFn) -> None:
    """Take what conditions could say: of a choice one link; else those that hold, and the otherwise where none does."""
    out = ways.graph.out(key)
    held = [link for link in out if link.when is not None and draw(st.booleans())]
    if ways.steps[key].kind == "choose":
        went = held[:1] or [link for link in out if link.otherwise]
    else:
        went = [link for link in out if not link.conditional] + (held or [link for link in out if link.otherwise])
    tell(story, Branched(tuple(link.id for link in went)), key)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_what_is_sure_is_done_and_what_meets_was_foreseen(data):
    draw = data.draw
    definition = draw(drawings()).model_copy(update={"limits": few(steps=1_000)})
    ways, story = Ways(definition), Story(definition)
    while story.folded.run not in TERMINAL:
        if moves := next_moves(definition, story.folded):
            move = draw(st.sampled_from(moves))
            if isinstance(move, Arrive):
                come(ways, story, move, draw)
            elif isinstance(move, Branch):
                branch(ways, story, move.step, draw)
            else:
                willing(story, move, draw)
        else:
            key, waiting = draw(st.sampled_from(sorted(story.folded.waits.items())))
            tell(story, Resolved(DECISIONS[waiting.reason][0], {}, has_output=True), key)
    foreseen(Meeting(definition), ways, story)


def foreseen(meeting: Meeting, ways: Ways, story: Story) -> None:
    """Where two links into one step were taken, or two ends reached, the check knew that they could be."""
    links = {each.id: each for each in ways.definition.links if story.folded.links.get(each.id)}
    for key, into in ways.into.items():
        if len([link for link in into if link.id in links]) > 1:
            assert key in meeting.places
    ends = [key for key in ways.order if ways.steps[key].kind == "end" and story.folded.been(key)]
    for one, other in combinations(ends, 2):
        assert meeting.pairs & {(one, other), (other, one)}
