"""Is this drawing sound? Problems in plain words, each with the step or link it is about."""

from fields.sentences import sentence as _
from orchestrator.engine.checking.drawing import drawing
from orchestrator.engine.checking.ends import ends
from orchestrator.engine.checking.forks import joins, leaving
from orchestrator.engine.checking.inputs import fits, work
from orchestrator.engine.checking.problem import Problem
from orchestrator.engine.checking.ways import Ways
from orchestrator.engine.definition import START, Definition, WorkStep

__all__ = ["Problem", "check", "fits", "ruled", "sound"]


def check(definition: Definition) -> list[Problem]:
    """Give every problem of a drawing whose shapes are resolved; no error among them means it may be published."""
    if not definition.steps:
        return [Problem("", "steps", _("Add at least one step.")), *ends(Ways(definition))]
    ways = Ways(definition)
    problems = [*drawing(ways), *leaving(ways, START)]
    for key in ways.order:
        if isinstance(step := ways.steps[key], WorkStep):
            problems.extend(work(ways, step))
        problems.extend(leaving(ways, key))
    return [*problems, *joins(ways), *ends(ways)]


def sound(problems: list[Problem]) -> bool:
    """Say whether these problems leave the drawing fit to run."""
    return not any(problem.severity == "error" for problem in problems)


def ruled(definition: Definition, key: str) -> bool:
    """Say whether a step is only done when a rules agent or a person said so, there or on every way to it."""
    return Ways(definition).ruled(key)
