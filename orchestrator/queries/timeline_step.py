"""The chosen step of a run: what it was given, what it decided and why, what it did."""

from dataclasses import dataclass, field
from typing import Any

from orchestrator.engine.definition import PersonStep, Shape
from orchestrator.engine.state import StepState
from orchestrator.models import Escalation, Step
from orchestrator.queries.runs_words import DECIDED, Look, Word, step_look
from orchestrator.queries.timeline import Walk, skipped_because, tool_of
from orchestrator.queries.timeline_calls import Attempt, Call, Line, attempts, calls, lines_of_step
from orchestrator.queries.timeline_reasons import why
from orchestrator.queries.timeline_transcript import Said, transcript
from orchestrator.queries.timeline_values import Value, origins_of, values_of


@dataclass(frozen=True)
class Ruling:
    """What a reviewer decided about a step."""

    who: str
    did: Word
    at: Any
    note: str = ""


@dataclass
class Shown:
    """One visit, or a step still to come, ready to be shown."""

    place: str
    name: str
    look: Look
    kind: str = ""
    step: Step | None = None
    waits: str = ""
    skipped: str = ""
    instructions: str = ""
    given: list[Value] = field(default_factory=list)
    gave: list[Value] = field(default_factory=list)
    proposed: bool = False
    why: str = ""
    note: str = ""
    calls: list[Call] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    transcript: list[Said] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    erased: bool = False

    @property
    def ahead(self) -> bool:
        """Whether the run has not come here."""
        return self.step is None

    @property
    def rules(self) -> bool:
        """Whether a table decided: certain, or without a row."""
        return self.kind == "agent" and self.step is not None and not self.step.model

    @property
    def seconds(self) -> float | None:
        """How long the work took."""
        return self.step.milliseconds / 1000 if self.step and self.step.milliseconds else None


def shown(walk: Walk, place: str) -> Shown:
    """Everything there is to show of a step; payloads in two queries, records in one."""
    key, _dot, number = place.rpartition(".")
    stop = walk.stop(key)
    visit = walk.visit(key, int(number)) if number.isdigit() else None
    kind = stop.kind if stop else ""
    if visit is None:
        return Shown(place, walk.name(key), Look("ahead"), kind, instructions=getattr(stop, "instructions", ""))
    case = walk.case_at(visit)
    detail = Shown(place, walk.name(key), step_look(visit, case), kind, visit, erased=walk.erased)
    if visit.state == StepState.SKIPPED:
        detail.skipped = skipped_because(walk, visit)
    if case:
        detail.waits = why(case, walk.name(key), tool_of(case))
    if isinstance(stop, PersonStep):
        detail.instructions = stop.instructions
    _fill(walk, detail, visit)
    return detail


def _fill(walk: Walk, detail: Shown, visit: Step) -> None:
    stop = walk.stop(visit.key)
    shape = walk.definition.shapes.get(visit.key, Shape())
    opened = walk.open_all([visit.given, visit.gave, visit.transcript])
    lines = lines_of_step(walk, visit.key, visit.visit)
    origins = origins_of(walk.definition, stop) if stop else {}
    gave = opened.get(visit.gave or "", {})
    detail.given = values_of(shape.takes, opened.get(visit.given or "", {}), origins)
    detail.gave = values_of(shape.gives, gave)
    detail.why = gave.get("why", "")
    detail.proposed = visit.state == StepState.WAITING and bool(detail.gave)
    detail.transcript = transcript(opened.get(visit.transcript or "", {}).get("messages", []))
    detail.calls, detail.attempts = calls(lines), attempts(lines)
    detail.rulings = _rulings(walk, visit, lines)


def _rulings(walk: Walk, visit: Step, lines: list[Line]) -> list[Ruling]:
    notes = [line.payload.get("note", "") for line in lines if line.kind == "escalation.resolved"]
    decided: list[Escalation] = [
        case
        for case in walk.cases
        if (case.step, case.visit) == (visit.key, visit.visit) and case.decided_by and case.decision
    ]
    padded = [*notes, *[""] * len(decided)]
    return [
        Ruling(case.decided_by.name, DECIDED.get(case.decision, case.decision), case.decided_at, note)
        for case, note in zip(decided, padded, strict=False)
        if case.decided_by is not None
    ]
