"""How one drawing differs from another, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from orchestrator.engine.definition import Definition, Shape
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
    before, after = _aspects(two.old, old, two.names), _aspects(two.new, new, two.names)
    for key, (label, words) in after.items():
        was = before.get(key, (label, ""))[1]
        if was != words:
            sentence = _("%(what)s of “%(name)s”: %(words)s")
            yield Change(
                "changed",
                sentence % {"what": label, "name": new.name, "words": words or _("nothing")},
                was or _("nothing"),
            )
    for key, (label, was) in before.items():
        if key not in after:
            sentence = _("%(what)s of “%(name)s” is gone.") % {"what": label, "name": new.name}
            yield Change("changed", sentence, was)


def _aspects(definition: Definition, step: AnyStep, names: Names) -> dict[str, tuple[str, str]]:
    """All that can change in a step, each as a label and words."""
    shape = definition.shapes.get(step.key, Shape())
    known = known_before(definition, place_of(definition, step.key))
    number = names.versions.get(shape.version or 0)
    who = outline.who_words(step, names)
    said: dict[str, tuple[str, str]] = {
        "who": (_("Who works"), _("%(who)s, version %(number)s") % {"who": who, "number": number} if number else who),
        "when": (_("When"), outline.when_words(definition, step, known) or _("always")),
    }
    for field in shape.takes:
        words = outline.input_words(definition, field, step.inputs.get(field.key), known)
        said[f"input {field.key}"] = (_("“%(field)s”") % {"field": field.name}, words)
    if step.kind == "person":
        said["instructions"] = (_("What the person is told"), step.instructions)
        said["gives"] = (_("What the person fills in"), ", ".join(field.name for field in step.gives))
        return said
    if step.kind == "agent":
        sure = _("below %(percent)s %% sure") % {"percent": outline.percent(outline.sure_from(step, shape))}
        said["threshold"] = (_("When a person is asked"), sure)
    seconds = _("%(n)s s") % {"n": step.seconds} if step.seconds else _("as its agent or tool says")
    return said | {
        "failure": (_("What follows a failure"), outline.failure_words(step)),
        "wait": (_("The wait before another try"), _("%(n)s s") % {"n": f"{step.failure.wait_seconds:g}"}),
        "seconds": (_("The time limit"), seconds),
    }


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
