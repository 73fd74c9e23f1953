"""Where something stands in a drawing, in words: for those who add, who move, and who only listen."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from fields.types import Field
from orchestrator.engine.definition import Definition
from orchestrator.engine.graph import START
from orchestrator.forms.editing.listing import Line, lines_of
from orchestrator.queries import words
from orchestrator.queries.outline import anchor_of_link


@dataclass(frozen=True)
class Place:
    """Where a step stands: after another, at the beginning of a path, or at the very beginning.

    before: the anchor of the line above it.
    """

    kind: Literal["after", "path", "start"]
    name: str = ""
    before: str = "start"


def place_words(definition: Definition, key: str) -> Place:
    """Where a step stands."""
    lines = lines_of(definition)
    own = next((line for line in lines if line.kind == "step" and line.key == key), None)
    path = own.number.rstrip("0123456789") if own else ""
    above = lines[: lines.index(own)] if own else []
    for line in reversed(above):
        if line.kind == "step" and line.number.rstrip("0123456789") == path:
            return Place("after", definition.step(line.key).name, f"step-{line.key}")
        if line.kind == "path" and line.number == path:
            return Place("path", path_name(definition, line), anchor_of(line))
    return Place("start")


def anchor_of(line: Line) -> str:
    """What a line is called in the address of the outline."""
    if line.kind == "path" and line.way:
        return anchor_of_link(line.way)
    return f"step-{line.key}"


def path_name(definition: Definition, line: Line, known: dict[str, Field] | None = None) -> str:
    """A path as one says it; `known`: every field of the drawing, where more than one is asked about."""
    called = ""
    if line.way:
        known = words.all_fields(definition) if known is None else known
        called = line.way.name or words.path_words(definition, line.way, known)
    return f"{line.shown} {called}".strip()


def steps_words(definition: Definition, key: str) -> str:
    """Which step it is of how many: "Step 3 of 8."."""
    order = [line.key for line in lines_of(definition) if line.kind == "step"]
    if key not in order:
        return ""
    return _("Step %(number)s of %(n)s.") % {"number": order.index(key) + 1, "n": len(order)}


def where_words(definition: Definition, place: str) -> str:
    """Where a new step will stand: "after Triage"; empty where that says nothing."""
    return next((name for each, name in places_in_words(definition, [place]) if place), "")


def places_in_words(definition: Definition, places: list[str]) -> list[tuple[str, str]]:
    """Places with what each is called, in the order in which one reads the drawing."""
    named, wanted = {f"after:{START}": _("At the beginning")}, set(places)
    known, steps = words.all_fields(definition), {step.key: step.name for step in definition.steps}
    for line in lines_of(definition):
        if line.kind == "step":
            name = {"name": f"{line.shown} {steps[line.key]}"}
            named[f"after:{line.key}"] = _("After %(name)s") % name
            named[f"before:{line.key}"] = _("Before %(name)s") % name
            named[f"path:{line.key}"] = _("A new path of %(name)s") % name
        elif line.way and line.kind == "path" and f"on:{line.way.id}" in wanted:
            path = {"path": path_name(definition, line, known)}
            named[f"on:{line.way.id}"] = _("At the beginning of path %(path)s") % path
    return [(place, named[place]) for place in places if place in named]
