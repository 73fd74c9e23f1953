"""A run as the API tells it: its row, its steps, and the values its journal keeps sealed."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from fields.labels import Labelled, load, plain
from orchestrator.engine.definition import RUN
from orchestrator.engine.state import RunState
from orchestrator.models import Run, Step
from orchestrator.queries.timeline import Walk
from orchestrator.queries.timeline_status import situation
from orchestrator.values import outcome

Payloads = dict[str, dict[str, Any]]


def listed(rows: "QuerySet[Run]") -> "QuerySet[Run]":
    """The same runs with what their summaries need, and without what is large."""
    related = rows.select_related("team", "workflow", "version", "starter")
    return related.defer("snapshot", "version__document", "workflow__draft")


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


def whole(run: Run) -> dict[str, Any]:
    """A run with its steps and values, as far as they are not erased."""
    walk = Walk(run)
    gave = [visit.gave for visit in walk.state.steps.values()]
    opened = walk.open_all(
        [walk.state.given, *gave, *(ref for step in walk.visits for ref in (step.gave, step.detail))]
    )
    return {
        **summary(walk.run),
        "waits": _waits(walk),
        "input": given_values(opened, walk.state.given),
        "results": _results(walk, opened),
        "erased": walk.erased,
        "steps": [_step(walk, step, opened) for step in walk.visits],
    }


def outline(run: Run) -> dict[str, Any]:
    """A run for whoever started it but may not look into runs."""
    return {**summary(run), "waits": None, "input": None, "results": None, "erased": False, "steps": []}


def given_values(opened: Payloads, ref: str | None) -> dict[str, Any] | None:
    """The plain values of one payload by field; None where there is none, or no longer."""
    payload = opened.get(ref or "", {})
    return plain(load(payload["fields"])) if "fields" in payload else None


def _cost(micros: int, run: Run) -> dict[str, Any]:
    return {"micros": micros, "currency": run.team.currency}


def _results(walk: Walk, opened: Payloads) -> dict[str, Any] | None:
    if walk.run.state != RunState.DONE or walk.erased:
        return None

    def values(origin: str) -> dict[str, Labelled]:
        visit = walk.state.steps.get(origin)
        ref = walk.state.given if origin == RUN else visit.gave if visit else None
        return load(opened.get(ref or "", {}).get("fields", {}))

    return plain(outcome(walk.definition, walk.state, values)[1])


def _step(walk: Walk, step: Step, opened: Payloads) -> dict[str, Any]:
    why = opened.get(step.gave or "", {}).get("why") or opened.get(step.detail or "", {}).get("sentence")
    return {
        "key": step.key,
        "name": walk.name(step.key),
        "visit": step.visit,
        "state": step.state,
        "attempt": step.attempt,
        "confidence": step.confidence,
        "threshold": step.threshold,
        "seconds": step.milliseconds / 1000,
        "cost": _cost(step.cost_micros, walk.run),
        "failure": step.failure,
        "explanation": why or "",
        "output": given_values(opened, step.gave),
        "started_at": step.started_at,
        "finished_at": step.finished_at,
    }


WAITS = {RunState.QUEUED: "queued", RunState.WAITING: "retry", RunState.CANCELLING: "stopping"}


def _waits(walk: Walk) -> dict[str, Any] | None:
    run = walk.run
    if run.state not in WAITS:
        return None
    now = situation(walk)
    return {
        "reason": run.reason or WAITS[RunState(run.state)],
        "words": f"{now.sentence} {now.more}".strip(),
        "escalation": walk.case.pk if walk.case and run.state == RunState.WAITING else None,
        "until": run.due_at,
    }
