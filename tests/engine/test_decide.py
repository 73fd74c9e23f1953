"""Every row of the table: what follows from what happened."""

import copy

import pytest

from orchestrator.engine.decide import decide
from orchestrator.engine.definition import Shape
from orchestrator.engine.events import NotNow, Overtaken
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
    Started,
    Woken,
)
from orchestrator.engine.state import Decision, Reason, State, StepState
from tests.engine.drawings import OVER_100, Story, act, arrived, ask, drawing, few, look, once

CALL = Intended("1.1", 1, 1, "digest", {"arguments": {}})
DONE = Settled("1.1", known=True, payload={"output": {}})
IN_DOUBT = Settled("1.1", known=False, payload={})


def test_a_run_starts_at_the_step_after_the_start():
    story = Story(drawing(ask()))
    assert (story.last.kind, story.state.at, story.state.run) == ("run.started", "ask", "queued")
    assert [event.kind for event in decide(story.definition, State(), Started({}, trial=True))] == ["trial.started"]


def test_a_run_cannot_start_twice():
    with pytest.raises(Overtaken):
        Story(drawing(ask())).happens(Started({}))


def test_arriving_passes_the_data_and_begins_the_step():
    story = Story(drawing(ask()))
    assert story.happens(Arrived({"fields": {}})) == ["handoff.passed", "step.started"]
    assert (story.state.run, story.state.visit.given) == ("running", "ref3")


def test_the_outcome_of_a_condition_is_a_fact_of_the_journal():
    taken = Story(drawing(ask(only_when=OVER_100)))
    assert taken.happens(Arrived({}, conditioned=True))[0] == "branch.taken"
    passed = Story(drawing(ask(only_when=OVER_100), look()))
    assert passed.happens(PassedBy({"condition": True})) == ["branch.taken", "step.skipped"]
    assert (passed.state.at, passed.state.steps["ask"].state) == ("look", StepState.SKIPPED)


def test_tokens_are_reserved_before_an_agent_works():
    story = Story(drawing(ask(), shapes={"ask": Shape(tokens=500)}))
    assert story.happens(Arrived({}))[-1] == "limit.reserved"
    assert story.state.reserved == 500


@pytest.mark.parametrize(
    ("then", "kinds", "run"),
    [
        ("escalate", ["handoff.failed", "escalation.opened"], "waiting"),
        ("skip", ["handoff.failed", "step.skipped"], "running"),
        ("fail", ["handoff.failed", "run.finished"], "failed"),
    ],
)
def test_data_that_does_not_fit_follows_the_steps_policy(then, kinds, run):
    story = Story(drawing(ask(failure=once(then=then)), look()))
    assert story.happens(Arrived({}, failure="missing_field", fields=("amount",))) == kinds
    assert story.state.run == run


def test_an_answer_ends_the_step_and_names_the_next():
    story = arrived(ask(), look())
    assert story.happens(Answered({})) == ["step.finished"]
    assert (story.state.at, story.state.been("look"), story.state.steps["ask"].gave) == ("look", False, story.last.ref)


def test_what_a_model_used_is_counted():
    story = arrived(ask())
    kinds = story.happens(Answered({}, tokens=120, cost_micros=7, milliseconds=40, model="m", transcript={}))
    assert kinds == ["model.called", "step.finished"]
    assert (story.state.used.tokens, story.state.used.cost_micros, story.state.used.milliseconds) == (120, 7, 40)


def test_an_unsure_answer_waits_with_its_proposal():
    story = arrived(ask())
    assert story.happens(Answered({}, confidence=0.4, threshold=0.6)) == ["escalation.opened"]
    assert story.state.waiting.reason is Reason.LOW_CONFIDENCE
    assert story.state.visit.proposal == story.last.ref


def test_an_answer_at_its_threshold_goes_on():
    assert arrived(ask()).happens(Answered({}, confidence=0.6, threshold=0.6)) == ["step.finished"]


