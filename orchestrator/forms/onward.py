"""Where a step goes on, as its form asks: the step that comes next, any later one, or the end."""

from typing import Any

from django.utils.translation import gettext as _

from orchestrator.engine.definition import Definition, Link
from orchestrator.engine.graph import END, START
from orchestrator.forms.editing.links import drawn
from orchestrator.forms.editing.listing import lines_of
from orchestrator.forms.editing.paths import redirected, targets
from orchestrator.forms.editing.regions import Regions


def only_way(definition: Definition, key: str) -> Link | None:
    """The one link by which a step goes on; None where there are several, or none is called for."""
    regions = Regions.of(definition)
    if regions.splits(key) or regions.kinds.get(key, "end") == "end":
        return None
    out = regions.graph.out(key)
    return out[0] if out else Link(source=key, target=END)


def then_options(definition: Definition, source: str) -> list[tuple[str, Any]]:
    """The steps a link from here may lead to, with their numbers, and the end."""
    numbers = {line.key: line.shown for line in lines_of(definition) if line.kind == "step"}
    names = {step.key: step.name for step in definition.steps}
    steps = [(key, f"{numbers.get(key, '')} {names[key]}".strip()) for key in targets(definition, source) if key != END]
    return [*steps, (END, _("The end"))]


def gone_on(definition: Definition, key: str, target: str) -> Definition:
    """The drawing with a step going on at another one; as it was where it does so already."""
    way = only_way(definition, key)
    if way is None or not target or (way.target == target and way in definition.links):
        return definition
    if way not in definition.links:
        definition = drawn(definition, [*definition.links, way])
    return redirected(definition, way, target)


def name_of(definition: Definition, key: str) -> str:
    """What a step, the start or the end is called."""
    if key in (START, END):
        return _("The start") if key == START else _("The end")
    return next((step.name for step in definition.steps if step.key == key), "")
