"""How the steps of two drawings differ, in plain words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fields.types import Field
from orchestrator.engine.definition import (
    AgentStep,
    AnyStep,
    ControlStep,
    Definition,
    EndStep,
    Input,
    JoinStep,
    PersonStep,
    Shape,
    ToolStep,
    WorkStep,
)
from orchestrator.engine.graph import START
from orchestrator.queries import words as wording
from orchestrator.queries.changes_fields import field_changes, names
from orchestrator.queries.changes_told import Change, Two
from orchestrator.queries.jobs import job_of


def steps(two: Two) -> Iterator[Change]:
    """Steps that are new, gone, or do something else."""
    for key in two.walk.order:
        step = two.now[key]
        if key not in two.before:
            yield _added(two, step)
        else:
            yield from _step(two, two.before[key], step)
    for key in two.was.order:
        if key not in two.now:
            yield Change("removed", _("The step “%(name)s” is gone.") % {"name": two.before[key].name}, step=key)


def _added(two: Two, step: AnyStep) -> Change:
    words = {"name": step.name, "job": job_of(step, two.new.shapes.get(step.key)).label}
    after = two.walk.before(step.key)
    if not after:
        sentence = _("“%(name)s” is new: %(job)s. No step leads to it.")
    elif after == [START]:
        sentence = _("“%(name)s” is new: %(job)s. It comes first.")
    else:
        sentence = _("“%(name)s” is new: %(job)s. It comes after %(other)s.")
        words |= {"other": two.listed(after)}
    return Change("added", sentence % words, step=step.key)


def _step(two: Two, old: AnyStep, new: AnyStep) -> Iterator[Change]:
    key = new.key
    if old.name != new.name:
        words = {"old": old.name, "name": new.name}
        yield Change("changed", _("“%(old)s” is now called “%(name)s”.") % words, step=key)
    shapes = two.old.shapes.get(key, Shape()), two.new.shapes.get(key, Shape())
    if old == new and shapes[0] == shapes[1]:
        return
    jobs = job_of(old, two.old.shapes.get(key)), job_of(new, two.new.shapes.get(key))
    if jobs[0].key != jobs[1].key:
        words = {"name": new.name, "job": str(jobs[1].label)}
        yield Change("changed", _("“%(name)s” now has another job: %(job)s") % words, str(jobs[0].label), key)
        if old.kind != new.kind:
            return
    before, after = aspects(two.old, old, two), aspects(two.new, new, two)
    for change in [*_aspects_told(before, after, new.name), *_fields_told(old, new, shapes)]:
        yield Change(change.what, change.sentence, change.before, key)


@dataclass(frozen=True)
class Aspect:
    """One thing that can change in a step: its label, its words, and what is compared.

    Words are not compared: they name other steps, which may only have been renamed.
    """

    label: str
    words: str
    kept: Any


def _aspects_told(before: dict[str, Aspect], after: dict[str, Aspect], name: str) -> Iterator[Change]:
    for key, now in after.items():
        was = before.get(key, Aspect(now.label, "", None))
        if was.kept != now.kept:
            words = {"what": now.label, "name": name, "words": now.words or _("nothing")}
            yield Change("changed", _("“%(name)s” · %(what)s: %(words)s") % words, was.words or _("nothing"))
    for key, was in before.items():
        if key not in after and was.kept is not None:
            words = {"what": was.label, "name": name}
            yield Change("changed", _("“%(name)s” · %(what)s: nothing any more") % words, was.words)


def _fields_told(old: AnyStep, new: AnyStep, shapes: tuple[Shape, Shape]) -> Iterator[Change]:
    """What a person fills in, or a system takes and gives, field by field."""
    if isinstance(old, PersonStep) and isinstance(new, PersonStep):
        said = _("“%(name)s” · What the person fills in")
        yield from _told(said % {"name": new.name}, old.gives, new.gives)
    elif new.kind == "tool" and shapes[0] != Shape() and shapes[1] != Shape():
        yield from _told(_("“%(name)s” · What it takes") % {"name": new.name}, shapes[0].takes, shapes[1].takes)
        yield from _told(_("“%(name)s” · What it gives") % {"name": new.name}, shapes[0].gives, shapes[1].gives)


def _told(where: str, old: list[Field], new: list[Field]) -> Iterator[Change]:
    for told in field_changes(old, new):
        sentence = {
            "added": _("%(where)s: “%(field)s” is new, %(words)s."),
            "removed": _("%(where)s: “%(field)s” is gone."),
            "changed": _("%(where)s: “%(field)s”, %(words)s."),
            "order": _("%(where)s, in another order: %(words)s."),
        }[told.what]
        yield Change("changed", sentence % {"where": where, "field": told.name, "words": told.now}, told.was)


# -- what a step says of itself ----------------------------------------------------------------------------------------


def aspects(definition: Definition, step: AnyStep, two: Two) -> dict[str, Aspect]:
    """What can change in a step, by a name of its own."""
    known = two.fields(definition)
    if not isinstance(step, WorkStep):
        return _of_control(definition, step, known)
    shape = definition.shapes.get(step.key, Shape())
    who = wording.who_words(step, two.names)
    number = two.names.versions.get(shape.version or 0)
    versioned = _("%(who)s, version %(number)s") % {"who": who, "number": number} if number else who
    when = wording.when_words(definition, step, known) or _("always")
    said = {
        "who": Aspect(_("Who works"), versioned, (who, _made_of(step), shape.version)),
        "when": Aspect(_("When"), when, step.only_when),
    }
    for field in shape.takes:
        given = step.inputs.get(field.key)
        words = _input_words(definition, field, given, known)
        said[f"input {field.key}"] = Aspect(_("“%(field)s”") % {"field": field.name}, words, given)
    return said | (_of_person(step) if isinstance(step, PersonStep) else _of_work(step, shape))


def _made_of(step: AnyStep) -> int:
    return step.agent if isinstance(step, AgentStep) else step.tool if isinstance(step, ToolStep) else 0


def _input_words(definition: Definition, field: Field, given: Input | None, known: dict[str, Field]) -> str:
    """Where a value comes from; a text whole, as what changed may stand at its end."""
    if given is None or not given.text or given.path:
        return wording.input_words(definition, field, given, known)

    def named(chip: re.Match[str]) -> str:
        return f"[{wording.source_words(definition, chip.group(1), known)}]"

    return _("“%(name)s”") % {"name": wording.CHIP.sub(named, given.text)}


def _of_control(definition: Definition, step: ControlStep, known: dict[str, Field]) -> dict[str, Aspect]:
    if isinstance(step, JoinStep):
        count = step.count if step.rule == "some" else 0
        return {"rule": Aspect(_("When it goes on"), wording.join_words(step), (step.rule, count))}
    if not isinstance(step, EndStep):
        return {}
    results = ", ".join(wording.source_words(definition, path, known) for path in step.end.results)
    word = step.end.outcome_path or step.end.outcome
    return {
        "ending": Aspect(_("How it ends"), wording.ending_words(definition, known, step.end), word),
        "results": Aspect(_("What it gives back"), results, step.end.results),
    }


def _of_person(step: PersonStep) -> dict[str, Aspect]:
    return {
        "instructions": Aspect(_("What the person is told"), step.instructions, step.instructions),
        "takes": Aspect(_("What the person sees"), names(step.takes), [field.key for field in step.takes]),
    }


def _of_work(step: AgentStep | ToolStep, shape: Shape) -> dict[str, Aspect]:
    wait = step.failure.wait_seconds
    seconds = _("%(n)s s") % {"n": step.seconds} if step.seconds else _("as its agent or tool says")
    said = {
        "failure": Aspect(
            _("What follows a failure"),
            wording.failure_words(step.failure),
            (step.failure.attempts, step.failure.then),
        ),
        "wait": Aspect(_("The wait before another try"), _("%(n)s s") % {"n": f"{wait:g}"}, wait),
        "seconds": Aspect(_("The time limit"), seconds, step.seconds),
    }
    if step.kind == "agent":
        sure = wording.percent(wording.sure_from(step, shape))
        words = _("below %(percent)s %% sure") % {"percent": sure}
        return said | {"threshold": Aspect(_("When a person is asked"), words, sure)}
    changing, harmless = _("It changes something in the other system"), _("It only looks something up")
    sensitive = _("Sensitive") if shape.sensitive else _("not sensitive")
    return said | {
        "changes": Aspect(_("What it does"), changing if shape.changes else harmless, shape.changes),
        "sensitive": Aspect(_("How careful it is"), sensitive, shape.sensitive),
    }
