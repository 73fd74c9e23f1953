"""Earlier trials of a workflow: the one that is shown while it is edited, and those to take an example from."""

from dataclasses import dataclass

from django.db.models import QuerySet

from governance import access
from governance.models import User
from orchestrator.models import Run, Workflow
from orchestrator.queries.runs_about import about, documents_of
from orchestrator.queries.trials import latest_trial

MOST = 8  # examples to choose from
LOOKED_AT = 40


@dataclass(frozen=True)
class Earlier:
    """A trial with what it was about and how it ended."""

    run: Run
    words: str
    pinned: bool


def pinned_trial(actor: User, workflow: Workflow) -> Run | None:
    """The pinned trial of a workflow, where this person may see it."""
    return trial_at(actor, workflow, workflow.pinned_trial_id) if workflow.pinned_trial_id else None


def begun_from(actor: User, workflow: Workflow) -> Run | None:
    """The trial whose values the next one begins with, and which stand as examples: the pinned one, else the last."""
    return pinned_trial(actor, workflow) or latest_trial(actor, workflow=workflow)


def trial_at(actor: User, workflow: Workflow, key: int | str | None) -> Run | None:
    """A trial of this workflow by its number; None where there is none that this person may see."""
    number = str(key or "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return _trials(actor, workflow).filter(pk=int(number)).first()


def earlier(actor: User, workflow: Workflow) -> list[Earlier]:
    """Trials to take an example from, the newest first; what says the same is listed once."""
    runs = list(_trials(actor, workflow).select_related("key", "starter").order_by("-pk")[:LOOKED_AT])
    words = about(runs, documents_of(runs))
    found: dict[str, Earlier] = {}
    for run in runs:
        if words[run.pk]:
            found.setdefault(words[run.pk], Earlier(run, words[run.pk], run.pk == workflow.pinned_trial_id))
    return list(found.values())[:MOST]


def _trials(actor: User, workflow: Workflow) -> QuerySet[Run]:
    return access.visible(actor, Run).filter(workflow=workflow, trial=True)
