"""The ways out of a step: their names and conditions, their order, where each leads."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fields.conditions import Comparison, Condition, Row
from fields.types import Field, FieldType
from orchestrator.engine.definition import Definition, Link
from orchestrator.engine.graph import END
from orchestrator.forms.editing.links import drawn, fresh_link_key, led, pruned
from orchestrator.forms.editing.moving import Removal
from orchestrator.forms.editing.places import NoPlace
from orchestrator.forms.editing.regions import Regions


@dataclass(frozen=True)
class Path:
    """One way as a form gives it: the id of its link ("" for a new one), its name and condition."""

    link: str = ""
    name: str = ""
    when: Condition | None = None
    otherwise: bool = False


def with_paths(definition: Definition, key: str, paths: Sequence[Path]) -> Removal:
    """The drawing with exactly these ways out of a step, in this order; steps only a dropped one led to go with it."""
    regions = Regions.of(definition)
    meet = regions.meet(key) or END
    old = {link.id: link for link in regions.graph.out(key)}
    links = [link for link in definition.links if link.source != key]
    made: list[Link] = []
    for rank, path in enumerate(paths):
        fresh = Link(source=key, target=meet, key=fresh_link_key([*old.values(), *made], key))
        link = _meant(path.link, old) or fresh
        update = {"name": path.name, "when": path.when, "otherwise": path.otherwise, "rank": rank}
        made.append(link.model_copy(update=update))
    changed = drawn(definition, [*links, *made])
    return Removal(*pruned(definition, changed))


def _meant(said: str, old: dict[str, Link]) -> Link | None:
    """The link a path says it is; its key tells which, where it leads elsewhere by now."""
    key = said.partition("#")[2]
    return old.get(said) or next((link for link in old.values() if key and link.key == key), None)


def paths_of(definition: Definition, key: str) -> list[Path]:
    """The ways out of a step as they are, "otherwise" last."""
    out = definition.graph.out(key)
    return [
        Path(link.id, link.name, link.when, link.otherwise) for link in sorted(out, key=lambda each: each.otherwise)
    ]


def without_path(definition: Definition, link: Link) -> Removal:
    """The drawing without one way out of a step, and without the steps only it led to."""
    changed = drawn(definition, [each for each in definition.links if each.id != link.id])
    return Removal(*pruned(definition, changed))


def path_moved(definition: Definition, link: Link, by: int) -> Definition:
    """The drawing with one way asked (or listed) earlier or later; "otherwise" stays last."""
    paths = [path for path in paths_of(definition, link.source) if not path.otherwise]
    rest = [path for path in paths_of(definition, link.source) if path.otherwise]
    place = next((number for number, path in enumerate(paths) if path.link == link.id), None)
    if place is None:
        return definition
    path = paths.pop(place)
    paths.insert(max(place + by, 0), path)
    return with_paths(definition, link.source, [*paths, *rest]).definition


def targets(definition: Definition, source: str) -> list[str]:
    """The steps (and `end`) a link from here may lead to without going round in a circle."""
    earlier = {source, *definition.graph.before(source)} if source in definition.graph.order else {source}
    if source not in definition.graph.order:
        earlier |= _leading_to(definition, source)
    return [*(key for key in _read_order(definition) if key not in earlier), END]


def _leading_to(definition: Definition, key: str) -> set[str]:
    """The steps that lead to one the walk does not reach."""
    found, open_ends = set(), [key]
    while open_ends:
        at = open_ends.pop()
        for link in definition.links:
            if link.target == at and link.source not in found:
                found.add(link.source)
                open_ends.append(link.source)
    return found


def _read_order(definition: Definition) -> list[str]:
    reached = definition.graph.order
    return [*reached, *(step.key for step in definition.steps if step.key not in set(reached))]


def redirected(definition: Definition, link: Link, target: str, *, only: bool = True) -> Definition:
    """The drawing with a link leading elsewhere; NoPlace where that would make a circle."""
    if target not in targets(definition, link.source):
        raise NoPlace(target)
    links = [led(each, target) if each.id == link.id else each for each in definition.links]
    return drawn(definition, links)


def linked(definition: Definition, source: str, target: str) -> Definition:
    """The drawing with one more link."""
    if target not in targets(definition, source):
        raise NoPlace(target)
    out = definition.graph.out(source)
    link = Link(source=source, target=target, rank=max((each.rank for each in out), default=-1) + 1)
    return drawn(definition, [*definition.links, link])


# -- by the values of a field ----------------------------------------------------------------------------------------


def by_values(
    definition: Definition, key: str, path: str, field: Field, only: Collection[str] | None = None
) -> list[Path]:
    """One way for each value of a field (or `only` some), then "otherwise"; what asks anything else stays if used."""
    now = paths_of(definition, key)
    meet = Regions.of(definition).meet(key) or END
    targets = {link.id: link.target for link in definition.graph.out(key)}
    of_values = [(Condition(rows=[row]), value_of(row), name) for row, name in value_rows(path, field)]
    kept: list[Path] = []
    for when, value, name in of_values:
        if only is None or value in only:
            same = next((each for each in now if each.when == when), None)
            kept.append(same or Path(name=name, when=when))
    asked = [when for when, _value, _name in of_values]
    others = [path for path in now if not path.otherwise and path.when not in asked and targets[path.link] != meet]
    otherwise = [each for each in now if each.otherwise][:1] or [Path(otherwise=True)]
    return [*kept, *others, *otherwise]


def value_rows(path: str, field: Field) -> list[tuple[Row, str]]:
    """A row, and a name, for each value a choice or a yes-or-no can have."""
    if field.type is FieldType.CHOICE:
        return [(Row(field=path, comparison=Comparison.IS, value=each.value), each.label) for each in field.choices]
    if field.type is FieldType.YES_NO:
        return [(Row(field=path, comparison=Comparison.IS_YES), ""), (Row(field=path, comparison=Comparison.IS_NO), "")]
    return []


def value_of(row: Row) -> str:
    """The value a row of `value_rows` stands for, as a form sends it."""
    return row.comparison.value if row.value is None else str(row.value)


def values_field(definition: Definition, key: str) -> str:
    """The field whose values a step goes by; "" where its conditions ask anything else."""
    asked = [path.when for path in paths_of(definition, key) if not path.otherwise]
    rows = [when.rows[0] for when in asked if when and len(when.rows) == 1 and not when.groups]
    fields = {row.field for row in rows if row.comparison in (Comparison.IS, Comparison.IS_YES, Comparison.IS_NO)}
    return fields.pop() if asked and len(rows) == len(asked) and len(fields) == 1 else ""
