"""What a run needs next, from its state alone: the same after a crash as before it."""

from dataclasses import dataclass

from orchestrator.engine import paths
from orchestrator.engine.definition import Definition
from orchestrator.engine.state import TERMINAL, RunState, State, StepState


@dataclass(frozen=True, slots=True)
class Arrive:
    """Gather the inputs of a step and ask its condition."""

    step: str
    visit: int


@dataclass(frozen=True, slots=True)
class Branch:
    """Ask the conditions of the links that leave a step."""

    step: str


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
    """Nothing moves or waits any more: read the outcome."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Somebody asked to stop: let go."""


Move = Arrive | Branch | Perform | Recover | Finish | Cancel


def next_moves(definition: Definition, state: State) -> list[Move]:
    """Give all the run could do next, in the order of its drawing; nothing where it has ended or only waits."""
    if state.run is RunState.CANCELLING:
        return [Cancel()]
    if state.run in TERMINAL or not state.links:
        return []
    moves = [move for key in definition.graph.order if (move := _move(definition, state, key))]
    if not moves and not state.under_way:
        return [Finish()]
    return moves


def _move(definition: Definition, state: State, key: str) -> Move | None:
    visit = state.steps.get(key)
    if visit is None or visit.past:
        number = visit.number + 1 if visit else 1
        return Arrive(key, number) if paths.reached(definition, state, key) else None
    if visit.state is StepState.RUNNING:
        return _work(key, state)
    return Branch(key) if paths.branches(definition, state, key) else None


def _work(key: str, state: State) -> Move:
    visit = state.steps[key]
    open_call = next((name for name, call in visit.calls.items() if call.state == "intended"), None)
    return Recover(key, visit.number, open_call) if open_call else Perform(key, visit.number, visit.attempt)
