"""What scripts ask about the runs they started."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils.timezone import now

from orchestrator.engine.state import TERMINAL, RunState
from orchestrator.journal import Journal
from orchestrator.models import Run
from orchestrator.values import outcome


def at_rest(pks: Collection[int]) -> list[int]:
    """Which of these runs have ended or wait for a person, their whole chain included."""
    rest = Q(state__in=TERMINAL) | Q(state=RunState.WAITING) & ~Q(reason="")
    resting = list(Run.objects.filter(rest, pk__in=pks).values_list("pk", flat=True))
    moving = set(Run.objects.filter(root__in=resting).exclude(rest).values_list("root_id", flat=True))
    return [pk for pk in resting if pk not in moving]


def figures(pks: Collection[int]) -> list[dict[str, Any]]:
    """One line a run: id, state, outcome, seconds, escalated, cost."""
    return [_line(run) for run in Run.objects.filter(pk__in=pks).select_related("team").order_by("pk")]


def _line(run: Run) -> dict[str, Any]:
    seconds = ((run.finished_at or now()) - run.started_at).total_seconds()
    return {
        "id": run.pk,
        "state": run.state,
        "outcome": run.outcome,
        "seconds": round(seconds, 3),
        "escalated": run.escalated,
        "cost": {"micros": run.cost_micros, "currency": run.team.currency},
    }


def results(pks: Collection[int]) -> dict[int, dict[str, Any]]:
    """What ended runs gave back, by run: values by their path."""
    rows = Run.objects.filter(pk__in=pks, state=RunState.DONE).select_related("key")
    return {run.pk: _results(run) for run in rows}


def _results(run: Run) -> dict[str, Any]:
    journal = Journal(run)
    _word, values = outcome(journal.definition, journal.folded, journal.values)
    return {path: each.value for path, each in values.items()}
