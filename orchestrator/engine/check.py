"""Is this drawing sound? Problems in plain words, each with the step it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fields import conditions
from fields.sentences import Sentence, marked
from fields.sentences import sentence as _
from fields.types import Field, FieldType
from orchestrator.engine.definition import END, RUN, START, Definition, Shape, known_fields

TYPE_WORDS = {
    FieldType.TEXT: _("text"),
    FieldType.LONG_TEXT: _("long text"),
    FieldType.NUMBER: _("number"),
    FieldType.MONEY: _("money"),
    FieldType.DATE: _("date"),
    FieldType.TIME: _("time"),
    FieldType.YES_NO: _("yes or no"),
    FieldType.CHOICE: _("choice"),
    FieldType.EMAIL: _("e-mail address"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is unsound: the step's key (empty: the whole workflow), the field within it, and a sentence."""

    step: str
    field: str
    sentence: Sentence
    severity: Literal["error", "warning"] = "error"


T = FieldType
WORDS = {T.TEXT, T.LONG_TEXT, T.EMAIL, T.CHOICE, T.DATE, T.TIME}
# What a field can be filled from without guessing.
FITS: dict[FieldType, set[FieldType]] = {
    T.TEXT: WORDS,
    T.LONG_TEXT: WORDS,
    T.EMAIL: {T.EMAIL, T.TEXT},
    T.CHOICE: {T.CHOICE, T.TEXT},
}


def fits(source: Field, target: Field) -> bool:
    """Say whether a value of the source can fill the target."""
    if source.type not in FITS.get(target.type, {target.type}):
        return False
    if source.type is T.CHOICE and target.type is T.CHOICE:
        return {choice.value for choice in source.choices} <= {choice.value for choice in target.choices}
    return True


def check(definition: Definition) -> list[Problem]:
    """Give every problem of a drawing whose shapes are resolved; no error among them means it may be published."""
    return [*_drawing(definition), *_steps(definition), *_end(definition)]


def sound(problems: list[Problem]) -> bool:
    """Say whether these problems leave the drawing fit to run."""
    return not any(problem.severity == "error" for problem in problems)


def _drawing(definition: Definition) -> Iterator[Problem]:
    if not definition.steps:
        yield Problem("", "steps", _("Add at least one step."))
        return
    yield from _keys(definition)
    if len({link.source for link in definition.links}) < len(definition.links):
        yield Problem("", "links", _("A step leads to two others. Let each step lead to one."))
    known = {START, END, *(step.key for step in definition.steps)}
    for link in definition.links:
        if {link.source, link.target} - known:
            yield Problem("", "links", _("A link leads to or from a step that is not there. Remove it."))
    reached = definition.order()
    last = reached[-1] if reached else START
    if definition.after(last) in reached:
        yield Problem(last, "links", _("The steps lead in a circle. Let the last one lead to the end."))
    for step in definition.steps:
        if step.key not in reached:
            yield Problem(step.key, "links", _("“{name}” is never reached. Link a step to it.", name=step.name))


def _keys(definition: Definition) -> Iterator[Problem]:
    keys = [step.key for step in definition.steps]
    for place, step in enumerate(definition.steps):
        if step.key in keys[:place]:
            text = marked("“{name}” has the key of another step. Remove one of them.")
            yield Problem(step.key, "key", _(text, name=step.name))
    for step in definition.steps:
        if step.key in (RUN, START, END):
            yield Problem(
                step.key, "key", _("The key of “{name}” is kept for Steward. Choose another.", name=step.name)
            )
    asked = [field.key for field in definition.inputs]
    for key, name in {field.key: field.name for field in definition.inputs}.items():
        if asked.count(key) > 1:
            yield Problem("", "inputs", _("The request asks twice for “{name}”. Remove one of them.", name=name))


