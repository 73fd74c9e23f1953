"""Does what happened fit where the run stands? A worker that was slower than somebody else is told so."""

from orchestrator.engine import paths
from orchestrator.engine.definition import Definition
from orchestrator.engine.happenings import (
    Answered,
    Arrived,
    Branched,
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
from orchestrator.engine.moves import Finish, next_moves
from orchestrator.engine.state import MOVING, RunState, State, StepState


def fits(definition: Definition, state: State, happening: Happening) -> bool:
    """Say whether the run, which has not ended, stands where this can happen to it."""
    visit = state.steps.get(state.at)
    at_work = state.run in MOVING and visit is not None and not visit.past and visit.state is StepState.RUNNING
    fit = True
    match happening:
        case Started():
            fit = state.run is RunState.QUEUED and not state.links
        case Arrived() | PassedBy():
            fit = state.run in MOVING and paths.reached(definition, state, state.at)
        case Branched():
            fit = state.run in MOVING and paths.branches(definition, state, state.at)
        case Answered() | Failed() | Halted() | Intended():
            fit = at_work
        case Settled():
            late = visit is not None and visit.state is not StepState.RUNNING and happening.known
            fit = (at_work or late) and open_call(state, happening.call)
        case Ended():
            fit = next_moves(definition, state) == [Finish()]
        case CancelDue():
            fit = state.run is RunState.CANCELLING
    return fit


def open_call(state: State, call: str) -> bool:
    """Say whether the visit under way made this call and nobody knows yet what came of it."""
    made = state.steps[state.at].calls if state.at in state.steps else {}
    return call in made and made[call].state not in ("done", "failed")
