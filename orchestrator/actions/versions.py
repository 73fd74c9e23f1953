"""Bringing back what a workflow was: an old version, or a draft that was put aside, becomes the draft."""

from django.utils.translation import gettext as _

from governance.door import governed, note
from governance.models import User
from orchestrator.actions.problems import Unfit
from orchestrator.drafting.replacing import replace_draft
from orchestrator.models import Workflow, WorkflowVersion


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
