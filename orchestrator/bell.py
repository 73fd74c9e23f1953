"""The doorbell: tell a worker that a run could move. A lost ring costs seconds, the sweep rings again."""

import logging
import time

from django.conf import settings
from django.db import transaction

log = logging.getLogger(__name__)
HEARD_WITHIN = 30.0  # seconds after which a ring nobody answered may be rung again
_rung: dict[int, float] = {}


def ring(run_id: int) -> None:
    """Ring once this transaction is committed."""
    transaction.on_commit(lambda: ring_now(run_id), robust=True)


def ring_now(run_id: int) -> None:
    """Ring at once; where the queue is away the sweep will find the run."""
    from orchestrator.tasks import advance_run

    if _still_ringing(run_id):
        return
    try:
        advance_run.delay(run_id)
    except Exception:
        answered(run_id)
        log.warning("The queue did not take run %s; the sweep will find it.", run_id, exc_info=True)


def answered(run_id: int) -> None:
    """A worker has heard the bell; it reads the run after this, so a ring from now on is a new one."""
    _rung.pop(run_id, None)


def _still_ringing(run_id: int) -> bool:
    """Say whether this run stands in this process's own queue: with a long line the sweep would make it longer."""
    if not settings.BROKER_URL.startswith("memory:"):
        return False
    moment = time.monotonic()
    if moment - _rung.get(run_id, -HEARD_WITHIN) < HEARD_WITHIN:
        return True
    _rung[run_id] = moment
    return False
