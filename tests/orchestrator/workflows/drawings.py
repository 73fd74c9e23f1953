"""Drawings made as a builder makes them, for tests that need no database."""

from orchestrator.engine.definition import (
    ChooseStep,
    Definition,
    EndStep,
    JoinStep,
    ParallelStep,
    PersonStep,
)
from orchestrator.forms.editing.listing import lines_of
from orchestrator.forms.editing.places import put


def person(key: str) -> PersonStep:
    return PersonStep(key=key, name=key.capitalize())


def line(*keys: str) -> Definition:
    """Steps one after the other."""
    drawing = Definition()
    for key in keys:
        drawing = put(drawing, person(key), "")
    return drawing


def chosen() -> Definition:
    """After `ask`, `which` chooses between `pay` and the end "Declined"; then `tell`."""
    drawing = put(line("ask", "tell"), ChooseStep(key="which", name="Which"), "on:ask>tell")
    drawing = put(drawing, person("pay"), "on:which>tell#p1")
    return put(drawing, EndStep(key="no", name="Declined"), "on:which>tell#otherwise")


def side_by_side() -> Definition:
    """`both` does `left` and `right` at once, `meet` brings them together; `before` and `after` stand around them."""
    join = JoinStep(key="meet", name="Meet")
    drawing = put(line("before", "after"), ParallelStep(key="both", name="Both"), "on:before>after", closing=join)
    drawing = put(drawing, person("left"), "on:both>meet#p1")
    return put(drawing, person("right"), "on:both>meet#p2")


def read(drawing: Definition) -> list[str]:
    """The outline by keys: "2 which", "2A", "2A1 pay"."""
    return [f"{line.number} {line.key if line.kind == 'step' else ''}".strip() for line in lines_of(drawing)
            if line.kind in ("step", "path")]  # fmt: skip
