"""Keys and names of what is new in a drawing, and what steps call one another."""

import re
from collections.abc import Mapping

from fields.conditions import Condition, all_rows
from fields.types import key_for
from orchestrator.engine.definition import RUN, AnyStep, Definition, EndStep, Input, WorkStep
from orchestrator.engine.graph import END, START

CHIP = re.compile(r"\{([a-z][a-z0-9_]{0,62})\.")
PATHS = re.compile(r"\{([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)\}")
NUMBERED = re.compile(r"^(.*?) (\d{1,6})$")


def fresh_key(definition: Definition, name: str) -> str:
    """A key for a new step."""
    return key_for(name, [RUN, START, END, *(step.key for step in definition.steps)])


def fresh_name(definition: Definition, name: str) -> str:
    """A name for another step of this kind: "Research" is followed by "Research 2"."""
    taken = {step.name for step in definition.steps}
    if name not in taken:
        return name
    found = NUMBERED.match(name)
    stem = (found.group(1) if found else name)[:190]
    return next(each for number in range(2, len(taken) + 3) if (each := f"{stem} {number}") not in taken)


def renamed(step: AnyStep, keys: Mapping[str, str]) -> AnyStep:
    """The step with what it picks from some steps picked from others instead."""
    if isinstance(step, EndStep):
        end = step.end.model_copy(
            update={
                "outcome_path": moved_path(step.end.outcome_path, keys),
                "results": [moved_path(path, keys) for path in step.end.results],
            }
        )
        return step.model_copy(update={"end": end})
    if not isinstance(step, WorkStep):
        return step
    inputs = {key: _input(given, keys) for key, given in step.inputs.items()}
    return step.model_copy(update={"inputs": inputs, "only_when": renamed_condition(step.only_when, keys)})


def _input(given: Input, keys: Mapping[str, str]) -> Input:
    text = CHIP.sub(lambda found: f"{{{keys.get(found.group(1), found.group(1))}.", given.text)
    return given.model_copy(update={"path": moved_path(given.path, keys), "text": text})


def moved_path(path: str, keys: Mapping[str, str]) -> str:
    """The path `triage.category` with another step in it."""
    origin, dot, field = path.partition(".")
    return f"{keys.get(origin, origin)}{dot}{field}"


def renamed_condition(condition: Condition | None, keys: Mapping[str, str]) -> Condition | None:
    """The condition, asking about other steps."""
    if condition is None:
        return None
    document = condition.model_dump()
    for part in (document, *document["groups"]):
        for row in part["rows"]:
            row["field"] = moved_path(row["field"], keys)
    return Condition.model_validate(document)


def paths_of(condition: Condition | None) -> list[str]:
    """The paths a condition asks about."""
    return [row.field for row in all_rows(condition)] if condition else []


def picked_paths(thing: AnyStep | Condition | None) -> list[str]:
    """Every path a step picks from or asks about, or a condition asks about."""
    if isinstance(thing, EndStep):
        return [path for path in (thing.end.outcome_path, *thing.end.results) if path]
    if not isinstance(thing, WorkStep):
        return paths_of(thing if isinstance(thing, Condition) else None)
    picked = [path for given in thing.inputs.values() for path in (given.path, *PATHS.findall(given.text)) if path]
    return [*picked, *paths_of(thing.only_when)]
