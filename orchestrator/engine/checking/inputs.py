"""Is every step given what it needs, of a fitting type, from what is sure to be there?"""

from collections.abc import Iterator

from fields import conditions, texts
from fields.sentences import FieldError, Sentence, marked
from fields.sentences import sentence as _
from fields.types import Field, FieldType
from orchestrator.engine.checking.problem import Problem
from orchestrator.engine.checking.ways import Ways, left_out
from orchestrator.engine.definition import RUN, AgentStep, Input, Shape, ToolStep, WorkStep

T = FieldType
TYPE_WORDS = {
    T.TEXT: _("text"),
    T.LONG_TEXT: _("long text"),
    T.NUMBER: _("number"),
    T.MONEY: _("money"),
    T.DATE: _("date"),
    T.TIME: _("time"),
    T.YES_NO: _("yes or no"),
    T.CHOICE: _("choice"),
    T.EMAIL: _("e-mail address"),
}
TAKES_TEXT = (T.TEXT, T.LONG_TEXT, T.EMAIL)
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


def _missing(step: WorkStep) -> Sentence:
    """Say that nobody does a step: nobody was chosen yet, or who was is put away, without a version, switched off."""
    if isinstance(step, AgentStep):
        if step.agent:
            return _("Its agent is put away or not published. Choose another, or see to that one.")
        return _("Choose an agent with a published version.")
    if isinstance(step, ToolStep) and step.tool:
        return _("What it should do is no longer in use. Choose something else, or switch that on again.")
    return _("Choose what to do.")


def work(ways: Ways, step: WorkStep) -> Iterator[Problem]:
    """Give what is wrong with what a step that works is given, and with when it is done."""
    shape = ways.definition.shapes.get(step.key)
    if shape is None:
        yield Problem(step.key, step.kind, _missing(step))
        return
    for target in shape.takes:
        for said, severity in _given(ways, step.key, target, step.inputs.get(target.key) or Input()):
            yield Problem(step.key, f"inputs.{target.key}", said, "warning" if severity == "warning" else "error")
    if step.only_when is not None:
        asked = (row.field for row in conditions.all_rows(step.only_when))
        for said in conditions.check(step.only_when, ways.all_known(step.key, asked)):
            yield Problem(step.key, "only_when", said)
    yield from _sensitive(ways, step, shape)


def _given(ways: Ways, key: str, target: Field, given: Input) -> Iterator[tuple[Sentence, str]]:
    if given.path:
        yield from _picked(ways, key, target, given.path)
    elif given.text:
        yield from _written(ways, key, target, given.text)
    elif given.value not in (None, ""):
        yield from _fixed(target, given.value)
    elif target.required:
        yield _("“{name}” needs a value. Pick where it comes from.", name=target.name), "error"


def _fixed(target: Field, value: object) -> Iterator[tuple[Sentence, str]]:
    try:
        target.parse(value)
    except FieldError as error:
        yield error.sentence, "error"
    except ValueError:
        yield _("The fixed value of “{name}” does not fit.", name=target.name), "error"


def _picked(ways: Ways, key: str, target: Field, path: str) -> Iterator[tuple[Sentence, str]]:
    source = ways.known(key, path)
    if source is None:
        text = marked("“{name}” is picked from something that does not come before this step. Pick it again.")
        yield _(text, name=target.name), "error"
    elif not fits(source, target):
        text = marked("“{source}” cannot fill “{name}”: one is {source_type}, the other {type}.")
        words = {"source_type": TYPE_WORDS[source.type], "type": TYPE_WORDS[target.type]}
        yield _(text, source=source.name, name=target.name, **words), "error"
    elif target.required and not source.required:
        text = marked("“{name}” is needed here, but “{source}” may be left empty.")
        yield _(text, name=target.name, source=source.name), "warning"
    elif target.required and (giver := _unsure(ways, key, path)):
        if left_out(ways.steps[giver]):
            text = marked("“{name}” is needed here, but it comes from “{step}”, which may be skipped.")
        else:
            text = marked("“{name}” is needed here, but it comes from “{step}”, which not every way here passes.")
        yield _(text, name=target.name, step=ways.steps[giver].name), "error"


def _unsure(ways: Ways, key: str, path: str) -> str:
    """Give the step a path leads to, where it may not have given anything when this one is done."""
    origin = path.partition(".")[0]
    return "" if origin == RUN or ways.gave(key, origin) else origin


def _written(ways: Ways, key: str, target: Field, text: str) -> Iterator[tuple[Sentence, str]]:
    if target.type not in TAKES_TEXT:
        said = _(
            "“{name}” is no text, but {type}. Pick a value for it.", name=target.name, type=TYPE_WORDS[target.type]
        )
        yield said, "error"
        return
    paths = texts.paths(text)
    types = ways.all_known(key, paths)
    for said in texts.check(text, types):
        yield said, "error"
    if not paths:
        yield from _fixed(target, texts.render(text, {}, {}))
    for path in types:
        if giver := _unsure(ways, key, path):
            words = {"source": types[path].name, "name": target.name, "step": ways.steps[giver].name}
            template = marked("“{source}” in “{name}” stays empty where “{step}” was not done.")
            yield _(template, **words), "warning"


def _sensitive(ways: Ways, step: WorkStep, shape: Shape) -> Iterator[Problem]:
    if not shape.sensitive or step.kind != "tool" or ways.ruled(step.key):
        return
    if any(given.path or texts.paths(given.text) for given in step.inputs.values()):
        text = marked(
            "“{name}” is sensitive and no rule decides about it: runs ask a person when its data is untrusted."
        )
        yield Problem(step.key, "only_when", _(text, name=step.name), "warning")
