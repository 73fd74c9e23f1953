"""The doorbell: tell a worker that a run could move. A lost ring costs seconds, the sweep rings again."""

import logging

from django.db import transaction

log = logging.getLogger(__name__)


def ring(run_id: int) -> None:
    """Ring once this transaction is committed."""
    transaction.on_commit(lambda: ring_now(run_id), robust=True)


def ring_now(run_id: int) -> None:
    """Ring at once; where the queue is away the sweep will find the run."""
    from orchestrator.tasks import advance_run

    try:
        advance_run.delay(run_id)
    except Exception:
        log.warning("The queue did not take run %s; the sweep will find it.", run_id, exc_info=True)
