"""Putting another drawing into a draft: what it held is put aside, so that it can be brought back."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from governance.models import User
from orchestrator.actions.problems import Unfit
from orchestrator.drafting.changes import diff
from orchestrator.drafting.keyed import same
from orchestrator.drafting.merging import tree_of
from orchestrator.drafting.writing import write_draft
from orchestrator.engine.definition import Definition
from orchestrator.models import Workflow, WorkflowVersion
from orchestrator.queries.versions import kept_drafts


def replace_draft(actor: User, workflow: Workflow, drawing: Definition, *, revision: int, replaced_by: str) -> Workflow:
    """Put another drawing into a draft and the one it held aside; the door must be open."""
    if workflow.archived:
        raise Unfit(_("“%(name)s” is put away. Take it out again to change it.") % {"name": workflow.name})
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


def _drawn(document: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: part for name, part in document.items() if name != "shapes"}
