"""Paths, parts at once and joins: what is done, what is passed by, what is called off."""

import pytest

from orchestrator.engine.definition import ChooseStep, End, EndStep, JoinStep, Link, ParallelStep
from orchestrator.engine.events import Overtaken
from orchestrator.engine.happenings import (
    Answered,
    Arrived,
    Branched,
    Ended,
    Failed,
    Halted,
    Intended,
    Resolved,
    Settled,
)
from orchestrator.engine.moves import Arrive, Branch, Finish, Perform, next_moves
from orchestrator.engine.paths import end_of
from orchestrator.engine.state import Decision, Reason, RunState, Used
from tests.engine.drawings import OVER_100, Story, act, ask, drawing, few, look


def links(*pairs: str) -> list[Link]:
    """Links written as "a>b"; of one source in this order."""
    made = []
    for rank, pair in enumerate(pairs):
        source, target = pair.split(">")
        made.append(Link(source=source, target=target, rank=rank))
    return made


def at_once(rule: str = "all", count: int = 2, **how):
    """Two parts at once, `ask` and `look`, that come together before `act`."""
    steps = [
        ParallelStep(key="fork", name="Fork"),
        ask(),
        look(),
        JoinStep(key="meet", name="Meet", rule=rule, count=count),
    ]
    way = links("start>fork", "fork>ask", "fork>look", "ask>meet", "look>meet", "meet>act", "act>end")
    story = Story(drawing(*steps, act(), links=way, **how))
    story.happens(Arrived({}), at="fork")
    story.happens(Arrived({}), at="ask")
    story.happens(Arrived({}), at="look")
    return story


def moves(story):
    return next_moves(story.definition, story.folded)


def test_parts_are_done_at_once_and_what_follows_waits_for_both():
    story = at_once()
    assert moves(story) == [Perform("ask", 1, 1), Perform("look", 1, 1)]
    story.happens(Answered({}), at="look")
    assert moves(story) == [Perform("ask", 1, 1)]
    story.happens(Answered({}), at="ask")
    assert moves(story) == [Arrive("meet", 1)]
    assert story.happens(Arrived({}), at="meet") == ["step.started", "step.finished"]
    assert moves(story) == [Arrive("act", 1)]


def test_one_part_waits_for_a_person_while_the_other_works():
    story = at_once()
    story.happens(Halted(Reason.PERSON_STEP, {}), at="look")
    assert (story.folded.run, moves(story)) == (RunState.RUNNING, [Perform("ask", 1, 1)])
    story.happens(Answered({}), at="ask")
    assert (story.folded.run, moves(story)) == (RunState.WAITING, [])
    story.happens(Resolved(Decision.APPROVE, {}, has_output=True), at="look")
    assert (story.folded.run, moves(story)) == (RunState.RUNNING, [Arrive("meet", 1)])


def test_the_first_part_is_enough_and_the_other_is_called_off():
    story = at_once("any")
    story.happens(Halted(Reason.PERSON_STEP, {}), at="look")
    story.happens(Answered({}), at="ask")
    assert story.happens(Arrived({}), at="meet") == ["step.started", "step.skipped", "step.finished"]
    assert story.folded.steps["look"].state == "skipped" and not story.folded.waits
    with pytest.raises(Overtaken):
        story.happens(Answered({}), at="look")
    assert moves(story) == [Arrive("act", 1)]


def test_a_call_of_a_part_that_is_called_off_is_in_doubt_until_its_answer_comes():
    story = at_once("any")
    story.happens(Intended("1.1", 1, 1, "digest", {}), at="ask")
    story.happens(Answered({}), at="look")
    kinds = story.happens(Arrived({}), at="meet")
    assert kinds == ["step.started", "tool.unknown", "step.skipped", "step.finished"]
    assert story.happens(Settled("1.1", known=True, payload={}), at="ask") == ["tool.done"]
    assert story.folded.steps["ask"].state == "skipped"


def test_too_few_parts_ask_a_person_who_may_let_it_go_on():
    way = links("start>fork", "fork>ask", "fork>look", "ask>meet", "look>meet", "meet>end")
    way[3] = way[3].model_copy(update={"when": OVER_100})
    way.append(Link(source="ask", target="end", otherwise=True))
    steps = [ParallelStep(key="fork", name="Fork"), ask(), look(), JoinStep(key="meet", name="Meet", rule="some")]
    story = Story(drawing(*steps, links=way))
    story.happens(Arrived({}), at="fork")
    for part in ("ask", "look"):
        story.happens(Arrived({}), Answered({}), at=part)
    assert moves(story) == [Branch("ask")]
    story.happens(Branched(("ask>end",)), at="ask")
    assert story.happens(Arrived({}), at="meet") == ["step.started", "escalation.opened"]
    assert story.folded.waits["meet"].reason is Reason.TOO_FEW
    assert story.happens(Resolved(Decision.ALLOW, {}), at="meet") == ["escalation.resolved", "step.finished"]
    assert moves(story) == [Finish()]


