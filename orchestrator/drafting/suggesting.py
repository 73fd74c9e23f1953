"""Where the values of a step likely come from: picked once, when the walk first reaches a step nobody said it of."""

from collections.abc import Mapping, Sequence

from fields.types import Field
from orchestrator.drafting.changes import Change
from orchestrator.drafting.keyed import Tree, is_unsaid
from orchestrator.engine.check import fits
from orchestrator.engine.definition import (
    RUN,
    AnyStep,
    Definition,
    Input,
    Link,
    PersonStep,
    Shape,
    WorkStep,
    known_fields,
)
from orchestrator.engine.graph import Graph
from orchestrator.forms.edits import shown_to_person

MOST_SHOWN = 40  # values a person is shown without anybody having picked them: more is no help to read
MOST_FILLED = 200  # steps at once: what puts in more is no person who adds a step


def likely(field: Field, known: Mapping[str, Field]) -> str:
    """The path of the nearest field of the same name, else of the only one that fits exactly; "" where none does."""
    fitting = {path: each for path, each in known.items() if fits(each, field)}
    same = [path for path, each in fitting.items() if field.key == each.key or field.name == each.name]
    exact = [path for path, each in fitting.items() if each.type == field.type]
    return same[-1] if same else exact[0] if len(exact) == 1 and field.required else ""


def at_first(paths: Sequence[str]) -> list[str]:
    """What a person is shown before anybody picked: all that is known; of a lot, the request and what is nearest."""
    if len(paths) <= MOST_SHOWN:
        return list(paths)
    asked = [path for path in paths if path.partition(".")[0] == RUN][: MOST_SHOWN // 2]
    given = [path for path in paths if path not in asked]
    return [*asked, *given[len(asked) - MOST_SHOWN :]]


def filled(before: Tree, drawn: Definition, changes: Sequence[Change]) -> Definition:
    """The drawing with likely values for steps the changes made reachable; a person is shown what is known."""
    said = _said(changes)
    reached = set(drawn.graph.order)
    fresh = [step for step in drawn.steps if step.key in reached and step.key not in said and _is_open(step, drawn)]
    if fresh:
        links = [Link.model_construct(**link) for link in before["links"].values()]
        stood = set(Graph(list(before["steps"]), links).order)
        fresh = [step for step in fresh if step.key not in stood]
    if not 0 < len(fresh) <= MOST_FILLED:
        return drawn
    made = {step.key: _filled(step, drawn) for step in fresh if isinstance(step, WorkStep)}
    shapes = drawn.shapes | {
        key: drawn.shapes.get(key, Shape()).model_copy(update={"takes": step.takes})
        for key, step in made.items()
        if isinstance(step, PersonStep)
    }
    return drawn.model_copy(update={"steps": [made.get(step.key, step) for step in drawn.steps], "shapes": shapes})


def _said(changes: Sequence[Change]) -> set[str]:
    """The steps of which the changes themselves say where their values come from, even if it is nowhere."""
    steps = [change for change in changes if change.at[0] == "steps" and len(change.at) > 1]
    return {
        change.at[1]
        for change in steps
        if change.at[2:3] == ("inputs",) or (change.is_whole and not is_unsaid(change.at, change.new))
    }


def _is_open(step: AnyStep, drawn: Definition) -> bool:
    """Whether it takes something, and nothing is picked for any of it."""
    if not isinstance(step, WorkStep) or step.inputs:
        return False
    return isinstance(step, PersonStep) or bool(drawn.shapes.get(step.key, Shape()).takes)


def _filled(step: WorkStep, drawn: Definition) -> WorkStep:
    known = known_fields(drawn, before=step.key)
    if isinstance(step, PersonStep):
        takes, inputs = shown_to_person(at_first(list(known)), known)
        return step.model_copy(update={"takes": takes, "inputs": inputs})
    found = {field.key: likely(field, known) for field in drawn.shapes[step.key].takes}
    return step.model_copy(update={"inputs": {key: Input(path=path) for key, path in found.items() if path}})
