"""What a run needs next, from its state alone: the same after a crash as before it."""

from dataclasses import dataclass

from orchestrator.engine.definition import END, Definition
from orchestrator.engine.state import TERMINAL, RunState, State


@dataclass(frozen=True, slots=True)
class Arrive:
    """Gather the inputs of a step and ask its condition."""

    step: str
    visit: int


@dataclass(frozen=True, slots=True)
class Perform:
    """Let the step's agent, tool or person work."""

    step: str
    visit: int
    attempt: int


@dataclass(frozen=True, slots=True)
class Recover:
    """A call left the house and nobody wrote down what came of it: find out before anything else."""

    step: str
    visit: int
    call: str


@dataclass(frozen=True, slots=True)
class Finish:
    """The walk reached the end: read the outcome."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Somebody asked to stop: let go."""


Move = Arrive | Perform | Recover | Finish | Cancel


def next_move(definition: Definition, state: State) -> Move | None:
    """Give what the run needs next; None where it has ended or waits."""
    if state.run is RunState.CANCELLING:
        return Cancel()
    if state.run in TERMINAL or state.run is RunState.WAITING or not state.at:
        return None
    if state.at == END:
        return Finish()
    if not state.arrived:
        earlier = state.steps.get(state.at)
        return Arrive(state.at, earlier.number + 1 if earlier else 1)
    open_call = next((name for name, call in state.visit.calls.items() if call.state == "intended"), None)
    if open_call:
        return Recover(state.at, state.visit.number, open_call)
    return Perform(state.at, state.visit.number, state.visit.attempt)
