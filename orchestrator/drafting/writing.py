"""Writing a changed draft: the row, who changed which part of it last, and the news."""

from collections.abc import Sequence

from django.utils.timezone import now

from governance import door, news
from governance.actors import Actor, reference
from governance.drafts import changed_by
from orchestrator.drafting.changes import Change
from orchestrator.drafting.drawing import document_of
from orchestrator.drafting.keyed import Place, Tree
from orchestrator.models import Workflow

MARKED = ("steps", "links")  # each of them shows who changed it last
MOST_NAMED = 20  # parts named in one line of the trail


def write_draft(actor: Actor, workflow: Workflow, revision: int, tree: Tree, changes: Sequence[Change]) -> Workflow:
    """Write a draft that still has this revision, with who changed what; Stale names who was faster.

    The tree holds the changes already; its `about` is what the workflow is called from now on. The door must be open.
    """
    row = {
        "draft": document_of(tree),
        "revision": revision + 1,
        "touched": touched(workflow, actor, changes, tree),
        "changed_by": reference(actor),
        "changed_at": now(),
        **tree["about"],
    }
    rows = Workflow.objects.filter(pk=workflow.pk)
    if not rows.filter(revision=revision).update(**row):
        raise changed_by(rows.values_list("changed_by", flat=True).get())
    for name, value in row.items():  # reading it again would cost more than writing it
        setattr(workflow, name, value)
    door.note(revision=revision + 1, parts=sorted({".".join(change.at[:2])[:80] for change in changes})[:MOST_NAMED])
    announce(workflow)
    return workflow


def announce(workflow: Workflow) -> None:
    """Tell the open editors of a draft that something changed."""
    news.publish(f"draft.{workflow.pk}", f"draft:{workflow.pk}")


def touched(workflow: Workflow, actor: Actor, changes: Sequence[Change], tree: Tree) -> dict[str, dict[str, str]]:
    """Who changed what last, with these changes; what is gone from the tree is forgotten."""
    mark = {"by": reference(actor), "at": now().isoformat(timespec="seconds")}
    marks = workflow.touched | {name: mark for change in changes if (name := part_of(change.at))}
    return {name: mark for name, mark in marks.items() if _is_there(tree, name)}


def part_of(at: Place) -> str:
    """The part of a draft a place belongs to: "steps.triage", "limits"; empty where nobody asks who changed it."""
    if at[0] in MARKED:
        return f"{at[0]}.{at[1]}"
    return at[0] if at[0] in ("about", "inputs", "end", "limits") else ""


def _is_there(tree: Tree, name: str) -> bool:
    part, _dot, key = name.partition(".")
    return not key or key in tree.get(part, {})