def test_a_failed_attempt_is_tried_again_with_doubled_waits():
    story = arrived(ask())
    waits = []
    for _attempt in range(2):
        assert story.happens(Failed("timeout", {})) == ["step.attempt_failed", "timer.set"]
        waits.append(story.last.facts["seconds"])
        assert story.happens(Woken()) == ["timer.fired"]
    assert waits == [1, 2]
    assert story.happens(Failed("timeout", {})) == ["step.attempt_failed", "escalation.opened"]
    assert story.state.waiting.reason is Reason.FAILED


def test_what_another_attempt_cannot_mend_is_not_tried_again():
    assert arrived(ask()).happens(Failed("policy", {}, again=False)) == ["step.attempt_failed", "escalation.opened"]


@pytest.mark.parametrize(("then", "run"), [("skip", "running"), ("fail", "failed"), ("escalate", "waiting")])
def test_after_its_last_attempt_a_step_follows_its_policy(then, run):
    story = arrived(ask(failure=once(then=then)), look())
    story.happens(Failed("unavailable", {}, tokens=30))
    assert (story.state.run, story.state.used.tokens) == (run, 30)


def test_a_call_is_intended_before_and_settled_after():
    story = arrived(act())
    assert story.happens(CALL) == ["tool.intended"]
    assert story.happens(DONE) == ["tool.done"]
    assert (story.state.visit.calls["1.1"].state, story.state.used.tool_calls) == ("done", 1)


def test_a_second_try_of_a_call_is_not_a_second_call():
    story = arrived(act())
    story.happens(CALL, Settled("1.1", known=True, payload={}, failed=True), CALL)
    assert story.state.used.tool_calls == 1


def test_one_call_too_many_waits_for_a_person():
    story = arrived(act(), limits=few(tool_calls=0))
    assert story.happens(CALL) == ["limit.reached", "escalation.opened"]
    assert (story.state.waiting.limit, story.state.visit.calls) == ("tool_calls", {})


def test_a_doubtful_call_asks_a_person_unless_it_may_be_repeated():
    story = arrived(act())
    assert story.happens(CALL, IN_DOUBT) == ["tool.unknown", "escalation.opened"]
    assert (story.state.waiting.reason, story.state.waiting.call) == (Reason.DOUBTFUL, "1.1")
    safe = arrived(act())
    assert safe.happens(CALL, Settled("1.1", known=False, payload={}, repeat=True)) == ["tool.unknown"]
    assert safe.state.run == "running"


def test_an_answer_that_comes_while_a_person_is_asked_is_kept():
    story = arrived(act())
    story.happens(CALL, IN_DOUBT)
    assert story.happens(DONE) == ["tool.done"]
    assert (story.state.run, story.state.visit.calls["1.1"].state) == ("waiting", "done")
    story.happens(Resolved(Decision.RETRY, {}))
    assert story.state.visit.calls["1.1"].state == "done"  # known by now: not to be sent again


def test_a_settled_call_is_not_settled_again():
    story = arrived(act())
    story.happens(CALL, DONE)
    with pytest.raises(Overtaken):
        story.happens(IN_DOUBT)


def test_nobody_settles_a_call_that_was_never_intended():
    with pytest.raises(Overtaken):
        arrived(act()).happens(DONE)


def test_a_missing_right_is_refused_in_the_trail():
    story = arrived(act())
    assert story.happens(Halted(Reason.POLICY, {}, call="1.1")) == ["policy.refused", "escalation.opened"]


def test_what_a_turn_used_before_it_stopped_is_counted():
    for stop in (
        Halted(Reason.SENSITIVE, {}, call="1.1", asked="digest", tokens=50, cost_micros=9),
        Halted(Reason.LIMIT, {}, limit="tokens", tokens=50, cost_micros=9),
    ):
        story = arrived(act())
        story.happens(stop)
        assert (story.state.used.tokens, story.state.used.cost_micros) == (50, 9)
    story = arrived(act())
    story.happens(CALL, Settled("1.1", known=False, payload={}, tokens=50, cost_micros=9))
    assert (story.state.used.tokens, story.state.used.cost_micros) == (50, 9)


def test_only_a_set_timer_fires():
    with pytest.raises(Overtaken):
        arrived(ask()).happens(Woken())
    waiting = arrived(look())
    waiting.happens(Halted(Reason.PERSON_STEP, {}))
    with pytest.raises(Overtaken):
        waiting.happens(Woken())


