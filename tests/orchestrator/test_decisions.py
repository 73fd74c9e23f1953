"""A reviewer decides; the run goes on from there, and nobody decides twice."""

import pytest

from governance.actions.problems import Stale
from governance.door import Refused
from governance.trail import verify
from orchestrator.actions import escalations
from orchestrator.actions.escalations import Verdict
from orchestrator.actions.problems import Unfit
from orchestrator.engine.definition import Limits
from orchestrator.engine.state import Decision
from orchestrator.models import Escalation
from tests import desk
from tests.scripted import answer


@pytest.fixture
def unsure(house, scripted):
    """A run that waits because its agent was not sure enough."""
    scripted.says(answer(verdict="small", confidence=0.3)).then(answer(verdict="large", confidence=0.9))
    rules = desk.think_step(desk.thinker(house), key="first", threshold=0)
    made = desk.workflow(
        house, "Unsure", [desk.MESSAGE], [rules, desk.think_step(desk.thinker(house, name="Second"), threshold=0.95)]
    )
    scripted.says(answer(verdict="large", confidence=0.5))
    return desk.play(house.otto, made, message="Hello")


def test_less_sure_than_the_steps_threshold_waits_in_the_inbox(house, unsure):
    assert (unsure.state, unsure.reason, unsure.escalated) == ("waiting", "low_confidence", True)
    step = unsure.steps.get(key="think")
    assert (step.state, step.confidence, step.threshold) == ("waiting", 0.9, 0.95)
    assert desk.kinds(unsure).count("model.called") == 2


def test_approved_the_proposal_is_the_output(house, unsure):
    run = desk.decide(house.rae, unsure, Decision.APPROVE)
    assert (run.state, desk.gave(run, "think")) == ("done", {"verdict": "large"})
    case = Escalation.objects.get(run=run)
    assert (case.state, case.decision, case.decided_by) == ("resolved", "approve", house.rae)
    assert verify().ok


def test_corrected_the_correction_is_the_output(house, unsure):
    run = desk.decide(house.rae, unsure, Decision.CORRECT, output={"verdict": "small"}, note="It is small")
    assert (run.state, desk.gave(run, "think")) == ("done", {"verdict": "small"})
    assert desk.payload_of(run, "escalation.resolved")["note"] == "It is small"


def test_a_correction_that_does_not_fit_names_the_field(house, unsure):
    with pytest.raises(Unfit) as no:
        desk.decide(house.rae, unsure, Decision.CORRECT, output={"verdict": "huge"})
    assert list(no.value.errors) == ["verdict"]
    assert desk.case_of(unsure).state == "open"


def test_sent_back_the_earlier_step_is_visited_again_with_the_note(house, unsure, scripted):
    with pytest.raises(Unfit, match="note"):
        desk.decide(house.rae, unsure, Decision.SEND_BACK, to="first")
    run = desk.decide(house.rae, unsure, Decision.SEND_BACK, to="first", note="Read it twice")
    visits = list(run.steps.values_list("key", "visit", "state"))
    assert visits[:3] == [("first", 1, "finished"), ("think", 1, "returned"), ("first", 2, "finished")]
    assert "Read it twice" in str(scripted.asked[2])
    assert "Read it twice" not in str(scripted.asked[0])


def test_steps_before_the_one_it_is_sent_back_to_are_not_run_again(house):
    rules = desk.sizer(house)
    sizes = [desk.AgentStep(key=key, name=key, agent=rules.pk, inputs=desk.pick(amount="run.amount")) for key in "abc"]
    made = desk.workflow(house, "Three", [desk.AMOUNT], [*sizes, desk.PersonStep(key="look", name="Look")])
    run = desk.play(house.otto, made, amount=5)
    run = desk.decide(house.rae, run, Decision.SEND_BACK, to="b", note="Again")
    count = {key: run.steps.filter(key=key).count() for key in ("a", "b", "c", "look")}
    assert count == {"a": 1, "b": 2, "c": 2, "look": 2}


def test_stopped_the_run_is_over(house, unsure):
    run = desk.decide(house.rae, unsure, Decision.STOP)
    assert (run.state, run.steps.get(key="think").state) == ("cancelled", "failed")
    assert Escalation.objects.get(run=run).decision == "stop"


def test_a_decision_that_does_not_fit_the_case_is_refused_in_words(house, unsure):
    for decision in (Decision.ALLOW, Decision.MORE, Decision.RETRY):
        with pytest.raises(Unfit, match="does not fit"):
            desk.decide(house.rae, unsure, decision)
    assert unsure.escalations.count() == 1


def test_a_case_is_decided_once(house, unsure):
    case = desk.case_of(unsure)
    desk.decide(house.rae, unsure, Decision.APPROVE)
    lines = desk.kinds(unsure)
    with pytest.raises(Stale, match="Rae Reed decided this case before you"):
        escalations.decide_escalation(house.rae, case, Verdict(Decision.STOP))
    assert desk.kinds(unsure) == lines


def test_who_may_not_decide_is_refused_and_the_refusal_is_recorded(house, unsure):
    case = desk.case_of(unsure)
    for person in (house.otto, house.vic, house.ben, house.dan):
        with pytest.raises(Refused):
            escalations.decide_escalation(person, case, Verdict(Decision.APPROVE))
    assert desk.case_of(unsure).state == "open"


def test_a_step_too_many_waits_until_a_person_allows_more(house):
    made = desk.five_rules(house)
    made = desk.redraw(house, made, limits=Limits(steps=3))
    run = desk.play(house.otto, made, amount=5)
    assert (run.state, run.reason, run.at_step) == ("waiting", "limit", "size4")
    assert desk.lines(run, "limit.reached")[0]["limit"] == "steps"
    assert desk.decide(house.rae, run, Decision.MORE).state == "done"


def test_tokens_beyond_the_limit_wait_until_a_person_allows_more(house, scripted):
    scripted.says(answer(verdict="small"))
    made = desk.workflow(house, "Dear", [desk.MESSAGE], [desk.think_step(desk.thinker(house, limits={"tokens": 100}))])
    made = desk.redraw(house, made, limits=Limits(tokens=110))
    run = desk.play(house.otto, made, message="Hello")
    assert (run.reason, run.tokens) == ("limit", 120)
    assert desk.case_of(run).facts["limit"] == "tokens"
    run = desk.decide(house.rae, run, Decision.MORE)
    assert (run.reason, run.tokens) == ("limit", 240)  # paid for twice by now: it asks again


def test_a_person_step_needs_what_it_gives(house):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    with pytest.raises(Unfit) as no:
        desk.decide(house.rae, run, Decision.APPROVE)
    assert list(no.value.errors) == ["amount"]
    assert desk.decide(house.rae, run, Decision.APPROVE, output={"amount": "7"}).outcome == "Small"
