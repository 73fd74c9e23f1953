"""Where a step is put: "after:triage", "before:review", "on:triage>review", "path:choose"; and putting it there."""

from dataclasses import dataclass

from orchestrator.engine.definition import AnyStep, Definition, JoinStep, Link
from orchestrator.engine.graph import END, START
from orchestrator.forms.editing.links import begun, drawn, fresh_link_key, led
from orchestrator.forms.editing.regions import Regions


class NoPlace(Exception):
    """There is no such place, or nothing can be put there."""


@dataclass(frozen=True)
class Spot:
    """The links that will lead to what is put here (those of `fresh` are new), and where it goes on."""

    taken: list[Link]
    target: str
    fresh: bool = False


def spot_at(definition: Definition, place: str) -> Spot:
    """What a place means in this drawing; "" is before the end."""
    return spot_in(Regions.of(definition), place)


def spot_in(regions: Regions, place: str) -> Spot:
    """The same, for who asks for many places of one drawing."""
    kind, _colon, name = place.partition(":")
    match kind:
        case "on":
            found = regions.links.get(name)
            return _of([found] if found else [], found.target if found else END)
        case "after" if name == START or name in regions.kinds:
            return _after(regions, name)
        case "before" if name == END or name in regions.kinds:
            return _of(regions.graph.into(name), name)
        case "path" if name in regions.kinds:
            return _new_path(regions, name)
        case "":
            return _last(regions)
    raise NoPlace(place)


def is_place(definition: Definition, place: str) -> bool:
    """Whether something can be put there."""
    try:
        spot_at(begun(definition), place)
    except NoPlace:
        return False
    return True


def _of(links: list[Link], target: str) -> Spot:
    if not links:
        raise NoPlace(target)
    return Spot(links, target)


def _after(regions: Regions, key: str) -> Spot:
    if exits := regions.exits(key):
        return _of(exits, exits[0].target)
    if regions.kinds.get(key) == "end" or regions.graph.out(key):
        raise NoPlace(key)
    return Spot([Link(source=key, target=END)], END, fresh=True)


def _new_path(regions: Regions, key: str) -> Spot:
    meet = regions.meet(key) or END
    return Spot([new_path(regions.definition, key, meet)], meet, fresh=True)


def _last(regions: Regions) -> Spot:
    """Before the end; where every way ends by name, after the last step that does not."""
    if into := regions.graph.into(END):
        return Spot(into, END)
    for key in reversed([START, *regions.graph.order]):
        if regions.kinds.get(key) not in ("end", "choose", "parallel") and not regions.graph.out(key):
            return Spot([Link(source=key, target=END)], END, fresh=True)
    raise NoPlace(END)


def new_path(definition: Definition, key: str, target: str) -> Link:
    """Another way out of a step, asked before its "otherwise"."""
    out = definition.graph.out(key)
    rank = max((link.rank for link in out if not link.otherwise), default=-1) + 1
    return Link(source=key, target=target, key=fresh_link_key(out, key), rank=rank)


def put(definition: Definition, step: AnyStep, place: str, *, closing: JoinStep | None = None) -> Definition:
    """The drawing with a new step at a place; what came to that place comes to the step, which goes on there.

    A new "choose" comes with one way to be described and an "otherwise"; a new "parallel" with two empty parts and the
    join that is handed in; a new "join" takes all that led where it goes on.
    """
    definition = begun(definition)
    spot = spot_at(definition, place)
    taken = spot.taken
    if step.kind == "join" and not spot.fresh and spot.target != START:
        taken = definition.graph.into(spot.target) or taken
    return insert(definition, [step, *([closing] if closing else [])], Spot(taken, spot.target, spot.fresh),
                  step.key, ways_out(step, spot.target, closing))  # fmt: skip


def insert(definition: Definition, steps: list[AnyStep], spot: Spot, first: str, inner: list[Link]) -> Definition:
    """The drawing with some steps at a spot: its links lead to the first of them; `inner` are the links they bring."""
    ids = {link.id for link in spot.taken}
    links = [led(link, first) if link.id in ids else link for link in definition.links]
    if spot.fresh:
        links = _otherwise_last([*definition.links, *(led(link, first) for link in spot.taken)])
    return drawn(definition, [*links, *inner], [*definition.steps, *steps])


def _otherwise_last(links: list[Link]) -> list[Link]:
    """The links with every "otherwise" asked after the others of its step."""
    last: dict[str, int] = {}
    for link in links:
        if not link.otherwise:
            last[link.source] = max(last.get(link.source, -1), link.rank)
    return [
        link.model_copy(update={"rank": last[link.source] + 1})
        if link.otherwise and link.rank <= last.get(link.source, -1)
        else link
        for link in links
    ]


def ways_out(step: AnyStep, target: str, closing: JoinStep | None = None) -> list[Link]:
    """The links a new step comes with."""
    key = step.key
    match step.kind:
        case "end":
            return []
        case "choose":
            return [
                Link(source=key, target=target, key="p1", rank=0),
                Link(source=key, target=target, key="otherwise", otherwise=True, rank=1),
            ]
        case "parallel" if closing:
            parts = [Link(source=key, target=closing.key, key=f"p{n}", rank=n - 1) for n in (1, 2)]
            return [*parts, Link(source=closing.key, target=target)]
        case "parallel":
            return [Link(source=key, target=target, key=f"p{n}", rank=n - 1) for n in (1, 2)]
    return [Link(source=key, target=target)]
