"""What the queue carries: ids only."""

from celery import shared_task

from orchestrator import bell, carrier


@shared_task(ignore_result=True)
def advance_run(run_id: int) -> None:
    """Carry one run as far as it goes."""
    bell.answered(run_id)
    carrier.carry(run_id)
