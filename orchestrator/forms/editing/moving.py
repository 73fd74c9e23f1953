"""Moving, copying and taking out a step, with all that belongs to it."""

from dataclasses import dataclass, field

from orchestrator.engine.definition import AnyStep, Definition, Link
from orchestrator.engine.graph import END, START
from orchestrator.forms.editing.links import drawn, led, lost_after, pruned
from orchestrator.forms.editing.listing import Line, lines_of
from orchestrator.forms.editing.names import fresh_key, fresh_name, renamed, renamed_condition
from orchestrator.forms.editing.places import NoPlace, Spot, insert, spot_at, spot_in
from orchestrator.forms.editing.regions import Regions


@dataclass(frozen=True)
class Removal:
    """The drawing without a step, and the other steps that go with it."""

    definition: Definition
    lost: list[AnyStep] = field(default_factory=list)


# -- taking out ------------------------------------------------------------------------------------------------------


def without(definition: Definition, key: str) -> Removal:
    """Take a step out: what led to it leads to what followed; of one that splits, only its first path is kept."""
    regions = Regions.of(definition)
    onward = regions.graph.out(key)
    if regions.splits(key) and regions.kinds.get(key) not in ("choose", "parallel"):
        onward = [link for link in onward if not link.conditional][:1] or onward
    target = onward[0].target if onward else END
    links = [led(link, target) if link.target == key else link for link in definition.links if link.source != key]
    healed = drawn(definition, links, [step for step in definition.steps if step.key != key])
    healed, lost = pruned(definition, healed)
    closing = regions.closing(key)
    if closing and len(healed.graph.into(closing)) == 1:
        rest = without(healed, closing)
        return Removal(rest.definition, [*lost, definition.step(closing), *rest.lost])
    return Removal(healed, lost)


# -- moving ----------------------------------------------------------------------------------------------------------


def moved_to(definition: Definition, key: str, place: str) -> Definition:
    """The drawing with a step, and all that belongs to it, at another place; NoPlace where it cannot stand there."""
    regions = Regions.of(definition)
    block, exits = regions.block(key), regions.exits(key)
    spot = spot_at(definition, place)
    if {link.id for link in spot.taken} in _where_it_stands(regions, key):
        return definition
    if spot.target in block - {key} or any(link.source in block for link in spot.taken):
        raise NoPlace(place)
    entries = [link for link in definition.links if link.target == key]
    after = exits[0].target if exits else END
    away = {link.id for link in exits}
    links = [led(link, after) if link in entries else link for link in definition.links if link.id not in away]
    healed = drawn(definition, links)
    healed_spot = _as_healed(healed, spot, entries, after, place)
    onward = [led(link, healed_spot.target) for link in exits]
    done = insert(healed, [], healed_spot, key, onward)
    if done.graph.circle or lost_after(definition, done):
        raise NoPlace(place)
    return done


def _where_it_stands(regions: Regions, key: str) -> tuple[set[str], set[str]]:
    """The links that lead to a step, and those by which it goes on: a place on either is the one it has."""
    return {link.id for link in regions.graph.into(key)}, {link.id for link in regions.exits(key)}


def _as_healed(healed: Definition, spot: Spot, entries: list[Link], after: str, place: str) -> Spot:
    """The spot once the step is gone from its old place: links that led to it lead on by themselves now."""
    if spot.fresh or place.startswith(("after:", "before:")) or not place:
        return spot_at(healed, place)
    wanted = {(link.source, link.key, after if link in entries else link.target) for link in spot.taken}
    found = [link for link in healed.links if (link.source, link.key, link.target) in wanted]
    if not found:
        raise NoPlace(place)
    return Spot(found, found[0].target)


def neighbour(definition: Definition, key: str, by: int) -> str | None:
    """The step before (-1) or after (1) a step on its own path, which it would change places with; None at its ends."""
    regions = Regions.of(definition)
    siblings = _units(regions, lines_of(definition)).get(key, [])
    place = siblings.index(key) + by if siblings else -1
    other = siblings[place] if 0 <= place < len(siblings) else None
    first = siblings[min(place, place - by)] if other else None
    return other if first and regions.exits(siblings[max(place, place - by)]) else None


def _units(regions: Regions, lines: list[Line]) -> dict[str, list[str]]:
    """For each step that can move by itself, the steps of its path; a join moves with what it closes."""
    paths: dict[str, list[str]] = {}
    closing = {regions.closing(line.key) for line in lines if line.kind == "step"}
    for line in lines:
        if line.kind == "step" and line.key not in closing:
            paths.setdefault(line.number.rstrip("0123456789"), []).append(line.key)
    return {key: keys for keys in paths.values() for key in keys}


def movable(definition: Definition, lines: list[Line]) -> dict[str, tuple[bool, bool]]:
    """For each step, whether it can change places with the one before it and with the one after it on its path."""
    regions = Regions.of(definition)
    units = _units(regions, lines)
    ends = {key for key in units if not regions.exits(key)}
    found = {}
    for key, keys in units.items():
        place = keys.index(key)
        found[key] = (place > 0 and key not in ends, place < len(keys) - 1 and keys[place + 1] not in ends)
    return found


def moved(definition: Definition, key: str, by: int) -> Definition:
    """The drawing with a step one place further down (1) or up (-1) on its path; as it was where it cannot."""
    other = neighbour(definition, key, by)
    if other is None:
        return definition
    try:
        return moved_to(definition, key, f"before:{other}" if by < 0 else f"after:{other}")
    except NoPlace:
        return definition


def places_for(definition: Definition, key: str) -> list[str]:
    """The places a step can be moved to: after the start and each step, and at the beginning of each path."""
    regions = Regions.of(definition)
    block, lines = regions.block(key), lines_of(definition)
    own = _where_it_stands(regions, key)
    places = [f"after:{START}", *(place for line in lines if line.key not in block and (place := _place(line)))]
    found = []
    for place in places:
        try:
            spot = spot_in(regions, place)
        except NoPlace:
            continue
        if {link.id for link in spot.taken} not in own:
            found.append(place)
    return found


def _place(line: Line) -> str:
    if line.kind == "path" and line.way:
        return f"on:{line.way.id}"
    return f"after:{line.key}" if line.kind == "step" else ""


# -- copying ---------------------------------------------------------------------------------------------------------


def copied(definition: Definition, key: str) -> tuple[Definition, str]:
    """The drawing with a copy of a step (and all that belongs to it) after it, and the copy's key."""
    regions = Regions.of(definition)
    spot = spot_at(definition, f"after:{key}")
    block, exits = regions.block(key), {link.id for link in regions.exits(key)}
    keys: dict[str, str] = {}
    made = definition
    for step in [step for step in definition.steps if step.key in block]:
        name = fresh_name(made, step.name)
        keys[step.key] = fresh_key(made, name)
        fresh = step.model_copy(update={"key": keys[step.key], "name": name})
        made = made.model_copy(update={"steps": [*made.steps, fresh]})
    copies = [renamed(step, keys) for step in made.steps[len(definition.steps) :]]
    inner = [_copy(link, keys, exits) for link in definition.links if link.source in block]
    return insert(definition, copies, spot, keys[key], inner), keys[key]


def _copy(link: Link, keys: dict[str, str], exits: set[str]) -> Link:
    target = link.target if link.id in exits else keys.get(link.target, link.target)
    update = {"source": keys[link.source], "target": target, "when": renamed_condition(link.when, keys)}
    return link.model_copy(update=update)
