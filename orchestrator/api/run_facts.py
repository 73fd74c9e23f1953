"""A run as the API tells it: its row, its steps, and the values its journal keeps sealed."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from fields.labels import plain
from governance import access
from governance.models import User
from governance.payloads import PayloadGone
from orchestrator.api.escalation_facts import waiting_in_words
from orchestrator.engine.definition import RUN
from orchestrator.engine.state import RunState
from orchestrator.journal import Journal
from orchestrator.models import Run, Step
from orchestrator.values import outcome

RELATED = ("team", "workflow", "version", "starter")


def listed(rows: "QuerySet[Run]") -> "QuerySet[Run]":
    """The same runs with what their summaries need, and without what is large."""
    return rows.select_related(*RELATED).defer("snapshot", "version__document", "workflow__draft")


def summary(run: Run) -> dict[str, Any]:
    """A run without its values."""
    return {
        "id": run.pk,
        "url": reverse("api-run", args=[run.pk]),
        "team": run.team.slug,
        "workflow": run.workflow.key if run.workflow else None,
        "version": run.version.number,
        "trial": run.trial,
        "state": run.state,
        "outcome": run.outcome,
        "escalated": run.escalated,
        "started_by": run.starter.name,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "seconds": (run.finished_at - run.started_at).total_seconds() if run.finished_at else None,
        "tokens": run.tokens,
        "cost": _cost(run.cost_micros, run),
    }


def whole(reader: User, run: Run) -> dict[str, Any]:
    """A run with its steps and values, as far as they are not erased."""
    journal = opened(run)
    steps = list(access.visible(reader, Step).filter(run=run).order_by("pk"))
    results = plain(outcome(run.version.definition, journal.values)[1]) if journal and _done(run) else None
    return {
        **summary(run),
        "waits": _waits(reader, run, journal),
        "input": plain(journal.values(RUN)) if journal else None,
        "results": results,
        "erased": journal is None,
        "steps": [_step(run, step, journal) for step in steps],
    }


def opened(run: Run) -> Journal | None:
    """The run's journal; None once its values were erased."""
    try:
        return Journal(run)
    except PayloadGone:
        return None


def _done(run: Run) -> bool:
    return run.state == RunState.DONE


def _cost(micros: int, run: Run) -> dict[str, Any]:
    return {"micros": micros, "currency": run.team.currency}


def _step(run: Run, step: Step, journal: Journal | None) -> dict[str, Any]:
    gave = journal.open(step.gave) if journal else {}
    detail = journal.open(step.detail) if journal else {}
    return {
        "key": step.key,
        "name": run.version.definition.step(step.key).name,
        "visit": step.visit,
        "state": step.state,
        "attempt": step.attempt,
        "confidence": step.confidence,
        "threshold": step.threshold,
        "seconds": step.milliseconds / 1000,
        "cost": _cost(step.cost_micros, run),
        "failure": step.failure,
        "explanation": gave.get("why") or detail.get("sentence") or "",
        "output": {name: each.get("value") for name, each in gave["fields"].items()} if "fields" in gave else None,
        "started_at": step.started_at,
        "finished_at": step.finished_at,
    }


def _waits(reader: User, run: Run, journal: Journal | None) -> dict[str, Any] | None:
    if run.state == RunState.QUEUED:
        return _wait("queued", _("It was started and is about to begin."))
    if run.state == RunState.CANCELLING:
        return _wait("stopping", _("It is being stopped."))
    if run.state != RunState.WAITING:
        return None
    if not run.reason:
        return _wait("retry", _("The last attempt failed; the next one follows by itself."), until=run.due_at)
    case = run.escalations.exclude(state="resolved").first()
    return _wait(run.reason, waiting_in_words(run, case, journal), escalation=case.pk) if case else None


def _wait(reason: str, words: str, *, escalation: int | None = None, until: datetime | None = None) -> dict[str, Any]:
    return {"reason": reason, "words": words, "escalation": escalation, "until": until}
