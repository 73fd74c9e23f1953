"""The links of a drawing while it is changed: told apart, healed, and what nobody reaches any more."""

from collections.abc import Iterable, Sequence

from orchestrator.engine.definition import AnyStep, Definition, Link
from orchestrator.engine.graph import END, START

SPLITS = ("choose", "parallel")  # each link of these is a path of its own, also where two lead to the same step


def drawn(definition: Definition, links: Iterable[Link], steps: Sequence[AnyStep] | None = None) -> Definition:
    """The drawing with these links (and steps): no loose ends, no two links alike."""
    kept = list(definition.steps if steps is None else steps)
    there = {START, END, *(step.key for step in kept)}
    splitting = {step.key for step in kept if step.kind in SPLITS}
    sound = [link for link in links if link.source in there and link.target in there and link.source != link.target]
    update = {
        "steps": kept,
        "links": _told_apart(sound, splitting),
        "layout": {key: spot for key, spot in definition.layout.items() if key in there},
        "groups": [
            group.model_copy(update={"steps": [key for key in group.steps if key in there]})
            for group in definition.groups
        ],
    }
    return definition.model_copy(update=update)


def _told_apart(links: list[Link], splitting: set[str]) -> list[Link]:
    found: dict[str, Link] = {}
    for link in links:
        twin = found.get(link.id)
        if twin is None:
            found[link.id] = link
        elif link.source in splitting or link.conditional or twin.conditional:
            fresh = link.model_copy(update={"key": fresh_link_key(found.values(), link.source)})
            found[fresh.id] = fresh
    return list(found.values())


def fresh_link_key(links: Iterable[Link], source: str) -> str:
    """A key no link of this step has."""
    taken = {link.key for link in links if link.source == source}
    return next(key for number in range(1, len(taken) + 2) if (key := f"p{number}") not in taken)


def led(link: Link, target: str) -> Link:
    """The link, leading elsewhere."""
    return link.model_copy(update={"target": target})


def begun(definition: Definition) -> Definition:
    """The drawing with a way from its start: an empty one leads straight to its end."""
    if definition.steps or definition.links:
        return definition
    return definition.model_copy(update={"links": [Link(source=START, target=END)]})


def lost_after(before: Definition, after: Definition) -> list[AnyStep]:
    """The steps the walk reached before a change and reaches no more."""
    reached, still = set(before.graph.order), set(after.graph.order)
    return [step for step in after.steps if step.key in reached and step.key not in still]


def pruned(before: Definition, after: Definition) -> tuple[Definition, list[AnyStep]]:
    """The changed drawing without the steps the change cut off, and those steps."""
    lost = lost_after(before, after)
    gone = {step.key for step in lost}
    return drawn(after, after.links, [step for step in after.steps if step.key not in gone]), lost