def test_only_a_case_can_be_claimed_and_given_back():
    story = arrived(look())
    with pytest.raises(NotNow):
        story.happens(Claimed())
    story.happens(Halted(Reason.PERSON_STEP, {}))
    assert story.happens(Claimed()) == ["escalation.claimed"]
    assert story.happens(Claimed(freed=True)) == ["escalation.freed"]


def test_a_run_ends_only_at_its_end():
    story = arrived(ask())
    with pytest.raises(Overtaken):
        story.happens(Ended("Completed", {}))
    story.happens(Answered({}))
    assert story.happens(Ended("Large", {})) == ["run.finished"]
    assert (story.state.run, story.state.outcome) == ("done", "Large")


def test_a_run_nobody_carries_stops_at_once():
    story = arrived(look())
    story.happens(Halted(Reason.PERSON_STEP, {}))
    assert story.happens(CancelAsked(idle=True, payload={})) == ["run.cancelled"]


def test_a_carried_run_stops_when_its_worker_lets_go():
    story = arrived(ask())
    assert story.happens(CancelAsked(idle=False, payload={})) == ["run.cancelling"]
    assert story.happens(CancelAsked(idle=False, payload={})) == []
    with pytest.raises(NotNow):
        story.happens(Claimed())
    with pytest.raises(Overtaken):
        story.happens(CALL)
    assert story.happens(Answered({})) == ["run.cancelled"]


def test_a_stop_that_nobody_asked_for_is_not_due():
    with pytest.raises(Overtaken):
        arrived(ask()).happens(CancelDue())


def test_a_call_under_way_when_its_run_is_stopped_is_said_to_be_in_doubt():
    story = arrived(act())
    story.happens(CALL, CancelAsked(idle=False, payload={}))
    assert story.happens(CancelDue()) == ["tool.unknown", "run.cancelled"]
    assert story.happens(DONE) == ["tool.done"]  # the late answer is worth knowing
    assert (story.state.run, story.state.visit.calls["1.1"].state) == ("cancelled", "done")
    with pytest.raises(Overtaken):
        story.happens(DONE)


def test_a_call_that_comes_back_while_its_run_stops_is_known():
    story = arrived(act())
    story.happens(CALL, CancelAsked(idle=False, payload={}))
    assert story.happens(DONE) == ["tool.done", "run.cancelled"]


def test_a_worker_that_was_slower_is_told_so():
    waiting = arrived(look())
    waiting.happens(Halted(Reason.PERSON_STEP, {}))
    at_the_door = Story(drawing(ask()))
    for late in (Answered({}), Failed("timeout", {}), CALL, Halted(Reason.POLICY, {})):
        for story in (waiting, at_the_door):
            with pytest.raises(Overtaken):
                story.happens(late)
    for late in (Arrived({}), PassedBy({})):
        with pytest.raises(Overtaken):
            arrived(ask()).happens(late)


@pytest.mark.parametrize("end", ["done", "failed", "cancelled"])
def test_what_is_over_stays_over(end):
    story = arrived(ask(failure=once(then="fail")))
    match end:
        case "done":
            story.happens(Answered({}), Ended("Completed", {}))
        case "failed":
            story.happens(Failed("timeout", {}))
        case "cancelled":
            story.happens(CancelAsked(idle=True, payload={}))
    before = story.state
    late = [Started({}), Arrived({}), PassedBy({}), Answered({}), Failed("bug", {}), CALL, DONE, IN_DOUBT]
    late += [Halted(Reason.POLICY, {}), Woken(), Claimed(), Resolved(Decision.RETRY, {}), Ended("x", {})]
    late += [CancelAsked(True, {}), CancelAsked(False, {}), CancelDue()]
    for happening in late:
        with pytest.raises((Overtaken, NotNow)):
            story.happens(happening)
    assert story.state == before and story.state.run == end


def test_deciding_changes_nothing():
    story = arrived(act())
    story.happens(CALL)
    before = copy.deepcopy(story.state.model_dump())
    for happening in (DONE, IN_DOUBT, Failed("timeout", {}), CancelAsked(True, {})):
        decide(story.definition, story.state, happening)
        assert story.state.model_dump() == before
