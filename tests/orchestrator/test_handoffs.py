"""What passes along a link is checked where it passes; a step that is not taken says why."""

import pytest

from agents.models import Agent, AgentVersion
from governance import door
from orchestrator.engine.definition import AgentStep, End, Failure, Input, PersonStep
from orchestrator.engine.state import Decision
from tests import desk

OPEN_AMOUNT = desk.AMOUNT.model_copy(update={"required": False})


def handing_over(house, **how):
    """A request whose amount may be empty, and a step that needs it."""
    step = AgentStep(key="size", name="Size", agent=desk.sizer(house).pk, inputs=desk.pick(amount="run.amount"), **how)
    return desk.workflow(house, "Hand over", [OPEN_AMOUNT], [step, PersonStep(key="look", name="Look")])


def test_a_step_whose_condition_does_not_hold_is_skipped_with_the_reason(house):
    rules = desk.sizer(house)
    size = AgentStep(key="size", name="Size", agent=rules.pk, inputs=desk.pick(amount="run.amount"))
    extra = size.model_copy(update={"key": "extra", "name": "Extra", "only_when": desk.LARGE})
    made = desk.workflow(house, "Sometimes", [desk.AMOUNT], [size, extra])
    small, large = desk.play(house.otto, made, amount=5), desk.play(house.otto, made, amount=500)
    assert [step.state for step in small.steps.all()] == ["finished", "skipped"]
    assert desk.lines(small, "branch.taken") == [{"step": "extra", "visit": 1, "taken": False}]
    assert desk.payload_of(small, "step.skipped") == {"condition": True}
    assert [step.state for step in large.steps.all()] == ["finished", "finished"]
    assert desk.lines(large, "branch.taken")[0]["taken"] is True


def test_a_missing_field_waits_for_a_person_who_fills_in_what_the_step_gives(house):
    run = desk.play(house.otto, handing_over(house))
    assert (run.state, run.reason) == ("waiting", "handoff")
    assert desk.lines(run, "handoff.failed")[0] | {"ref": ""} == {
        "step": "size",
        "visit": 1,
        "failure": "missing_field",
        "fields": ["amount"],
        "ref": "",
    }
    assert "Amount" in desk.payload_of(run, "handoff.failed")["sentence"]
    run = desk.decide(house.rae, run, Decision.CORRECT, output={"verdict": "small"})
    assert (run.reason, desk.gave(run, "size")) == ("person_step", {"verdict": "small"})


@pytest.mark.parametrize(("then", "state", "steps"), [("skip", "waiting", "skipped"), ("fail", "failed", "failed")])
def test_a_missing_field_follows_the_steps_policy(house, then, state, steps):
    run = desk.play(house.otto, handing_over(house, failure=Failure(then=then)))
    assert (run.state, run.steps.get(key="size").state) == (state, steps)


@pytest.mark.parametrize(
    ("contract", "failure"), [({"type": "email"}, "wrong_type"), ({"maximum": 1000}, "out_of_range")]
)
def test_a_value_that_does_not_meet_the_frozen_contract_does_not_pass(house, contract, failure):
    made = handing_over(house)
    version = made.live_version
    version.document["shapes"]["size"]["takes"][0] |= contract
    with door.opened(house.ben, "workflow.publish"):
        version.save()
    run = desk.play(house.otto, made, amount=5000)
    assert (run.reason, desk.lines(run, "handoff.failed")[0]["failure"]) == ("handoff", failure)


def test_a_fixed_value_passes_as_written(house):
    step = AgentStep(key="size", name="Size", agent=desk.sizer(house).pk, inputs={"amount": Input(value=900)})
    made = desk.workflow(house, "Fixed", [desk.AMOUNT], [step], End(outcome_path="size.verdict"))
    assert desk.play(house.otto, made, amount=1).outcome == "Large"


def test_a_table_without_a_row_for_the_case_is_not_sure(house):
    rules = desk.sizer(house)
    with door.opened(house.ben, "agent.publish"):
        document = rules.draft
        document["table"]["rows"] = document["table"]["rows"][:1]
        AgentVersion.objects.filter(agent=rules).update(definition=document)
        Agent.objects.filter(pk=rules.pk).update(draft=document)
    step = AgentStep(key="size", name="Size", agent=rules.pk, inputs=desk.pick(amount="run.amount"))
    run = desk.play(house.otto, desk.workflow(house, "Half", [desk.AMOUNT], [step]), amount=5)
    assert (run.state, run.reason) == ("waiting", "low_confidence")
    assert (run.steps.get().confidence, run.steps.get().threshold) == (0, 0.5)


def test_runs_keep_the_version_they_began_with(house):
    made = desk.with_person(house)
    run = desk.play(house.otto, made, amount=250)
    from orchestrator.actions import workflows

    drawing = made.drawing.model_copy(update={"end": End(outcome="Changed")})
    made = workflows.save_draft(house.ben, made, drawing, revision=made.revision)
    workflows.publish_workflow(house.ben, made)
    assert desk.decide(house.rae, run, Decision.APPROVE, output={"amount": 5}).outcome == "Small"
