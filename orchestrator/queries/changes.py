"""How one drawing differs from another, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from orchestrator.engine.definition import Definition, PersonStep, Shape
from orchestrator.forms.edits import known_before, place_of
from orchestrator.queries import outline
from orchestrator.queries.jobs import job_of
from orchestrator.queries.outline import AnyStep
from orchestrator.queries.workflows import Names, names_in


@dataclass(frozen=True)
class Change:
    """One difference: "added", "removed" or "changed", a sentence and, where there were two states, the old one."""

    what: str
    sentence: str
    before: str = ""


@dataclass(frozen=True)
class Two:
    """The two drawings being compared, with the names of what they are made of."""

    old: Definition
    new: Definition
    names: Names
    currency: str


def changes(old: Definition, new: Definition, *, currency: str = "EUR") -> list[Change]:
    """Every difference a reader should know of, in the order of the drawing. Both need their shapes."""
    two = Two(old, new, names_in([old, new]), currency)
    return [*_asked(two), *_steps(two), *_ends(two)]


def _asked(two: Two) -> Iterator[Change]:
    old = {each.key: each for each in two.old.inputs}
    new = {each.key: each for each in two.new.inputs}
    for key, each in new.items():
        if key not in old:
            yield Change("added", _("The request asks for “%(name)s”.") % {"name": each.name})
        elif old[key] != each:
            yield Change("changed", _("“%(name)s” of the request is described anew.") % {"name": each.name})
    for key, each in old.items():
        if key not in new:
            yield Change("removed", _("The request no longer asks for “%(name)s”.") % {"name": each.name})


def _steps(two: Two) -> Iterator[Change]:
    old = {step.key: step for step in two.old.steps}
    moved = set(_moved(list(old), [step.key for step in two.new.steps]))
    for place, step in enumerate(two.new.steps):
        if step.key not in old:
            job = job_of(step, two.new.shapes.get(step.key))
            words = {"name": step.name, "job": job.label, "number": place + 1}
            yield Change("added", _("Step %(number)s “%(name)s” is new: %(job)s.") % words)
            continue
        if step.key in moved:
            yield Change("changed", _moved_words(two.new, place))
        yield from _step(two, old[step.key], step)
    kept = {step.key for step in two.new.steps}
    for key, step in old.items():
        if key not in kept:
            yield Change("removed", _("The step “%(name)s” is gone.") % {"name": step.name})


def _moved(old: list[str], new: list[str]) -> list[str]:
    """The keys that stand in another order, leaving out what was added or removed."""
    before, after = [key for key in old if key in new], [key for key in new if key in old]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    still = {key for block in blocks for key in after[block.b : block.b + block.size]}
    return [key for key in after if key not in still]


def _moved_words(definition: Definition, place: int) -> str:
    name = definition.steps[place].name
    if place == 0:
        return _("“%(name)s” now comes first.") % {"name": name}
    return _("“%(name)s” now comes after “%(other)s”.") % {"name": name, "other": definition.steps[place - 1].name}


def _step(two: Two, old: AnyStep, new: AnyStep) -> Iterator[Change]:
    if old.name != new.name:
        yield Change("changed", _("“%(old)s” is now called “%(name)s”.") % {"old": old.name, "name": new.name})
    if old == new and two.old.shapes.get(old.key) == two.new.shapes.get(new.key):
        return
    before, after = _aspects(two.old, old, two.names), _aspects(two.new, new, two.names)
    for key, now in after.items():
        was = before.get(key, Aspect(now.label, "", None))
        if was.kept != now.kept:
            words = {"what": now.label, "name": new.name, "words": now.words or _("nothing")}
            yield Change("changed", _("%(what)s of “%(name)s”: %(words)s") % words, was.words or _("nothing"))
    for key, was in before.items():
        if key not in after:
            words = {"what": was.label, "name": new.name}
            yield Change("changed", _("%(what)s of “%(name)s” is gone.") % words, was.words)


@dataclass(frozen=True)
class Aspect:
    """One thing that can change in a step: its label, its words, and what is compared.

    Words are not compared: they name other steps, which may only have been renamed.
    """

    label: str
    words: str
    kept: Any


def _aspects(definition: Definition, step: AnyStep, names: Names) -> dict[str, Aspect]:
    shape = definition.shapes.get(step.key, Shape())
    known = known_before(definition, place_of(definition, step.key))
    who = outline.who_words(step, names)
    number = names.versions.get(shape.version or 0)
    versioned = _("%(who)s, version %(number)s") % {"who": who, "number": number} if number else who
    when = outline.when_words(definition, step, known) or _("always")
    said = {
        "who": Aspect(_("Who works"), versioned, (who, shape.version)),
        "when": Aspect(_("When"), when, step.only_when),
    }
    for field in shape.takes:
        given = step.inputs.get(field.key)
        words = outline.input_words(definition, field, given, known)
        said[f"input {field.key}"] = Aspect(_("“%(field)s”") % {"field": field.name}, words, given)
    return said | (_of_person(step) if isinstance(step, PersonStep) else _of_work(step, shape))


def _of_person(step: PersonStep) -> dict[str, Aspect]:
    fills = ", ".join(field.name for field in step.gives)
    return {
        "instructions": Aspect(_("What the person is told"), step.instructions, step.instructions),
        "gives": Aspect(_("What the person fills in"), fills, step.gives),
    }


def _of_work(step: AnyStep, shape: Shape) -> dict[str, Aspect]:
    sure = outline.percent(outline.sure_from(step, shape))
    seconds = _("%(n)s s") % {"n": step.seconds} if step.seconds else _("as its agent or tool says")
    wait = step.failure.wait_seconds
    said = {
        "failure": Aspect(
            _("What follows a failure"),
            outline.failure_words(step.failure),
            step.failure.model_copy(update={"wait_seconds": 0}),
        ),
        "wait": Aspect(_("The wait before another try"), _("%(n)s s") % {"n": f"{wait:g}"}, wait),
        "seconds": Aspect(_("The time limit"), seconds, step.seconds),
    }
    if step.kind == "agent":
        words = _("below %(percent)s %% sure") % {"percent": sure}
        said["threshold"] = Aspect(_("When a person is asked"), words, sure)
    return said


def _ends(two: Two) -> Iterator[Change]:
    known = [known_before(each, len(each.steps)) for each in (two.old, two.new)]
    pairs = [
        (
            _("How it ends: %(words)s"),
            [outline.ending_words(each, fields) for each, fields in zip((two.old, two.new), known, strict=True)],
        ),
        (
            _("What it gives back: %(words)s"),
            [
                ", ".join(outline.source_words(each, path, fields) for path in each.end.results) or _("nothing")
                for each, fields in zip((two.old, two.new), known, strict=True)
            ],
        ),
        (
            _("The most a run may use: %(words)s"),
            [", ".join(outline.limit_words(each.limits, two.currency)) for each in (two.old, two.new)],
        ),
    ]
    for sentence, (was, now) in pairs:
        if was != now:
            yield Change("changed", sentence % {"words": now}, was)
