"""The clock's questions: what is due, what lost its worker, what nobody rang for. A lost message costs seconds."""

import logging
from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import now

from governance import door
from orchestrator import claims, workers
from orchestrator.bell import ring_now
from orchestrator.engine.events import Overtaken
from orchestrator.engine.happenings import CancelDue, Happening, Woken
from orchestrator.engine.state import RunState, StepState
from orchestrator.house import SWEEPER
from orchestrator.journal import Journal, SomeoneWasFaster
from orchestrator.models import Run, Step

log = logging.getLogger(__name__)
PATIENCE = timedelta(seconds=2)  # how long a bell may take before it is rung again
CANCEL_WITHIN = timedelta(seconds=10)
AT_ONCE = 200
MOVING = [RunState.QUEUED, RunState.RUNNING, RunState.CANCELLING]


def sweep() -> list[int]:
    """Ask all questions once; gives the ids of the runs that were rung for."""
    workers.bury()
    claims.free_lost()
    for pk, step in _due():
        _tell(pk, Woken(), step)
    for pk in _cancel_overdue():
        _tell(pk, CancelDue(), "")
    found = _could_move()
    if found:
        with door.opened(SWEEPER, "run.advance"):
            Run.objects.filter(pk__in=found).update(rung_at=now())
        for pk in found:
            ring_now(pk)
    return found


def _due() -> list[tuple[int, str]]:
    """The timers that have run out, each by its run and step."""
    runs = list(Run.objects.filter(due_at__lte=now()).values_list("pk", flat=True)[:AT_ONCE])
    if not runs:
        return []
    steps = Step.objects.filter(run__in=runs, state=StepState.RETRYING, due_at__lte=now()).order_by("run", "pk")
    return list(steps.values_list("run", "key"))


def _cancel_overdue() -> list[int]:
    waiting = Run.objects.filter(state=RunState.CANCELLING, rung_at__lte=now() - CANCEL_WITHIN)
    return list(waiting.values_list("pk", flat=True)[:AT_ONCE])


def _could_move() -> list[int]:
    unheard = Q(rung_at__isnull=True) | Q(rung_at__lte=now() - PATIENCE)
    free = Run.objects.filter(unheard, state__in=MOVING, loose=True).order_by("pk")
    return list(free.values_list("pk", flat=True)[:AT_ONCE])


def _tell(pk: int, happening: Happening, at: str) -> None:
    run = Run.objects.select_related("key").get(pk=pk)
    try:
        journal = Journal(run)
        journal.tell(happening, at)
        journal.commit(SWEEPER)
        ring_now(pk)
    except (Overtaken, SomeoneWasFaster):
        return  # somebody moved it meanwhile: nothing left to do
    except Exception:
        log.exception("The sweep could not move run %s", pk)
