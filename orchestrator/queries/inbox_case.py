"""One case with everything a reviewer needs to decide it, on one screen."""

from dataclasses import dataclass, field
from typing import Any

from orchestrator.engine.definition import RUN, Shape
from orchestrator.engine.limits import allowed
from orchestrator.engine.state import Reason
from orchestrator.models import Escalation, Step
from orchestrator.queries.runs_about import in_words
from orchestrator.queries.timeline import Walk, tool_number, tool_of
from orchestrator.queries.timeline_calls import Attempt, Call, attempts, calls, lines_of_step, named
from orchestrator.queries.timeline_reasons import limit_word, why
from orchestrator.queries.timeline_values import Value, origins_of, values_of


@dataclass(frozen=True)
class Earlier:
    """What an earlier step gave."""

    name: str
    place: str
    values: list[Value]
    confidence: float | None


@dataclass
class Case:
    """A case, opened."""

    row: Escalation
    walk: Walk
    name: str
    why: str
    title: str = ""
    step: Step | None = None
    instructions: str = ""
    sentence: str = ""
    request: list[Value] = field(default_factory=list)
    given: list[Value] = field(default_factory=list)
    proposal: list[Value] = field(default_factory=list)
    because: str = ""
    asked: tuple[str, list[tuple[str, str]]] | None = None
    calls: list[Call] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)

    @property
    def quotes(self) -> list[Value]:
        """Long texts from outside, whole, unless the title says all of them."""
        return [each for each in self.request if each.quoted and " ".join(str(each.value).split()) != self.title]

    @property
    def request_here(self) -> list[Value]:
        """The rest of the request."""
        return [each for each in self.request if not each.quoted]

    @property
    def given_here(self) -> list[Value]:
        """What the step was given beside the request itself."""
        return [each for each in self.given if each.labels.source != RUN]

    @property
    def shape(self) -> Shape:
        """What the step takes and gives."""
        return self.walk.definition.shapes.get(self.row.step, Shape())

    @property
    def is_open(self) -> bool:
        """Whether it can still be decided."""
        return self.row.state != "resolved"

    @property
    def limit(self) -> dict[str, Any]:
        """How much of the limit is used and allowed."""
        name = str(self.row.facts.get("limit", ""))
        state = self.walk.state
        used = state.used.milliseconds // 60_000 if name == "minutes" else getattr(state.used, name, None)
        most = allowed(self.walk.definition, state, name) if name else None
        return {"word": limit_word(self.row), "used": used, "most": most, "money": name == "cost_micros"}


def opened_case(row: Escalation) -> Case:
    """Read a case: about eight queries, payloads in three."""
    walk = Walk(row.run)
    stop = walk.stop(row.step)
    case = Case(row, walk, walk.name(row.step), why(row, walk.name(row.step), tool_of(row)))
    case.step = walk.visit(row.step, row.visit)
    case.instructions = getattr(stop, "instructions", "")
    opened = walk.open_all(_refs(walk, row, case.step))
    _about_the_request(walk, case, opened)
    _about_the_step(walk, case, opened)
    case.earlier = _earlier(walk, row, opened)
    return case


def _refs(walk: Walk, row: Escalation, step: Step | None) -> list[str | None]:
    of_step = [step.given, step.gave, step.detail] if step else []
    return [walk.state.given, row.payload, *of_step, *(visit.gave for visit in walk.state.steps.values())]


def _about_the_request(walk: Walk, case: Case, opened: dict[str, Any]) -> None:
    case.request = values_of(walk.definition.inputs, opened.get(walk.state.given or "", {}))
    case.title = in_words(walk.definition.inputs, {each.field.key: each.value for each in case.request})


def _about_the_step(walk: Walk, case: Case, opened: dict[str, Any]) -> None:
    row, stop = case.row, walk.stop(case.row.step)
    payload = opened.get(row.payload or "", {})
    lines = lines_of_step(walk, row.step, row.visit)
    case.calls, case.attempts = calls(lines), attempts(lines)
    if case.step and stop:
        origins = origins_of(walk.definition, stop)
        case.given = values_of(case.shape.takes, opened.get(case.step.given or "", {}), origins)
        case.sentence = opened.get(case.step.detail or "", {}).get("sentence", "")
    case.sentence = payload.get("sentence", "") or case.sentence
    if row.reason == Reason.LOW_CONFIDENCE:
        case.proposal, case.because = values_of(case.shape.gives, payload), payload.get("why", "")
    if "request" in payload:
        case.asked = _asked(row, payload["request"])


def _asked(row: Escalation, request: dict[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    from agents.models import Tool

    tool = Tool.objects.filter(pk=tool_number(str(row.facts.get("call", "")))).first()
    return str(request.get("tool", "")), named(request.get("arguments", {}), tool.input_fields if tool else [])


def _earlier(walk: Walk, row: Escalation, opened: dict[str, Any]) -> list[Earlier]:
    found = []
    for key in walk.definition.graph.before(row.step):
        visit = walk.state.steps.get(key)
        shape = walk.definition.shapes.get(key, Shape())
        if visit is None or visit.gave is None or not (values := values_of(shape.gives, opened.get(visit.gave, {}))):
            continue
        step = walk.visit(key, visit.number)
        sure = step.confidence if step and step.model else None
        found.append(Earlier(walk.name(key), f"{key}.{visit.number}", values, sure))
    return found
