"""What a reviewer may decide, and what follows."""

import pytest

from orchestrator.engine.events import NotNow
from orchestrator.engine.happenings import Answered, Arrived, Failed, Halted, Intended, Resolved, Settled
from orchestrator.engine.moves import Arrive, Perform
from orchestrator.engine.state import DECISIONS, Decision, Reason
from tests.engine.drawings import act, arrived, ask, drawing, few, look, next_move, once

CALL = Intended("1.1", 1, 1, "digest", {})


def waiting(reason):
    """A run at its second step that waits for this reason."""
    story = arrived(ask("first"), act(failure=once()), look(), limits=few(tool_calls=1))
    story.happens(Answered({}), Arrived({}))
    match reason:
        case Reason.LOW_CONFIDENCE:
            story.happens(Answered({}, confidence=0.1, threshold=0.5))
        case Reason.FAILED:
            story.happens(Failed("timeout", {}))
        case Reason.DOUBTFUL:
            story.happens(CALL, Settled("1.1", known=False, payload={}))
        case Reason.LIMIT:
            story.happens(Halted(reason, {}, limit="tool_calls"))
        case _:
            story.happens(Halted(reason, {}, call="1.1", asked="digest"))
    return story


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("decision", Decision)
def test_a_decision_either_fits_the_case_or_is_refused(reason, decision):
    story = waiting(reason)
    verdict = Resolved(decision, {}, to="first", has_output=True)
    if decision not in DECISIONS[reason]:
        with pytest.raises(NotNow, match="does not fit"):
            story.happens(verdict)
        return
    assert story.happens(verdict)[0] == "escalation.resolved"
    assert story.state.waiting is None


def test_every_case_can_be_stopped():
    assert all(Decision.STOP in decisions for decisions in DECISIONS.values())
    for reason in Reason:
        story = waiting(reason)
        assert story.happens(Resolved(Decision.STOP, {}))[-1] == "run.cancelled"


def test_nothing_is_decided_where_nobody_was_asked():
    with pytest.raises(NotNow):
        arrived(ask()).happens(Resolved(Decision.STOP, {}))
    on_a_timer = arrived(ask())
    on_a_timer.happens(Failed("timeout", {}))
    with pytest.raises(NotNow):
        on_a_timer.happens(Resolved(Decision.RETRY, {}))


def test_an_approved_proposal_becomes_the_output():
    story = waiting(Reason.LOW_CONFIDENCE)
    proposal = story.state.visit.proposal
    story.happens(Resolved(Decision.APPROVE, {}))
    assert (story.state.steps["act"].gave, story.state.at) == (proposal, "look")


def test_there_must_be_something_to_approve_or_correct():
    with pytest.raises(NotNow, match="nothing to approve"):
        waiting(Reason.PERSON_STEP).happens(Resolved(Decision.APPROVE, {}))
    with pytest.raises(NotNow, match="corrected output"):
        waiting(Reason.FAILED).happens(Resolved(Decision.CORRECT, {}))


def test_a_retry_begins_its_attempts_anew():
    story = waiting(Reason.FAILED)
    story.happens(Resolved(Decision.RETRY, {}))
    assert next_move(story.definition, story.state) == Perform("act", 1, 1)


def test_a_yes_is_to_one_request():
    story = waiting(Reason.SENSITIVE)
    story.happens(Resolved(Decision.ALLOW, {}))
    assert story.state.visit.allowed == ("digest",)
    story = waiting(Reason.CONFIRM)
    story.happens(Resolved(Decision.DECLINE, {}))
    assert (story.state.visit.declined, story.state.visit.allowed) == (("digest",), ())


def test_do_it_again_leaves_under_the_same_name():
    story = waiting(Reason.DOUBTFUL)
    story.happens(Resolved(Decision.RETRY, {}))
    assert story.state.visit.calls["1.1"].state == "again"
    story.happens(CALL)
    assert (list(story.state.visit.calls), story.state.used.tool_calls) == (["1.1"], 1)


def test_it_happened_counts_as_done_with_what_the_person_knows():
    story = waiting(Reason.DOUBTFUL)
    kinds = story.happens(Resolved(Decision.HAPPENED, {"output": {}}, has_output=True))
    assert kinds == ["escalation.resolved", "tool.done", "step.finished"]
    assert story.events[-2].facts["by_person"] is True


def test_it_happened_lets_an_agent_go_on_after_the_call():
    story = arrived(ask())
    story.happens(CALL, Settled("1.1", known=False, payload={}))
    assert story.happens(Resolved(Decision.HAPPENED, {"output": {}}, has_output=True))[-1] == "tool.done"
    assert next_move(story.definition, story.state) == Perform("ask", 1, 1)


def test_allowing_more_raises_the_limit_by_as_much_again():
    story = waiting(Reason.LIMIT)
    story.happens(Resolved(Decision.MORE, {}))
    assert story.state.more == {"tool_calls": 1}


def test_sent_back_steps_are_visited_again_with_the_note():
    story = waiting(Reason.LOW_CONFIDENCE)
    story.happens(Resolved(Decision.SEND_BACK, {"note": "Look closer"}, to="first"))
    note = story.last.ref
    assert next_move(story.definition, story.state) == Arrive("first", 2)
    assert story.state.steps["act"].state == "returned"
    story.happens(Arrived({}))
    assert (story.state.visit.number, story.state.visit.note, story.state.notes) == (2, note, {})


@pytest.mark.parametrize("to", ["act", "look", "nowhere", ""])
def test_a_case_goes_back_to_an_earlier_step_only(to):
    with pytest.raises(NotNow, match="earlier step"):
        waiting(Reason.LOW_CONFIDENCE).happens(Resolved(Decision.SEND_BACK, {}, to=to))


def test_the_first_step_has_nowhere_to_go_back_to():
    story = arrived(look(), shapes=drawing(look()).shapes)
    story.happens(Halted(Reason.PERSON_STEP, {}))
    with pytest.raises(NotNow):
        story.happens(Resolved(Decision.SEND_BACK, {}, to="look"))
