"""What a step did outside: its tool calls as the journal tells them, and its attempts that failed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from agents.models import Tool
from fields.types import Field
from governance.queries import trail_of_run
from governance.trail.reading import facts_of
from orchestrator.queries.runs_words import Look, failure_word
from orchestrator.queries.timeline import Walk, tool_number

KINDS = ("tool.intended", "tool.done", "tool.failed", "tool.unknown", "step.attempt_failed", "escalation.resolved")


@dataclass(frozen=True)
class Line:
    """One record of a step with its facts, and its payload where it is not erased."""

    kind: str
    at: datetime
    facts: dict[str, Any]
    ref: str | None
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Attempt:
    """One try of a step that failed."""

    number: int
    why: str
    sentence: str
    at: datetime
    seconds: float
    transcript: list[Any]


@dataclass
class Call:
    """One outside call: what was asked and what came of it."""

    name: str
    title: str
    changes: bool
    tries: int = 0
    state: str = "intended"
    sentence: str = ""
    seconds: float | None = None
    request: list[tuple[str, str]] = field(default_factory=list)
    answer: list[tuple[str, str]] = field(default_factory=list)
    wire: str = ""
    by_person: bool = False

    @property
    def look(self) -> Look:
        """How the call stands."""
        words = {
            "intended": Look("running", _("On its way")),
            "done": Look("finished", _("Confirmed by a person") if self.by_person else _("Answered")),
            "failed": Look("failed", _("Refused")),
            "unknown": Look("doubtful", _("Nobody knows")),
        }
        return words[self.state]

    @property
    def say(self) -> str:
        """The request in one line."""
        return " · ".join(f"{name} {value}" for name, value in self.request)


def lines_of_step(walk: Walk, key: str, visit: int) -> list[Line]:
    """The records of one visit that tell what it did, their payloads opened in one go."""
    records = trail_of_run(walk.run.pk).filter(kind__in=KINDS)
    told = [(record, facts_of(record)) for record in records]
    mine = [(record, facts) for record, facts in told if (facts.get("step"), facts.get("visit")) == (key, visit)]
    opened = walk.open_all([record.payload_id for record, _facts in mine])
    return [
        Line(record.kind, record.at, facts, record.payload_id, opened.get(record.payload_id or "", {}))
        for record, facts in mine
    ]


def attempts(lines: Iterable[Line]) -> list[Attempt]:
    """The tries that failed, in order."""
    return [
        Attempt(
            line.facts.get("attempt", 1),
            failure_word(line.facts.get("failure", "")),
            line.payload.get("sentence", ""),
            line.at,
            line.facts.get("ms", 0) / 1000,
            line.payload.get("transcript", []),
        )
        for line in lines
        if line.kind == "step.attempt_failed"
    ]


def calls(lines: Sequence[Line]) -> list[Call]:
    """The calls of a visit, each with its last known state."""
    told = [line for line in lines if line.kind.startswith("tool.")]
    tools = Tool.objects.in_bulk({tool_number(line.facts["call"]) for line in told})
    found: dict[str, Call] = {}
    for line in told:
        name = line.facts["call"]
        tool = tools.get(tool_number(name))
        title = str(line.payload.get("request", line.payload).get("tool") or (tool.name if tool else _("A tool")))
        call = found.setdefault(name, Call(name, title, tool.changes if tool else False))
        _follow(call, line, tool)
    return list(found.values())


def _follow(call: Call, line: Line, tool: Tool | None) -> None:
    call.state = line.kind.removeprefix("tool.")
    if call.state == "intended":
        call.tries += 1
        call.request = named(line.payload.get("arguments", {}), tool.input_fields if tool else [])
        return
    payload = line.payload
    call.by_person = bool(line.facts.get("by_person"))
    call.sentence = payload.get("sentence", "")
    call.seconds = payload["milliseconds"] / 1000 if "milliseconds" in payload else None
    call.answer = named(payload.get("output", {}), tool.output_fields if tool else [])
    if "exchange" in payload:
        call.wire = json.dumps(payload["exchange"], indent=2, ensure_ascii=False)


def named(values: Mapping[str, Any], fields: Sequence[Field]) -> list[tuple[str, str]]:
    """Plain values with the names of their fields."""
    known = {each.key: each for each in fields}
    return [
        (known[key].name, known[key].display(value))
        if key in known
        else (key.replace("_", " ").capitalize(), str(value))
        for key, value in values.items()
        if value is not None
    ]
