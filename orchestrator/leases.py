"""Who carries which step of a run, as its row keeps it: `triage=worker:5 check=worker:6`."""

from collections.abc import Callable

from orchestrator.engine.moves import Cancel, Move, Perform, Recover
from orchestrator.engine.state import State, StepState

Held = dict[str, str]


def parse(text: str) -> Held:
    """Give the lease of each step that somebody carries."""
    return dict(part.split("=", maxsplit=1) for part in text.split() if "=" in part)


def written(held: Held) -> str:
    """Give the text for the row."""
    return " ".join(f"{step}={lease}" for step, lease in held.items())


def kept(held: Held, state: State) -> Held:
    """Give the leases of the steps that still work: the others were let go with their last line."""
    return {step: lease for step, lease in held.items() if step in state.steps and at_work(state, step)}


def at_work(state: State, step: str) -> bool:
    """Say whether a step has a worker's hands on it."""
    visit = state.steps[step]
    return visit.state is StepState.RUNNING and not visit.past


def loose(moves: list[Move], held: Held) -> bool:
    """Say whether something could move that nobody carries; a run that is stopped lets its workers end first."""
    return any(not _carried(move, held) for move in moves)


def _carried(move: Move, held: Held) -> bool:
    return bool(held) if isinstance(move, Cancel) else isinstance(move, Perform | Recover) and move.step in held


def mine(moves: list[Move], held: Held, lease: str, alive: Callable[[str], bool]) -> Move | None:
    """Give what the holder of this lease does next: what takes no time first, then a step nobody living carries."""
    taken = {step for step, other in held.items() if other != lease and alive(other)}
    for move in sorted(moves, key=lambda each: isinstance(each, Perform)):
        if isinstance(move, Perform | Recover):
            if move.step not in taken:
                return move
        elif not (taken and isinstance(move, Cancel)):
            return move
    return None
