"""Workflows as files: taking one out, putting one in, copying one inside a team."""

from collections.abc import Mapping
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from agents.actions import create_agent, publish_agent
from governance import access
from governance.door import governed, note
from governance.models import Team, User
from orchestrator.actions.workflows import create_workflow
from orchestrator.drafting.replacing import replace_draft
from orchestrator.engine.definition import Definition
from orchestrator.files.envelope import WorkflowFile
from orchestrator.files.placing import placed
from orchestrator.files.plan import Choices, Plan
from orchestrator.files.reading import file_in
from orchestrator.files.writing import file_of
from orchestrator.models import Workflow
from orchestrator.queries.versions import State
from orchestrator.shapes import resolved


@governed("workflow.view", kind="workflow.exported")
def export_workflow(actor: User, workflow: Workflow, state: State) -> dict[str, Any]:
    """One state of a workflow with its agents, as its file."""
    if not access.may(actor, "agent.view", workflow.team):
        raise access.Refused(actor, "agent.view", workflow.team)
    note(state=state.which)
    return file_of(workflow, state.definition, today=localdate())


@governed("workflow.edit", kind="workflow.imported")
def import_workflow(actor: User, team: Team, file: WorkflowFile, choices: Choices) -> Workflow:
    """Make what a file holds in a team: all of it or nothing. Unfit says what cannot be."""
    return _make(actor, Plan(actor, team, file, choices), _fill_from_file)


@governed("workflow.edit", kind="workflow.copied")
def copy_workflow(actor: User, team: Team, workflow: Workflow) -> Workflow:
    """Make another workflow of what a workflow's draft holds, with the very same agents and tools."""
    drawing = resolved(workflow.drawing, workflow.team)
    filed = file_of(workflow, drawing, today=localdate())
    name = _("%(name)s (copy)") % {"name": workflow.name[:110]}
    filed["workflow"] |= {"name": name}
    return _make(actor, Plan(actor, team, file_in(filed), Choices(all_ours=True, publish=False)), _fill_from_copy)


def _make(actor: User, plan: Plan, fill: Any) -> Workflow:
    numbers = _agents(actor, plan)
    drawing = placed(plan.file, numbers, plan.tool_numbers).drawing
    workflow = plan.into or create_workflow(actor, plan.team, plan.name, purpose=plan.file.workflow.purpose)
    filled: Workflow = fill(actor, workflow, drawing)
    return filled


def _agents(actor: User, plan: Plan) -> Mapping[str, int]:
    """The agents of a file by key: the team's own, and those that are made of it."""
    numbers: dict[str, int] = {}
    for each in plan.agents:
        if each.ours is not None and not each.is_made:
            numbers[each.filed.key] = each.ours.pk
            continue
        name, key = plan.agent_name(each), plan.agent_key(each)
        made = create_agent(actor, plan.team, name=name, definition=each.definition, key=key)
        if each.published:
            publish_agent(actor, made)
        numbers[each.filed.key] = made.pk
    return numbers


@governed("workflow.edit", kind="workflow.imported")
def _fill_from_file(actor: User, workflow: Workflow, drawing: Definition) -> Workflow:
    return _fill(actor, workflow, drawing)


@governed("workflow.edit", kind="workflow.copied")
def _fill_from_copy(actor: User, workflow: Workflow, drawing: Definition) -> Workflow:
    return _fill(actor, workflow, drawing)


def _fill(actor: User, workflow: Workflow, drawing: Definition) -> Workflow:
    if drawing == workflow.drawing:  # an empty drawing in a new workflow
        return workflow
    return replace_draft(actor, workflow, drawing, revision=workflow.revision, replaced_by="file")
