"""A run's journal as sentences by day, with the record each one follows from."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from agents.models import Tool
from governance.models import Record
from governance.queries import trail_of_run
from governance.trail.sentences import say_all
from orchestrator.models import Run, Workflow
from orchestrator.queries.runs_words import DECIDED, FAILURES, LIMITS, REASONS, Word


@dataclass(frozen=True)
class TrailLine:
    """One record, its sentence, and the number of the record that led to it."""

    record: Record
    sentence: SafeString
    cause: int = 0


def lines_of_run(run: Run) -> list[tuple[object, list[TrailLine]]]:
    """The records of a run grouped by day."""
    lines = [TrailLine(line.record, line.sentence, _cause(line.record)) for line in say_all(trail_of_run(run.pk))]
    return [(day, list(rows)) for day, rows in groupby(lines, key=lambda line: localtime(line.record.at).date())]


def _cause(record: Record) -> int:
    stream, _hash, number = (record.cause or "").partition("#")
    follows = stream == record.stream and number.isdigit() and int(number) != record.number - 1
    return int(number) if follows else 0


def _words(known: Mapping[Any, Word]) -> Any:
    def resolve(wanted: set[Any]) -> dict[Any, str]:
        return {each: str(known.get(each, str(each).replace("_", " "))) for each in wanted}

    return resolve


def _tools(calls: set[Any]) -> dict[Any, str]:
    """Calls are named after the tool's id: "12.1" is the first call of tool 12 in its visit."""
    numbers = {call: int(call.partition(".")[0]) for call in calls if str(call).partition(".")[0].isdigit()}
    names = dict(Tool.objects.filter(pk__in=set(numbers.values())).values_list("pk", "name"))
    return {call: names[number] for call, number in numbers.items() if number in names}


def _workflows(ids: set[Any]) -> Mapping[Any, str]:
    return dict(Workflow.objects.filter(pk__in=ids).values_list("pk", "name"))


# Facts that are words of our own, in the reader's; and names for what is kept by its number.
RESOLVERS = {
    "workflow": _workflows,
    "call": _tools,
    "reason": _words(REASONS),
    "decision": _words(DECIDED),
    "failure": _words(FAILURES),
    "limit": _words(LIMITS),
}
