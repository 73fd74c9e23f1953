"""Trials: runs of drafts, journalled like any other and kept out of the measures."""

from typing import Any

from django.utils.translation import gettext as _

from agents.actions.agents import snapshot_draft
from agents.definition import check as agent_problems
from agents.definition import parse_definition
from agents.models import Agent, AgentVersion, Tool
from governance import door
from governance.door import governed
from governance.models import User
from orchestrator.actions.problems import Unfit, Unsound
from orchestrator.actions.runs import begin
from orchestrator.engine.check import check, sound
from orchestrator.engine.definition import AgentStep, Definition, End, Failure, Input, in_line
from orchestrator.models import Run, Workflow, WorkflowVersion
from orchestrator.shapes import of_agent, resolved


@governed("run.try")
def try_agent(actor: User, agent: Agent, given: dict[str, Any]) -> Run:
    """Run the agent's draft once, by itself, on typed input."""
    definition = parse_definition(agent.draft)
    tools = Tool.objects.filter(team=agent.team, enabled=True).values_list("pk", flat=True)
    found = agent_problems(definition, tools=list(tools))
    if problems := [problem for problem in found if problem.severity == "error"]:
        raise Unfit(" ".join(problem.sentence.render(_) for problem in problems))
    snapshot = snapshot_draft(agent)
    document = alone(agent, snapshot)
    version = WorkflowVersion.objects.create(
        team=agent.team, document=document.model_dump(mode="json"), published_by=actor
    )
    return begin(actor, agent.team, version, given, trial=True, agent=agent)


def alone(agent: Agent, snapshot: AgentVersion) -> Definition:
    """A workflow of one step: the agent, given what the run is given."""
    shape = of_agent(snapshot)
    step = AgentStep(
        key="agent",
        name=agent.name,
        agent=agent.pk,
        threshold=0,  # a trial shows how sure the agent is instead of stopping at it
        failure=Failure(attempts=1, then="fail"),
        inputs={field.key: Input(path=f"run.{field.key}") for field in shape.takes},
    )
    end = End(results=[f"agent.{field.key}" for field in shape.gives])
    return Definition(inputs=shape.takes, steps=[step], links=in_line([step]), shapes={"agent": shape}, end=end)


@governed("run.try")
def try_workflow(actor: User, workflow: Workflow, given: dict[str, Any]) -> Run:
    """Run the workflow's draft once on typed input; calls that change something ask first."""
    definition = resolved(workflow.drawing, workflow.team)
    if not sound(problems := check(definition)):
        raise Unsound(problems)
    version = WorkflowVersion.objects.create(
        workflow=workflow, team=workflow.team, document=definition.model_dump(mode="json"), published_by=actor
    )
    return begin(actor, workflow.team, version, given, workflow=workflow, trial=True)


@governed("workflow.edit", kind="trial.pinned")
def pin_trial(actor: User, workflow: Workflow, run: Run | None) -> Workflow:
    """Keep a trial as the one whose values are shown while the draft is edited; None: none any more."""
    if run is not None and not (run.trial and run.workflow_id == workflow.pk):
        raise Unfit(_("Only a trial of this workflow can be pinned to it."))
    Workflow.objects.filter(pk=workflow.pk).update(pinned_trial=run)
    if run is not None:
        door.note(run=run.pk)
    workflow.refresh_from_db()
    return workflow
