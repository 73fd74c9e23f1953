"""Carry a run as far as it can go in this worker: one commit a step, nothing held while a model or tool is called."""

import itertools
import logging

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from orchestrator import leases, workers
from orchestrator.bell import ring_now
from orchestrator.engine.definition import WorkStep
from orchestrator.engine.events import Overtaken
from orchestrator.engine.happenings import Arrived, Branched, CancelDue, Ended, Failed, PassedBy, Settled
from orchestrator.engine.moves import Arrive, Branch, Cancel, Finish, Move, Perform, Recover, next_moves
from orchestrator.house import CARRIER
from orchestrator.journal import READINGS, Journal, SomeoneWasFaster, labelled
from orchestrator.models import Run
from orchestrator.perform import perform
from orchestrator.values import gather, holds, outcome, taken

log = logging.getLogger(__name__)
_carries = itertools.count()


def carry(run_id: int) -> None:
    """Move a run until it ends, waits, or other workers have all that is left of it."""
    if workers.stopping.is_set():
        return
    lease = f"{workers.me()}:{next(_carries)}"
    journal: Journal | None = None
    for _reading in range(READINGS):
        try:
            if journal := _read(run_id, lease):
                _walk(journal)
            return
        except (SomeoneWasFaster, Overtaken):
            continue
        except (OperationalError, InterfaceError):
            log.warning(
                "The database did not answer while run %s was carried; the sweep finds it", run_id, exc_info=True
            )
            break
        except Exception:
            log.exception("Run %s stumbled", run_id)
            _stumble(run_id, lease, journal.at if journal else "")
            return
    else:
        log.warning("Run %s was overtaken %s times; the sweep finds it", run_id, READINGS)
    workers.drop(run_id, lease)


def _read(run_id: int, lease: str) -> Journal | None:
    run = Run.objects.select_related("key").filter(pk=run_id).first()
    return None if run is None or run.over else Journal(run, lease)


def _next(journal: Journal) -> Move | None:
    moves = next_moves(journal.definition, journal.folded)
    return leases.mine(moves, journal.held, str(journal.lease), workers.alive)


def _walk(journal: Journal) -> None:
    while not workers.stopping.is_set():
        if move := _next(journal):
            _make(journal, move)
        elif journal.told:
            journal.commit(CARRIER)  # another part may have written meanwhile: what it did may let us go on
        else:
            return
    if journal.told:
        journal.commit(CARRIER)


def _make(journal: Journal, move: Move) -> None:
    journal.at = getattr(move, "step", "")
    match move:
        case Arrive():
            _arrive(journal, move)
        case Branch():
            journal.tell(Branched(taken(journal.definition, move.step, journal.values)))
        case Perform():
            _put_down(journal, move)
            if (happening := perform(journal)) is not None:
                journal.tell(happening)
        case Recover():
            _recover(journal, move)
        case Finish():
            word, results = outcome(journal.definition, journal.folded, journal.values)
            journal.tell(Ended(word, labelled(results)))
        case Cancel():
            journal.tell(CancelDue())


def _put_down(journal: Journal, move: Perform) -> None:
    """All that came before is on disk, and the step is ours, before it begins; what is left rings another worker."""
    journal.take(move.step)
    if journal.told:
        journal.commit(CARRIER)
    else:
        journal.claim()
    if journal.run.loose:
        ring_now(journal.run.pk)


def _arrive(journal: Journal, move: Arrive) -> None:
    step = journal.definition.step(move.step)
    if not isinstance(step, WorkStep):
        journal.tell(Arrived({}))
        return
    if not holds(journal.definition, move.step, journal.values):
        journal.tell(PassedBy({"condition": True}))
        return
    found = gather(journal.definition, move.step, journal.values)
    payload = labelled(found.inputs, **({"sentence": " ".join(found.sentences)} if found.failure else {}))
    conditioned = step.only_when is not None
    journal.tell(Arrived(payload, conditioned=conditioned, failure=found.failure, fields=found.fields))


def _recover(journal: Journal, move: Recover) -> None:
    """A call was under way when its worker died. Repeat it where that is safe, else ask a person."""
    from agents.models import Tool

    tool = Tool.objects.filter(pk=journal.state.visit.calls[move.call].tool).first()
    safe = tool is not None and (tool.repeat_safe or not tool.changes)
    journal.tell(Settled(move.call, known=False, payload={"interrupted": True}, repeat=safe))


def _stumble(run_id: int, lease: str, at: str) -> None:
    """A mistake of our own: say so on the step and let a person look, instead of failing for ever."""
    try:
        journal = _read(run_id, lease)
        said = {"sentence": _("Something went wrong inside Steward at this step. The log of the server says more.")}
        if journal is None:
            return
        moves = next_moves(journal.definition, journal.folded)
        match next((move for move in moves if getattr(move, "step", "") == at), None):
            case Arrive():
                journal.tell(Arrived(labelled({}, **said), failure="bug"), at)
            case Perform() | Recover():
                journal.tell(Failed("bug", said, again=False), at)
            case move:
                raise LookupError(f"no step is to blame, the run is at {move}")
        journal.commit(CARRIER)
    except Exception:
        log.exception("Run %s could not be handed to a person; it will be tried again", run_id)
        workers.drop(run_id, lease)
