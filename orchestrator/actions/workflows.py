"""Drawing, publishing and putting away workflows."""

from django.utils.translation import gettext as _

from fields.lines import one_line
from fields.types import key_for
from governance import door
from governance.actions.problems import Stale
from governance.actors import reference
from governance.door import governed
from governance.models import Team, User
from orchestrator.actions.problems import Unfit, Unsound
from orchestrator.drafting.changes import diff
from orchestrator.drafting.merging import tree_of
from orchestrator.drafting.writing import announce, write_draft
from orchestrator.engine.check import check, sound
from orchestrator.engine.definition import Definition
from orchestrator.models import Workflow, WorkflowVersion
from orchestrator.shapes import resolved


@governed("workflow.edit", kind="workflow.created")
def create_workflow(actor: User, team: Team, name: str, *, purpose: str = "", key: str = "") -> Workflow:
    """Begin an empty workflow in a team."""
    name = one_line(name)
    if not name:
        raise Unfit(_("Give the workflow a name."), {"name": _("Give the workflow a name.")})
    taken = set(Workflow.objects.filter(team=team).values_list("key", flat=True))
    if key and key in taken:
        raise Unfit(_("The team already has a workflow “%(key)s”. Choose another name.") % {"key": key})
    workflow = Workflow.objects.create(
        team=team,
        name=name[:120],
        purpose=purpose[:500],
        # Keys of workflows have dashes, as they stand in addresses; those that are taken are compared without them.
        key=key or key_for(name, {each.replace("-", "_") for each in taken}).replace("_", "-"),
        draft=Definition().model_dump(mode="json"),
        changed_by=reference(actor),
    )
    door.note(model="workflow", id=workflow.pk)
    return workflow


@governed("workflow.edit", kind="workflow.changed")
def save_draft(
    actor: User,
    workflow: Workflow,
    definition: Definition,
    *,
    revision: int,
    name: str = "",
    purpose: str | None = None,
) -> Workflow:
    """Replace the draft, if it is still the one that was read; Stale names who was faster."""
    about = {
        "name": one_line(name)[:120] or workflow.name,
        "purpose": workflow.purpose if purpose is None else purpose[:500],
    }
    tree = tree_of(workflow, definition) | {"about": about}
    return write_draft(actor, workflow, revision, tree, diff(tree_of(workflow), tree))


@governed("workflow.publish")
def publish_workflow(
    actor: User, workflow: Workflow, *, note: str = "", revision: int | None = None
) -> WorkflowVersion:
    """Freeze the draft with the versions of its agents; from now on new runs use it. Unsound where it may not."""
    workflow = Workflow.objects.select_for_update().get(pk=workflow.pk)
    if revision is not None and revision != workflow.revision:
        raise Stale(_("The draft changed while you were reading it. Look at it again before you publish."))
    definition = resolved(workflow.drawing, workflow.team)
    if not sound(problems := check(definition)):
        raise Unsound(problems)
    document = definition.model_dump(mode="json")
    if workflow.live_version and workflow.live_version.document == document:
        raise Unfit(_("Nothing changed since version %(number)d.") % {"number": workflow.live_version.number})
    newest = WorkflowVersion.objects.filter(workflow=workflow, number__isnull=False).order_by("-number").first()
    version = WorkflowVersion.objects.create(
        workflow=workflow,
        team=workflow.team,
        number=(newest.number or 0) + 1 if newest else 1,
        document=document,
        note=note[:2_000],
        published_by=actor,
    )
    Workflow.objects.filter(pk=workflow.pk).update(live_version=version)
    announce(workflow)
    door.note(version=version.number)
    return version


@governed("workflow.edit", kind="workflow.archived")
def archive_workflow(actor: User, workflow: Workflow, *, archived: bool = True) -> Workflow:
    """Put a workflow away, or take it out again; its runs and versions stay."""
    Workflow.objects.filter(pk=workflow.pk).update(archived=archived)
    door.note(archived=archived)
    announce(workflow)
    workflow.refresh_from_db()
    return workflow
