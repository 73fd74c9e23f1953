"""Runs whose worker died, or that another worker holds."""

from django.utils.timezone import now

from governance import door
from orchestrator import leases, workers
from orchestrator.engine.happenings import Arrived
from orchestrator.engine.moves import Arrive, Perform, next_moves
from orchestrator.house import CARRIER
from orchestrator.journal import Journal, labelled
from orchestrator.models import Run
from orchestrator.sweep import sweep
from orchestrator.values import gather


def orphaned(run: Run) -> Run:
    """The run after its worker died: leased to nobody alive, and found by the sweep."""
    run.refresh_from_db()
    if not run.lease:
        leased_to_another(run)
        run.refresh_from_db()
    gone = leases.written(dict.fromkeys(leases.parse(run.lease), "gone:1"))
    with door.opened(CARRIER, "run.advance"):
        Run.objects.filter(pk=run.pk).update(lease=gone, rung_at=now())
    assert run.pk in sweep(), "The sweep did not find it."
    run.refresh_from_db()
    assert run.lease == ""
    return run


def leased_to_another(run: Run, worker: str = "other") -> None:
    """Another worker, which lives, works on the step the run is at, or comes to first."""
    workers.beat(worker)
    journal = Journal(Run.objects.select_related("key").get(pk=run.pk), f"{worker}:1")
    for move in next_moves(journal.definition, journal.folded):
        if isinstance(move, Arrive):
            found = gather(journal.definition, move.step, journal.values)
            journal.tell(Arrived(labelled(found.inputs)), move.step)
        if isinstance(move, Arrive | Perform):
            journal.take(move.step)
    if journal.told:
        journal.commit(CARRIER)
    else:
        journal.claim()
