"""Changes of a drawing, from one definition to the next; its links stay a line."""

from collections.abc import Sequence

from fields.types import Field, key_for
from orchestrator.engine.definition import (
    END,
    RUN,
    START,
    AgentStep,
    Definition,
    Input,
    PersonStep,
    ToolStep,
    in_line,
    known_fields,
)

AnyStep = AgentStep | ToolStep | PersonStep
TAKEN = (RUN, START, END)


def place_of(definition: Definition, key: str) -> int:
    """Where a step stands, counted from 0; after the last where it is not there."""
    return next((place for place, step in enumerate(definition.steps) if step.key == key), len(definition.steps))


def in_order(definition: Definition, steps: Sequence[AnyStep]) -> Definition:
    """The drawing with these steps, one after the other."""
    return definition.model_copy(update={"steps": list(steps), "links": in_line(list(steps))})


def put(definition: Definition, step: AnyStep, place: int | None = None) -> Definition:
    """The drawing with a step in the place of the one with its key, else put in at `place` (the end where none)."""
    steps = list(definition.steps)
    old = place_of(definition, step.key)
    if old < len(steps):
        steps[old] = step
    else:
        steps.insert(len(steps) if place is None else max(place, 0), step)
    return in_order(definition, steps)


def without(definition: Definition, key: str) -> Definition:
    """The drawing without a step; what picked from it is left for the check to name."""
    return in_order(definition, [step for step in definition.steps if step.key != key])


def moved(definition: Definition, key: str, by: int) -> Definition:
    """The drawing with a step some places further down (or, below 0, up)."""
    steps, place = list(definition.steps), place_of(definition, key)
    if place < len(steps):
        step = steps.pop(place)
        steps.insert(max(place + by, 0), step)
    return in_order(definition, steps)


def fresh_key(definition: Definition, name: str) -> str:
    """A key for a new step."""
    return key_for(name, [*TAKEN, *(step.key for step in definition.steps)])


def known_before(definition: Definition, place: int) -> dict[str, Field]:
    """Every field that may be picked by a step at this place; the shapes must be resolved."""
    return known_fields(in_order(definition, definition.steps[:place]))


def shown_to_person(paths: Sequence[str], known: dict[str, Field]) -> tuple[list[Field], dict[str, Input]]:
    """What a person step takes, and where from, for picked paths; a path that is gone is left out."""
    takes: list[Field] = []
    inputs: dict[str, Input] = {}
    for path in paths:
        if path in known:
            key = key_for(path, inputs)
            takes.append(known[path].model_copy(update={"key": key, "required": False, "template": ""}))
            inputs[key] = Input(path=path)
    return takes, inputs


def kept_true(definition: Definition) -> Definition:
    """The drawing with what its people are shown as those fields are called and typed now."""
    steps: list[AnyStep] = []
    for place, step in enumerate(definition.steps):
        if isinstance(step, PersonStep):
            known = known_before(definition, place)
            takes = [_as_now(field, step.inputs.get(field.key, Input()).path, known) for field in step.takes]
            steps.append(step.model_copy(update={"takes": takes}))
        else:
            steps.append(step)
    return definition.model_copy(update={"steps": steps})


def _as_now(field: Field, path: str, known: dict[str, Field]) -> Field:
    source = known.get(path)
    if source is None:
        return field
    return source.model_copy(update={"key": field.key, "required": False, "template": ""})
