"""Bringing back what a workflow was: an old version, or a draft that was put aside, becomes the draft."""

from django.utils.translation import gettext as _

from governance.door import governed, note
from governance.models import User
from orchestrator.actions.drafts import PutAway
from orchestrator.actions.problems import Unfit
from orchestrator.drafting.changes import diff
from orchestrator.drafting.keyed import same
from orchestrator.drafting.merging import tree_of
from orchestrator.drafting.writing import write_draft
from orchestrator.engine.definition import Definition
from orchestrator.models import Workflow, WorkflowVersion
from orchestrator.queries.versions import kept_drafts


@governed("workflow.edit", kind="workflow.restored")
def bring_back(actor: User, workflow: Workflow, version: WorkflowVersion, *, revision: int) -> Workflow:
    """Make an old version, or a draft that was put aside, the draft; what was in the draft is put aside.

    Stale where somebody changed the draft since `revision`. Publishing it is another step.
    """
    if version.workflow_id != workflow.pk or not (version.number or version.replaced_by):
        raise Unfit(_("This version belongs to another workflow."))
    instead = str(version.number) if version.number else "draft"
    saved = replace_draft(actor, workflow, version.definition, revision=revision, replaced_by=instead)
    if version.number:
        note(version=version.number)
    return saved


def replace_draft(actor: User, workflow: Workflow, drawing: Definition, *, revision: int, replaced_by: str) -> Workflow:
    """Put another drawing into a draft and the one it held aside; the door must be open."""
    if workflow.archived:
        raise PutAway(_("“%(name)s” is put away. Take it out again to change it.") % {"name": workflow.name})
    before, after = tree_of(workflow), tree_of(workflow, drawing)
    if same(before, after):
        raise Unfit(_("The draft is just that already. Nothing was changed."))
    _put_aside(actor, workflow, replaced_by)
    return write_draft(actor, workflow, revision, after, diff(before, after))


def _put_aside(actor: User, workflow: Workflow, replaced_by: str) -> None:
    """Keep what the draft holds, unless it is empty or kept already."""
    if not workflow.drawing.steps or _is_kept(workflow):
        return
    WorkflowVersion.objects.create(
        workflow=workflow,
        team=workflow.team,
        document=workflow.draft,
        published_by=actor,
        replaced_by=replaced_by,
    )


def _is_kept(workflow: Workflow) -> bool:
    last = kept_drafts(workflow).first()
    known = [workflow.live_version, last]
    return any(version is not None and same(_drawn(version.document), _drawn(workflow.draft)) for version in known)


def _drawn(document: dict[str, object]) -> dict[str, object]:
    return {name: part for name, part in document.items() if name != "shapes"}
