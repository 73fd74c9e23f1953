"""Does what happened fit where the run stands? A worker that was slower than somebody else is told so."""

from orchestrator.engine.definition import END
from orchestrator.engine.happenings import (
    Answered,
    Arrived,
    CancelDue,
    Ended,
    Failed,
    Halted,
    Happening,
    Intended,
    PassedBy,
    Settled,
    Started,
)
from orchestrator.engine.state import RunState, State

MOVING = (RunState.QUEUED, RunState.RUNNING)


def fits(state: State, happening: Happening) -> bool:
    """Say whether the run, which has not ended, stands where this can happen to it."""
    at_work = state.run is RunState.RUNNING and state.arrived
    fit = True
    match happening:
        case Started():
            fit = state.run is RunState.QUEUED and not state.at
        case Arrived() | PassedBy():
            fit = state.run in MOVING and not state.arrived and state.at not in ("", END)
        case Answered() | Failed() | Halted() | Intended():
            fit = at_work
        case Settled():
            late = state.run is RunState.WAITING and happening.known
            fit = (at_work or late) and open_call(state, happening.call)
        case Ended():
            fit = state.run in MOVING and state.at == END
        case CancelDue():
            fit = state.run is RunState.CANCELLING
    return fit


def open_call(state: State, call: str) -> bool:
    """Say whether the visit under way made this call and nobody knows yet what came of it."""
    made = state.steps[state.at].calls if state.at in state.steps else {}
    return call in made and made[call].state not in ("done", "failed")
