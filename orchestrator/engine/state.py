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
MOVING = frozenset({RunState.QUEUED, RunState.RUNNING, RunState.WAITING})


class StepState(StrEnum):
    """Where a visit stands."""

    RUNNING = "running"
    RETRYING = "retrying"
    WAITING = "waiting"
    FINISHED = "finished"
    SKIPPED = "skipped"
    RETURNED = "returned"
    FAILED = "failed"


AT_WORK = frozenset({StepState.RUNNING, StepState.RETRYING, StepState.WAITING})


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
    TOO_FEW = "too_few"


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
    Reason.TOO_FEW: (Decision.ALLOW, Decision.STOP),
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


class Waiting(Frozen):
    """Why a visit does not move: an escalation's reason, or a timer (seconds to wait from when it was set)."""

    reason: Reason | None = None
    seconds: float | None = None
    call: str = ""
    asked: str = ""
    limit: str = ""


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
    waiting: Waiting | None = None
    reserved: int = 0  # tokens promised to a call under way
    past: bool = False  # the walk went back before this step: it is still to come, under the next number


class Used(Frozen):
    """What the run has used of its limits so far."""

    steps: int = 0
    tokens: int = 0
    tool_calls: int = 0
    cost_micros: int = 0
    milliseconds: int = 0


class State(Frozen):
    """A run, folded: bounded by the size of its drawing, not by the length of its journal."""

    run: RunState = RunState.QUEUED
    at: str = ""  # the step that is looked at: several may be under way at once
    given: str | None = None
    notes: dict[str, str] = {}  # a reviewer's note for the next visit of a step
    steps: dict[str, Visit] = {}
    links: dict[str, bool] = {}  # which links were taken, of those it is known of
    used: Used = Used()
    more: dict[str, int] = {}  # limits a person raised, by this much
    outcome: str = ""

    @property
    def visit(self) -> Visit:
        """The visit that is looked at; KeyError where the walk has not been there."""
        return self.steps[self.at]

    @property
    def waiting(self) -> Waiting | None:
        """Why the visit that is looked at does not move; None where it does."""
        return self.visit.waiting if self.at in self.steps else None

    @property
    def waits(self) -> dict[str, Waiting]:
        """All that waits, by step."""
        return {key: visit.waiting for key, visit in self.steps.items() if visit.waiting is not None}

    @property
    def under_way(self) -> list[str]:
        """The steps that work or wait."""
        return [key for key, visit in self.steps.items() if visit.state in AT_WORK and not visit.past]

    @property
    def reserved(self) -> int:
        """The tokens promised to all calls under way."""
        return sum(visit.reserved for visit in self.steps.values())

    def been(self, key: str) -> bool:
        """Say whether the walk has reached this step and has not gone back before it since."""
        return key in self.steps and not self.steps[key].past

    def looking_at(self, key: str) -> "State":
        """Give this state with the eye on a step."""
        return self if key == self.at else self.model_copy(update={"at": key})

    def with_visit(self, **changes: Any) -> "State":
        """Give this state with the visit that is looked at changed."""
        return self.with_step(self.at, self.visit.model_copy(update=changes))

    def with_step(self, key: str, visit: Visit) -> "State":
        """Give this state with this visit of a step; the run waits when all that is under way does."""
        steps = {**self.steps, key: visit}
        states = {each.state for each in steps.values() if not each.past}
        rests = bool(states & AT_WORK) and StepState.RUNNING not in states
        changed = self.model_copy(update={"steps": steps})
        return changed.to(RunState.WAITING if rests else RunState.RUNNING) if self.run in MOVING else changed

    def to(self, new: RunState, **changes: Any) -> "State":
        """Give this state moved on; IllegalMove where the table says no."""
        if new is not self.run and new not in LEGAL[self.run]:
            raise IllegalMove(self.run, new)
        return self.model_copy(update={"run": new, **changes})