def _steps(definition: Definition) -> Iterator[Problem]:
    for key in definition.order():
        step = definition.step(key)
        shape = definition.shapes.get(key)
        if shape is None:
            what = _("Choose an agent with a published version.") if step.kind == "agent" else _("Choose a tool.")
            yield Problem(key, step.kind, what)
            continue
        known = known_fields(definition, before=key)
        yield from _inputs(definition, key, shape, known)
        if step.only_when is not None:
            for said in conditions.check(step.only_when, known):
                yield Problem(key, "only_when", said)
        yield from _sensitive(definition, key, shape)


def _inputs(definition: Definition, key: str, shape: Shape, known: dict[str, Field]) -> Iterator[Problem]:
    step = definition.step(key)
    for target in shape.takes:
        given = step.inputs.get(target.key)
        place = f"inputs.{target.key}"
        if given is None or (not given.path and given.value in (None, "")):
            if target.required:
                yield Problem(key, place, _("“{name}” needs a value. Pick where it comes from.", name=target.name))
        elif given.path:
            yield from _picked(definition, key, target, given.path, known)
        else:
            try:
                target.parse(given.value)
            except ValueError as error:
                said = getattr(error, "sentence", None) or _(
                    "The fixed value of “{name}” does not fit.", name=target.name
                )
                yield Problem(key, place, said)


def _picked(definition: Definition, key: str, target: Field, path: str, known: dict[str, Field]) -> Iterator[Problem]:
    place = f"inputs.{target.key}"
    source = known.get(path)
    if source is None:
        text = marked("“{name}” is picked from something that does not come before this step. Pick it again.")
        yield Problem(key, place, _(text, name=target.name))
    elif not fits(source, target):
        text = marked("“{source}” cannot fill “{name}”: one is {source_type}, the other {type}.")
        words = {"source_type": TYPE_WORDS[source.type], "type": TYPE_WORDS[target.type]}
        yield Problem(key, place, _(text, source=source.name, name=target.name, **words))
    elif target.required and not source.required:
        text = marked("“{name}” is needed here, but “{source}” may be left empty.")
        yield Problem(key, place, _(text, name=target.name, source=source.name), "warning")
    elif target.required and _may_be_missing(definition, path):
        text = marked("“{name}” is needed here, but it comes from “{step}”, which may be skipped.")
        giver = definition.step(path.split(".", maxsplit=1)[0]).name
        yield Problem(key, place, _(text, name=target.name, step=giver))


def _may_be_missing(definition: Definition, path: str) -> bool:
    origin = path.split(".", maxsplit=1)[0]
    if origin == RUN:
        return False
    step = definition.step(origin)
    return step.only_when is not None or step.failure.then == "skip"


def ruled(definition: Definition, key: str) -> bool:
    """Say whether a step is only taken when a rules agent said so."""
    condition = definition.step(key).only_when
    origins = {row.field.split(".")[0] for row in condition.rows} if condition else set()
    return any(definition.shapes[origin].rules for origin in origins if origin in definition.shapes)


def _sensitive(definition: Definition, key: str, shape: Shape) -> Iterator[Problem]:
    step = definition.step(key)
    if not shape.sensitive or step.kind != "tool" or ruled(definition, key):
        return
    if any(given.path for given in step.inputs.values()):
        text = marked(
            "“{name}” is sensitive and no rule decides about it: runs ask a person when its data is untrusted."
        )
        yield Problem(key, "only_when", _(text, name=step.name), "warning")


def _end(definition: Definition) -> Iterator[Problem]:
    known = known_fields(definition)
    path = definition.end.outcome_path
    if path and path not in known:
        yield Problem("", "end.outcome_path", _("The outcome is picked from a field that is not there. Pick it again."))
    elif path and known[path].type not in (T.CHOICE, T.TEXT):
        yield Problem("", "end.outcome_path", _("The outcome must be a choice or a short text."))
    for index, result in enumerate(definition.end.results):
        if result not in known:
            text = _("A result is picked from a field that is not there. Pick it again.")
            yield Problem("", f"end.results.{index}", text)
