"""What can happen to a run: what the shell tells the core, and the events the core answers with.

What happens to a step is told with the step's key beside it: several may be under way at once.
"""

from dataclasses import dataclass, field
from typing import Any

from orchestrator.engine.state import Decision, Reason


@dataclass(frozen=True, slots=True)
class Event:
    """One line for the journal: `facts` are small and never personal; `payload` is sealed, `ref` then names it."""

    kind: str
    step: str = ""
    visit: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    payload: dict[str, Any] | None = None
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """Somebody started the run with these values."""

    payload: dict[str, Any]
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """The walk reached the next step and its inputs were gathered; `failure` where the contract is not met."""

    payload: dict[str, Any]
    conditioned: bool = False
    failure: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassedBy:
    """The next step's condition does not hold."""

    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Branched:
    """The conditions of a step's links were asked: these are taken."""

    taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """An agent, tool or person gave the step's output."""

    payload: dict[str, Any]
    confidence: float = 1.0
    threshold: float = 0.0
    tokens: int = 0
    cost_micros: int = 0
    milliseconds: int = 0
    model: str = ""
    transcript: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """An attempt failed: class, what can be said of it, whether trying again can help."""

    failure: str
    payload: dict[str, Any]
    again: bool = True
    milliseconds: int = 0
    tokens: int = 0
    cost_micros: int = 0


@dataclass(frozen=True, slots=True)
class Intended:
    """A call is about to leave the house."""

    call: str
    tool: int
    revision: int
    asked: str
    payload: dict[str, Any]
    tokens: int = 0  # what the turn has used so far, in case it has to stop here
    cost_micros: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """A call came back (`known`), or nobody can say whether it took effect.

    `repeat` where doing it twice is safe, `failed` where it is known to have had no effect.
    """

    call: str
    known: bool
    payload: dict[str, Any]
    repeat: bool = False
    failed: bool = False
    tokens: int = 0
    cost_micros: int = 0


@dataclass(frozen=True, slots=True)
class Halted:
    """The step cannot go on without a person: a right is missing, a limit is reached, a yes is needed."""

    reason: Reason
    payload: dict[str, Any]
    call: str = ""
    asked: str = ""
    limit: str = ""
    tokens: int = 0
    cost_micros: int = 0


@dataclass(frozen=True, slots=True)
class Woken:
    """The timer fired."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A reviewer took the case (or gave it back)."""

    freed: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """A reviewer decided: `payload` holds corrected or filled-in values and the note."""

    decision: Decision
    payload: dict[str, Any]
    to: str = ""
    has_output: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """The walk reached the end; the outcome was read from the values."""

    outcome: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CancelAsked:
    """Somebody wants the run stopped; `idle` where nobody carries it right now."""

    idle: bool
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CancelDue:
    """Whoever carried the run has let go of it, or its time to do so is over."""


Happening = (
    Started
    | Arrived
    | PassedBy
    | Branched
    | Answered
    | Failed
    | Intended
    | Settled
    | Halted
    | Woken
    | Claimed
    | Resolved
    | Ended
    | CancelAsked
    | CancelDue
)
