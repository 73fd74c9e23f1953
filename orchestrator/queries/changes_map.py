"""One state of a workflow, or two of them put together, as the canvas draws them to be read."""

from collections.abc import Iterable
from typing import Any

from orchestrator.engine.definition import Definition, Link, Spot
from orchestrator.models import Workflow
from orchestrator.queries.canvas import Json, cards
from orchestrator.queries.changes import Change, changes
from orchestrator.queries.outline import link_words


def map_of(workflow: Workflow, drawing: Definition) -> Json:
    """A drawing with its shapes as the canvas reads it; nothing in it leads to a form."""
    found = cards(workflow, drawing, [])
    for card in found.values():
        card |= {"href": "", "serious": False}
    document = drawing.model_dump(mode="json", exclude={"shapes"})
    return {"document": document, "cards": found, "link_words": link_words(drawing)}


def compare_map(workflow: Workflow, old: Definition, new: Definition) -> Json:
    """Both drawings in one, as the newer lies on the canvas: what each step and link is, and what changed there.

    marks: {"steps": {key: "added" | "changed" | "removed" | "same"}, "links": {id: …}}; words: {key: [sentence]}, of
    the start form under "start", of the end and the limits under "end".
    """
    found = changes(old, new, currency=workflow.team.currency)
    before, after = map_of(workflow, old), map_of(workflow, new)
    both = _together(old, new)
    return {
        "document": both.model_dump(mode="json", exclude={"shapes"}),
        "cards": before["cards"] | after["cards"],
        "link_words": before["link_words"] | after["link_words"],
        "marks": {"steps": _step_marks(old, new, found), "links": _link_marks(old.links, new.links)},
        "words": _words(found),
    }


def _together(old: Definition, new: Definition) -> Definition:
    steps, links = {step.key for step in new.steps}, {link.id for link in new.links}
    gone = [step for step in old.steps if step.key not in steps]
    update: dict[str, Any] = {
        "steps": [*new.steps, *gone],
        "links": [*new.links, *(link for link in old.links if link.id not in links)],
        "layout": new.layout | _spots(old, new, [step.key for step in gone]),
    }
    return new.model_copy(update=update)


def _spots(old: Definition, new: Definition, gone: Iterable[str]) -> dict[str, Spot]:
    """Where steps stood that are gone; not where something stands now."""
    taken = {(spot.x, spot.y) for spot in new.layout.values()}
    spots = {key: old.layout[key] for key in gone if key in old.layout}
    return {key: spot for key, spot in spots.items() if (spot.x, spot.y) not in taken}


def _step_marks(old: Definition, new: Definition, found: list[Change]) -> dict[str, str]:
    before, after = ({step.key for step in each.steps} for each in (old, new))
    told = {change.step for change in found}
    marks = {key: "changed" if key in told else "same" for key in (before & after) | {"start", "end"}}
    return marks | dict.fromkeys(after - before, "added") | dict.fromkeys(before - after, "removed")


def _link_marks(old: list[Link], new: list[Link]) -> dict[str, str]:
    before, after = ({link.id: link for link in each} for each in (old, new))
    marks = {key: "same" if _said(before[key]) == _said(after[key]) else "changed" for key in before.keys() & after}
    gone, fresh = before.keys() - after.keys(), after.keys() - before.keys()
    return marks | dict.fromkeys(fresh, "added") | dict.fromkeys(gone, "removed")


def _said(link: Link) -> tuple[object, ...]:
    return link.name, link.when, link.otherwise


def _words(found: list[Change]) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for change in found:
        if change.step:
            words.setdefault(change.step, []).append(change.words)
    return words
