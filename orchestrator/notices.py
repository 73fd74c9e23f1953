"""What the bell hears of runs: one that took long and ended, or waits for a person, while its starter was elsewhere."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from governance import notices
from governance.actors import reference
from governance.models.user import Kind as UserKind
from governance.notices import Kind
from governance.queries import trail_of_run
from orchestrator.engine.state import RunState
from orchestrator.models import Run

# Whoever starts something shorter is still looking at it, and most runs pay nothing for the bell but this comparison.
LONG = timedelta(seconds=10)
HEARD = {"escalation.opened", "run.finished", "run.cancelled"}

KINDS = {
    "run.ended": Kind(_("%(what)s has ended: %(outcome)s"), "check"),
    "run.failed": Kind(_("%(what)s went wrong"), "alert-triangle"),
    "run.stopped": Kind(_("%(what)s was stopped"), "player-stop"),
    "run.waits": Kind(_("%(what)s waits for a person"), "hand-stop"),
    "trial.ended": Kind(_("Your trial of %(what)s has ended: %(outcome)s"), "check"),
    "trial.failed": Kind(_("Your trial of %(what)s went wrong"), "alert-triangle"),
    "trial.waits": Kind(_("Your trial of %(what)s waits for your word"), "hand-stop"),
}
WORDS = {
    RunState.DONE: "ended",
    RunState.FAILED: "failed",
    RunState.CANCELLED: "stopped",
    RunState.WAITING: "waits",
}


def moved(run: Run, kinds: set[str]) -> None:
    """Tell the starter after commit, where it was long and they are a person; `kinds` are the lines just written."""
    if kinds & HEARD and run.parent_id is None and now() - run.started_at >= LONG:
        transaction.on_commit(lambda: _tell(run.pk), robust=True)


def _tell(pk: int) -> None:
    run = Run.objects.select_related("workflow", "agent", "starter").defer("snapshot").get(pk=pk)
    word = WORDS.get(RunState(run.state))
    if word is None or run.starter.kind != UserKind.PERSON or _by_hand(run, word):
        return
    kind, page = f"{'trial' if run.trial else 'run'}.{word}", "trial" if run.trial else "run"
    params: dict[str, Any] = {"what": str(run.workflow or run.agent or run), "outcome": run.outcome}
    notices.tell(run.starter_id, kind, reverse(page, args=[run.pk]), **params)


def _by_hand(run: Run, word: str) -> bool:
    """Whether the starter stopped it: nobody needs to be told what they just did."""
    if word != "stopped":
        return False
    asked = trail_of_run(run.pk).filter(kind__in=["run.cancelling", "run.cancelled"]).first()
    return run.trial or (asked is not None and asked.actor == reference(run.starter))
