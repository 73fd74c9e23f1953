"""Which processes carry runs: each beats while it lives, and its leases hold as long as it does."""

import os
import threading
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils.timezone import now

from governance import door
from orchestrator import leases
from orchestrator.house import CARRIER
from orchestrator.models import Run, Worker

BEAT_SECONDS = 1.0
DEAD_AFTER = timedelta(seconds=6)
stopping = threading.Event()  # set when this process drains: carriers put down what they have after the next commit
_start = threading.Lock()
_dropped: set[tuple[int, str]] = set()  # runs that could not be given back, because the database was away
_mine: dict[int, str] = {}  # by process id, so that a forked child is a worker of its own


def me() -> str:
    """This process's id as a worker; the first call makes it known and starts its beat."""
    pid = os.getpid()
    if pid not in _mine:
        with _start:
            if pid not in _mine:
                worker = uuid.uuid4().hex[:16]
                beat(worker)
                threading.Thread(target=_keep_beating, args=(worker, pid), name="beat", daemon=True).start()
                _mine[pid] = worker
    return _mine[pid]


def beat(worker: str) -> None:
    """Say that this worker lives."""
    with door.opened(CARRIER, "run.advance"):
        if not Worker.objects.filter(pk=worker).update(beat_at=now()):
            Worker.objects.create(id=worker, beat_at=now())


def _keep_beating(worker: str, pid: int) -> None:
    while _mine.get(pid, worker) == worker:
        time.sleep(BEAT_SECONDS)
        try:
            beat(worker)
            for run_id, lease in list(_dropped):
                let_go(run_id, lease)
                _dropped.discard((run_id, lease))
        except Exception:
            connection.close()


def living() -> list[str]:
    """The ids of the workers that beat."""
    return list(Worker.objects.filter(beat_at__gt=now() - DEAD_AFTER).values_list("pk", flat=True))


def alive(lease: str) -> bool:
    """Say whether the worker that holds this lease still beats."""
    return _worker(lease) in living()


def leave() -> None:
    """Say goodbye: what this worker held may be taken at once."""
    worker = _mine.pop(os.getpid(), None)
    if worker:
        with door.opened(CARRIER, "run.advance"):
            for pk in Run.objects.filter(lease__contains=f"={worker}:").values_list("pk", flat=True):
                _free(pk, lambda lease: lease.startswith(f"{worker}:"), rung_at=now())
            Worker.objects.filter(pk=worker).delete()


def drop(run_id: int, lease: str) -> None:
    """Give one run back, with the next beat where it cannot be done now: no living worker keeps what it left."""
    try:
        let_go(run_id, lease)
    except Exception:
        _dropped.add((run_id, lease))
        connection.close()


def let_go(run_id: int, lease: str) -> None:
    """Give one run back."""
    with door.opened(CARRIER, "run.advance"):
        _free(run_id, lambda held: held == lease, rung_at=now())


def bury() -> None:
    """Free what is held by workers that no longer beat, also by those nobody knows any more."""
    long_ago, alive = now() - DEAD_AFTER, set(living())
    held = Run.objects.exclude(lease="").values_list("pk", "lease")
    lost = [pk for pk, text in held if any(_worker(lease) not in alive for lease in leases.parse(text).values())]
    if not lost and not Worker.objects.filter(beat_at__lte=long_ago).exists():
        return
    with door.opened(CARRIER, "run.advance"):
        for pk in lost:
            _free(pk, lambda lease: _worker(lease) not in alive, rung_at=None)
        Worker.objects.filter(beat_at__lte=long_ago).delete()


def _worker(lease: str) -> str:
    return lease.split(":", maxsplit=1)[0]


def _free(run_id: int, which: Callable[[str], bool], **changes: Any) -> None:
    """Take these leases from a run's row; where somebody writes to it at this moment, the next sweep does it."""
    text = Run.objects.filter(pk=run_id).values_list("lease", flat=True).first() or ""
    left = leases.written({step: lease for step, lease in leases.parse(text).items() if not which(lease)})
    Run.objects.filter(pk=run_id, lease=text).update(lease=left, loose=True, **changes)
