"""What flows along the links: inputs gathered for a step, conditions asked, outcomes read."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from fields import conditions, contracts, texts
from fields.cel import CelError
from fields.labels import Labelled, Labels, plain
from fields.sentences import FieldError
from fields.types import Field, FieldType
from orchestrator.engine import paths
from orchestrator.engine.definition import RUN, ChooseStep, Definition, Input, Shape, known_fields
from orchestrator.engine.state import State

Values = Callable[[str], dict[str, Labelled]]


@dataclass(frozen=True)
class Gathered:
    """The inputs of a step; `failure` and `sentences` where they do not meet its contract."""

    inputs: dict[str, Labelled]
    failure: str = ""
    fields: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


def gather(definition: Definition, key: str, values: Values) -> Gathered:
    """Pick a step's inputs from the run's values and check them against its contract."""
    step = definition.work(key)
    takes = definition.shapes.get(key, Shape()).takes
    found = {
        field.key: _pick(definition, step.inputs[field.key], values) for field in takes if field.key in step.inputs
    }
    given = {name: each for name, each in found.items() if each is not None and each.value is not None}
    checked = contracts.check(takes, plain(given))
    inputs = {name: Labelled(checked.values.get(name, each.value), each.labels) for name, each in given.items()}
    if not checked.failures:
        return Gathered(inputs)
    return Gathered(
        inputs,
        checked.failures[0].failure,
        tuple(failure.field for failure in checked.failures),
        tuple(str(failure.sentence) for failure in checked.failures),
    )


def _pick(definition: Definition, given: Input, values: Values) -> Labelled | None:
    if given.path:
        return at(given.path, values)
    if given.text:
        return written(definition, given.text, values)
    return Labelled(given.value, Labels(source="workflow", trusted=True))


def written(definition: Definition, text: str, values: Values) -> Labelled:
    """A text with its values put in; it is as trusted, personal and confidential as they are."""
    found = {path: each for path in texts.paths(text) if (each := at(path, values)) is not None}
    rendered = texts.render(text, known_fields(definition), plain(found))
    mine = Labels(source="workflow", trusted=True)
    return Labelled(rendered, Labels.merge(mine, *(each.labels for each in found.values()), source="workflow"))


def at(path: str, values: Values) -> Labelled | None:
    """The value at a path such as `triage.category`; None where there is none (yet)."""
    origin, _, field = path.partition(".")
    return values(origin).get(field)


def holds(definition: Definition, key: str, values: Values) -> bool:
    """Say whether a step's condition holds; a condition that cannot be decided does not hold."""
    condition = definition.work(key).only_when
    return condition is None or _true(definition, condition, values)


def taken(definition: Definition, key: str, values: Values) -> tuple[str, ...]:
    """Give the links that are taken from a step: of a choice the first that holds, else all, else the otherwise."""
    links = definition.graph.out(key)
    asked = (link for link in links if link.when and _true(definition, link.when, values))
    most = 1 if isinstance(definition.step(key), ChooseStep) else None
    held = [link.id for link in islice(asked, most)]
    always = [link.id for link in links if not link.conditional]
    otherwise = [] if held else [link.id for link in links if link.otherwise]
    return (*held, *always, *otherwise)


def _true(definition: Definition, condition: conditions.Condition, values: Values) -> bool:
    data = {origin: plain(values(origin)) for origin in conditions.origins(condition)}
    try:
        return conditions.holds(condition, known_fields(definition), data)
    except (FieldError, CelError):
        return False


def made(fields: list[Field], output: dict[str, Any], labels: Labels) -> dict[str, Labelled]:
    """Label what a step gave; what its fields mark as personal or confidential stays marked."""
    marks = {field.key: field for field in fields}
    return {
        key: Labelled(
            value,
            Labels(
                labels.source,
                labels.trusted,
                labels.personal or (key in marks and is_personal(marks[key])),
                labels.confidential or (key in marks and marks[key].confidential),
            ),
        )
        for key, value in output.items()
        if value is not None
    }


def is_personal(field: Field) -> bool:
    """Whether a field holds what belongs to a person: where its author says so, and every e-mail address."""
    return field.personal or field.type is FieldType.EMAIL


def started_with(definition: Definition, given: dict[str, Any], source: str) -> tuple[dict[str, Labelled], list[Any]]:
    """Check and label what a run is started with: from outside, so not trusted. Gives the failures too."""
    checked = contracts.check(definition.inputs, given)
    return made(definition.inputs, checked.values, Labels(source=source, trusted=False)), checked.failures


def outcome(definition: Definition, state: State, values: Values) -> tuple[str, dict[str, Labelled]]:
    """Read how the run ended, in the team's words, and what it gives back."""
    known = known_fields(definition)
    end = paths.end_of(definition, state)
    word = end.outcome
    if end.outcome_path and (found := at(end.outcome_path, values)) is not None:
        field = known[end.outcome_path]
        word = field.display(found.value)[:80] or word
    results = {path: at(path, values) for path in end.results}
    return word, {path.replace(f"{RUN}.", ""): each for path, each in results.items() if each is not None}
