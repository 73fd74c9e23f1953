"""Carry a run as far as it can go in this worker: one commit a step, nothing held while a model or tool is called."""

import itertools
import logging

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from orchestrator import workers
from orchestrator.engine.events import Overtaken
from orchestrator.engine.happenings import Arrived, CancelDue, Ended, Failed, PassedBy, Settled
from orchestrator.engine.moves import Arrive, Cancel, Finish, Move, Perform, Recover, next_move
from orchestrator.house import CARRIER
from orchestrator.journal import Journal, SomeoneWasFaster, labelled
from orchestrator.models import Run
from orchestrator.perform import perform
from orchestrator.values import gather, holds, outcome

log = logging.getLogger(__name__)
_carries = itertools.count()
READINGS = 20  # how often another writer may come first before the sweep has to look again


def carry(run_id: int) -> None:
    """Move a run until it ends, waits, or another worker has it."""
    if workers.stopping.is_set():
        return
    lease = f"{workers.me()}:{next(_carries)}"
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
            _stumble(run_id, lease)
            return
    else:
        log.warning("Run %s was overtaken %s times; the sweep finds it", run_id, READINGS)
    workers.drop(run_id, lease)


def _read(run_id: int, lease: str) -> Journal | None:
    run = Run.objects.select_related("key").filter(pk=run_id).first()
    if run is None or run.over:
        return None
    if run.lease not in ("", lease) and workers.alive(run.lease):
        return None
    journal = Journal(run, lease)
    return journal if next_move(journal.definition, journal.state) else None


def _walk(journal: Journal) -> None:
    while not workers.stopping.is_set() and (move := next_move(journal.definition, journal.state)):
        _make(journal, move)
    if journal.told:
        journal.commit(CARRIER)


def _make(journal: Journal, move: Move) -> None:
    match move:
        case Arrive():
            _arrive(journal, move)
        case Perform():
            _put_down(journal)
            if (happening := perform(journal)) is not None:
                journal.tell(happening)
        case Recover():
            _recover(journal, move)
        case Finish():
            word, results = outcome(journal.definition, journal.values)
            journal.tell(Ended(word, labelled(results)))
        case Cancel():
            journal.tell(CancelDue())


def _put_down(journal: Journal) -> None:
    """All that came before is on disk, and the run is ours, before the next step begins."""
    if journal.told:
        journal.commit(CARRIER)
    else:
        journal.claim()


def _arrive(journal: Journal, move: Arrive) -> None:
    step = journal.definition.step(move.step)
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


def _stumble(run_id: int, lease: str) -> None:
    """A mistake of our own: say so on the step and let a person look, instead of failing for ever."""
    try:
        journal = _read(run_id, lease)
        said = {"sentence": _("Something went wrong inside Steward at this step. The log of the server says more.")}
        if journal is None:
            return
        match next_move(journal.definition, journal.state):
            case Arrive():
                journal.tell(Arrived(labelled({}, **said), failure="bug"))
            case Perform() | Recover():
                journal.tell(Failed("bug", said, again=False))
            case move:
                raise LookupError(f"no step is to blame, the run is at {move}")
        journal.commit(CARRIER)
    except Exception:
        log.exception("Run %s could not be handed to a person; it will be tried again", run_id)
        workers.drop(run_id, lease)