def choice(**how):
    """A path to `ask` or to `look`, which meet before `act`."""
    way = links("start>way", "way>ask", "way>look", "ask>act", "look>act", "act>end")
    way[1] = way[1].model_copy(update={"when": OVER_100})
    way[2] = way[2].model_copy(update={"otherwise": True})
    story = Story(drawing(ChooseStep(key="way", name="Way"), ask(), look(), act(), links=way, **how))
    story.happens(Arrived({}), at="way")
    return story


def test_the_path_that_is_chosen_is_walked_and_the_other_never():
    story = choice()
    assert moves(story) == [Branch("way")]
    assert story.happens(Branched(("way>look",)), at="way") == ["branch.taken"]
    assert story.last.facts["links"] == {"way>ask": False, "way>look": True, "ask>act": False}
    story.happens(Arrived({}), Answered({}), at="look")
    assert moves(story) == [Arrive("act", 1)]
    with pytest.raises(Overtaken):
        story.happens(Arrived({}), at="ask")


def test_a_case_sent_back_before_a_choice_chooses_again():
    story = choice()
    story.happens(Branched(("way>look",)), at="way")
    story.happens(Arrived({}), Halted(Reason.POLICY, {}), at="look")
    story.happens(Resolved(Decision.SEND_BACK, {"note": "Again"}, to="way"), at="look")
    assert moves(story) == [Arrive("way", 2)]
    story.happens(Arrived({}), Branched(("way>ask",)), at="way")
    story.happens(Arrived({}), Answered({}), at="ask")
    assert moves(story) == [Arrive("act", 1)]


def test_sending_back_from_one_part_calls_off_what_else_came_after():
    story = at_once()
    story.happens(Halted(Reason.POLICY, {}), at="look")
    story.happens(Resolved(Decision.SEND_BACK, {"note": "Again"}, to="fork"), at="look")
    assert story.folded.steps["ask"].state == "skipped"
    assert moves(story) == [Arrive("fork", 2)]
    story.happens(Arrived({}), at="fork")
    assert moves(story) == [Arrive("ask", 2), Arrive("look", 2)]


def test_a_run_ends_with_the_named_end_it_reached_and_the_first_of_several():
    ends = [EndStep(key=key, name=key.title(), end=End(outcome=key)) for key in ("refunded", "declined")]
    story = Story(drawing(ask(), *ends, links=links("start>ask", "ask>refunded", "ask>declined")))
    story.happens(Arrived({}), Answered({}), at="ask")
    story.happens(Arrived({}), at="declined")
    assert end_of(story.definition, story.folded).outcome == "declined"
    story.happens(Arrived({}), at="refunded")
    assert (end_of(story.definition, story.folded).outcome, moves(story)) == ("refunded", [Finish()])
    story.happens(Ended("refunded", {}))
    assert story.folded.run is RunState.DONE


def test_what_parts_have_reserved_counts_for_each_other():
    story = at_once(limits=few(tokens=150))
    assert story.folded.reserved == 0
    shapes = {key: shape.model_copy(update={"tokens": 100}) for key, shape in story.definition.shapes.items()}
    again = at_once(limits=few(tokens=150), shapes=shapes)
    assert again.folded.waits["look"].reason is Reason.LIMIT


def test_a_run_that_fails_in_one_part_is_over_in_all():
    story = at_once()
    story.happens(Intended("1.1", 1, 1, "digest", {}), at="ask")
    failing = look(failure={"attempts": 1, "then": "fail"})
    steps = [failing if step.key == "look" else step for step in story.definition.steps]
    story.definition = story.definition.model_copy(update={"steps": steps})
    story.happens(Failed("policy", {}, again=False), at="look")
    assert story.folded.run is RunState.FAILED
    assert story.happens(Settled("1.1", known=True, payload={}), at="ask") == ["tool.done"]


def test_what_was_called_off_never_leads_to_more_work():
    """A part that is called off decides links: none of them may bring another part of the same vain way to life."""
    way = links("start>fork", "fork>ask", "fork>look", "ask>meet", "look>act", "act>meet", "ask>act", "meet>end")
    steps = [ParallelStep(key="fork", name="Fork"), ask(), look(), act(), JoinStep(key="meet", name="Meet", rule="any")]
    story = Story(drawing(*steps, links=way))
    story.happens(Arrived({}), at="fork")
    story.happens(Arrived({}), at="look")
    story.happens(Arrived({}), Answered({}), at="ask")
    story.happens(Arrived({}), at="meet")
    assert moves(story) == [Finish()]
    assert {key: visit.state for key, visit in story.folded.steps.items()}["act"] == "skipped"


def test_a_step_that_only_directs_the_walk_and_stumbles_asks_a_person():
    way = links("start>fork", "fork>ask", "fork>look", "ask>end", "look>end")
    story = Story(drawing(ParallelStep(key="fork", name="Fork"), ask(), look(), links=way, limits=few(steps=1)))
    story.folded = story.folded.model_copy(update={"used": Used(steps=1)})
    assert story.happens(Arrived({}), at="fork")[-1] == "escalation.opened"
    story.happens(Resolved(Decision.MORE, {}), at="fork")
    assert story.happens(Failed("bug", {}, again=False), at="fork") == ["step.attempt_failed", "escalation.opened"]
