"""Do the ends of a workflow read what is there?"""

from collections.abc import Iterator

from fields.sentences import sentence as _
from fields.types import Field, FieldType
from orchestrator.engine.checking.problem import Problem
from orchestrator.engine.checking.ways import Ways
from orchestrator.engine.definition import End, EndStep


def ends(ways: Ways) -> Iterator[Problem]:
    """Give what is wrong with the named ends and with the end of the workflow itself."""
    for key in ways.order:
        if isinstance(step := ways.steps[key], EndStep):
            yield from _end(step.end, key, ways.all_known(key, _asked(step.end)))
    # The workflow's own end is also where a run stops that nothing leads on, so it may read from every step.
    own = ways.definition.end
    yield from _end(own, "", {path: ways.fields[path] for path in _asked(own) if path in ways.fields})


def _asked(end: End) -> list[str]:
    return [path for path in (end.outcome_path, *end.results) if path]


def _end(end: End, key: str, known: dict[str, Field]) -> Iterator[Problem]:
    path = end.outcome_path
    if path and path not in known:
        gone = _("The outcome is picked from a field that is not there. Pick it again.")
        yield Problem(key, "end.outcome_path", gone)
    elif path and known[path].type not in (FieldType.CHOICE, FieldType.TEXT):
        yield Problem(key, "end.outcome_path", _("The outcome must be a choice or a short text."))
    for index, result in enumerate(end.results):
        if result not in known:
            gone = _("A result is picked from a field that is not there. Pick it again.")
            yield Problem(key, f"end.results.{index}", gone)
