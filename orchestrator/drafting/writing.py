"""Writing a changed draft: the row, who changed which part of it last, and the news."""

from collections.abc import Sequence

from django.utils.timezone import now

from governance import door, news
from governance.actors import Actor, reference
from governance.drafts import save_if_fresh
from orchestrator.drafting.changes import Change
from orchestrator.drafting.keyed import Place, Tree
from orchestrator.engine.definition import Definition
from orchestrator.models import Workflow

MARKED = ("steps", "links")  # each of them shows who changed it last
MOST_NAMED = 20  # parts named in one line of the trail


def write_draft(
    actor: Actor, workflow: Workflow, revision: int, drawing: Definition, *, changes: Sequence[Change], tree: Tree
) -> Workflow:
    """Write a draft that still has this revision, with who changed what; the door must be open.

    tree: the draft with its changes; its `about` is what the workflow is called from now on.
    """
    saved = save_if_fresh(
        actor,
        workflow,
        revision,
        draft=drawing.model_copy(update={"shapes": {}}).model_dump(mode="json"),
        touched=touched(workflow, actor, changes, tree),
        changed_at=now(),
        name=tree["about"]["name"],
        purpose=tree["about"]["purpose"],
    )
    door.note(revision=saved.revision, parts=sorted({".".join(change.at[:2])[:80] for change in changes})[:MOST_NAMED])
    announce(saved)
    return saved


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
