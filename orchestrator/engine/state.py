"""What is known of a run: its state and its steps' states, folded from the journal. References only, never values."""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict


class RunState(StrEnum):
    """Where a run stands."""

    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    CANCELLING = "cancelling"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


LEGAL: dict[RunState, frozenset[RunState]] = {
    RunState.QUEUED: frozenset({RunState.RUNNING, RunState.CANCELLING, RunState.CANCELLED}),
    RunState.RUNNING: frozenset(
        {RunState.WAITING, RunState.DONE, RunState.FAILED, RunState.CANCELLING, RunState.CANCELLED}
    ),
    RunState.WAITING: frozenset({RunState.RUNNING, RunState.FAILED, RunState.CANCELLING, RunState.CANCELLED}),
    RunState.CANCELLING: frozenset({RunState.CANCELLED}),
    RunState.DONE: frozenset(),
    RunState.FAILED: frozenset(),
    RunState.CANCELLED: frozenset(),
}
TERMINAL = frozenset(state for state, further in LEGAL.items() if not further)


class StepState(StrEnum):
    """Where a visit stands."""

    RUNNING = "running"
    RETRYING = "retrying"
    WAITING = "waiting"
    FINISHED = "finished"
    SKIPPED = "skipped"
    RETURNED = "returned"
    FAILED = "failed"


class Reason(StrEnum):
    """Why a run waits for a person."""

    PERSON_STEP = "person_step"
    LOW_CONFIDENCE = "low_confidence"
    FAILED = "failed"
    HANDOFF = "handoff"
    DOUBTFUL = "doubtful"
    POLICY = "policy"
    LIMIT = "limit"
    SENSITIVE = "sensitive"
    CONFIRM = "confirm"


class Decision(StrEnum):
    """What a reviewer may decide."""

    APPROVE = "approve"
    CORRECT = "correct"
    ALLOW = "allow"
    DECLINE = "decline"
    RETRY = "retry"
    HAPPENED = "happened"
    MORE = "more"
    SEND_BACK = "send_back"
    STOP = "stop"


# What fits which case: an approval needs something to approve, "it happened" needs a doubt.
DECISIONS: dict[Reason, tuple[Decision, ...]] = {
    Reason.PERSON_STEP: (Decision.APPROVE, Decision.SEND_BACK, Decision.STOP),
    Reason.LOW_CONFIDENCE: (Decision.APPROVE, Decision.CORRECT, Decision.SEND_BACK, Decision.STOP),
    Reason.FAILED: (Decision.RETRY, Decision.CORRECT, Decision.SEND_BACK, Decision.STOP),
    Reason.HANDOFF: (Decision.CORRECT, Decision.SEND_BACK, Decision.STOP),
    Reason.DOUBTFUL: (Decision.HAPPENED, Decision.RETRY, Decision.STOP),
    Reason.POLICY: (Decision.RETRY, Decision.SEND_BACK, Decision.STOP),
    Reason.LIMIT: (Decision.MORE, Decision.STOP),
    Reason.SENSITIVE: (Decision.ALLOW, Decision.SEND_BACK, Decision.STOP),
    Reason.CONFIRM: (Decision.ALLOW, Decision.DECLINE, Decision.STOP),
}


class IllegalMove(Exception):
    """A run was told to go where its state does not lead."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"A run that is {old} cannot become {new}.")
        self.old, self.new = old, new


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Call(Frozen):
    """One outside call of a visit: its tool, a digest of what was asked, and how far it got."""

    tool: int
    asked: str
    state: str = "intended"  # intended | done | unknown
    ref: str | None = None


class Visit(Frozen):
    """The latest visit of a step."""

    number: int = 1
    state: StepState = StepState.RUNNING
    attempt: int = 1
    given: str | None = None
    gave: str | None = None
    proposal: str | None = None
    note: str | None = None
    allowed: tuple[str, ...] = ()  # digests of what a person said yes to: another request needs another yes
    declined: tuple[str, ...] = ()
    calls: dict[str, Call] = {}


class Used(Frozen):
    """What the run has used of its limits so far; `reserved` tokens are promised to a call under way."""

    steps: int = 0
    tokens: int = 0
    reserved: int = 0
    tool_calls: int = 0
    cost_micros: int = 0
    milliseconds: int = 0


class Waiting(Frozen):
    """Why nothing moves: an escalation's reason, or a timer (seconds to wait from when it was set)."""

    reason: Reason | None = None
    seconds: float | None = None
    call: str = ""
    asked: str = ""
    limit: str = ""


class State(Frozen):
    """A run, folded: bounded by the number of steps, not by the length of its journal."""

    run: RunState = RunState.QUEUED
    at: str = ""
    arrived: bool = False
    given: str | None = None
    note: str | None = None  # a reviewer's note for the next visit
    steps: dict[str, Visit] = {}
    used: Used = Used()
    more: dict[str, int] = {}  # limits a person raised, by this much
    waiting: Waiting | None = None
    outcome: str = ""

    @property
    def visit(self) -> Visit:
        """The visit the run is at; KeyError before it arrived anywhere."""
        return self.steps[self.at]

    def with_visit(self, **changes: Any) -> "State":
        """Give this state with the visit under way changed."""
        return self.model_copy(update={"steps": {**self.steps, self.at: self.visit.model_copy(update=changes)}})

    def to(self, new: RunState, **changes: Any) -> "State":
        """Give this state moved on; IllegalMove where the table says no."""
        if new is not self.run and new not in LEGAL[self.run]:
            raise IllegalMove(self.run, new)
        return self.model_copy(update={"run": new, **changes})
