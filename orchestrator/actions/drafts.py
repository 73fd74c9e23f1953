"""Changing a draft: what several people do to it at once is merged field by field."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from governance.actions.problems import Stale
from governance.door import governed
from governance.models import User
from orchestrator.actions.problems import Unfit
from orchestrator.drafting.changes import Change, Conflict
from orchestrator.drafting.keyed import Tree
from orchestrator.drafting.merging import Prepared, prepared
from orchestrator.drafting.writing import write_draft
from orchestrator.engine.definition import Definition
from orchestrator.models import Workflow

MOST_TRIES = 5


@dataclass(frozen=True)
class Changed:
    """A draft after changes: its drawing with shapes, also as a tree, what met a colleague's change, links left out.

    marks, changed_by: who had changed what before.
    """

    workflow: Workflow
    drawing: Definition
    tree: Tree
    conflicts: list[Conflict] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    marks: dict[str, dict[str, str]] = field(default_factory=dict)
    changed_by: str = ""


class PutAway(Unfit):
    """A workflow that is put away is not changed."""


def change_draft(actor: User, workflow: Workflow, changes: Sequence[Change]) -> Changed:
    """Put one person's changes into a draft as it is now; those that met a colleague's are given back as conflicts.

    Unfit says what cannot stand in a draft, Stale that others were faster every time: then nothing is saved.
    """
    for _turn in range(MOST_TRIES):
        if workflow.archived:
            raise PutAway(_("“%(name)s” is put away. Take it out again to change it.") % {"name": workflow.name})
        made, marks, last = prepared(workflow, changes), workflow.touched, workflow.changed_by
        try:
            saved = _save(actor, workflow, made) if made.differs else workflow
        except Stale:
            workflow.refresh_from_db()
            continue
        return Changed(saved, made.drawing, made.tree, made.conflicts, made.dropped, marks, last)
    raise Stale(_("Others change this draft at the same moment. Try again."))


@governed("workflow.edit", kind="workflow.changed")
def _save(actor: User, workflow: Workflow, made: Prepared) -> Workflow:
    """Save what was prepared, if the draft is still the one it was prepared from."""
    return write_draft(actor, workflow, workflow.revision, made.tree, made.done)
