"""A drawing as numbered, indented lines: 1, 2, 2A (a path of 2), 2A1 (its first step), 3."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from orchestrator.engine.definition import Definition, Link
from orchestrator.engine.graph import END, START
from orchestrator.forms.editing.regions import Regions

LONGEST = 16  # characters of a number


@dataclass(frozen=True)
class Line:
    """One line: a step, a path of a step, where a path goes on that does not simply come out below, or "after".

    key: the step's; of a path, that of the step it leaves; of "on", that of the step (or `end`) where it goes on; of
    "after" (the place where paths have met again), that of the step they left.
    way: the link by which one comes here from the line above; None where more than one does.
    """

    kind: Literal["step", "path", "on", "after"]
    key: str
    number: str
    depth: int
    way: Link | None = None
    empty: bool = False

    @property
    def shown(self) -> str:
        """Its number as one reads it: of very deep ones only the end."""
        return self.number if len(self.number) <= LONGEST else f"…{self.number[-LONGEST:]}"


@dataclass
class _Way:
    """One path being walked: where it stands, where it comes out, and the paths still to be walked from there."""

    at: str | None
    stop: str | None
    prefix: str
    depth: int
    way: Link | None = None
    count: int = 0
    paths: list[tuple[int, Link]] = field(default_factory=list)
    meet: str | None = None
    number: str = ""
    split: str = ""


def lines_of(definition: Definition) -> list[Line]:
    """Every step the walk reaches, once, in the order in which one reads the drawing."""
    kept = definition.graph.kept
    if "lines" not in kept:
        kept["lines"] = list(_walk(Regions.of(definition)))
    return list(kept["lines"])


def unreached(definition: Definition) -> list[str]:
    """The steps nobody reaches."""
    reached = set(definition.graph.order)
    return [step.key for step in definition.steps if step.key not in reached]


def letters(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    word = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        word = chr(65 + rest) + word
    return word


def _walk(regions: Regions) -> Iterator[Line]:
    seen: set[str] = set()
    ways = [_Way(at=START, stop=END, prefix="", depth=0)]
    while ways:
        here = ways[-1]
        if here.paths:
            place, link = here.paths.pop(0)
            number = here.number + letters(place)
            yield Line("path", link.source, number, here.depth + 1, link, empty=link.target == here.meet)
            ways.append(_Way(at=link.target, stop=here.meet, prefix=number, depth=here.depth + 2, way=link))
        elif here.split:
            if here.split != START and not regions.closing(here.split) and regions.exits(here.split):
                yield Line("after", here.split, "", here.depth)
            here.at, here.meet, here.split, here.way = here.meet, None, "", None
            yield from _next(regions, ways, seen)
        else:
            yield from _next(regions, ways, seen)


def _next(regions: Regions, ways: list[_Way], seen: set[str]) -> Iterator[Line]:
    """One step further on the innermost path; it is left where it comes out, ends, or goes on elsewhere."""
    here = ways[-1]
    key = here.at
    if key is None or key == here.stop:
        ways.pop()
    elif key == END or key in seen or any(key == way.stop for way in ways):
        yield Line("on", key, "", here.depth, here.way)
        ways.pop()
    else:
        if key != START:
            seen.add(key)
            here.count += 1
            yield Line("step", key, f"{here.prefix}{here.count}", here.depth, here.way)
        _leave(regions, here, key)


def _leave(regions: Regions, here: _Way, key: str) -> None:
    out = regions.graph.out(key)
    if regions.splits(key):
        here.meet, here.number = regions.meet(key), f"{here.prefix}{here.count or ''}"
        here.split, here.paths = key, list(enumerate(out))
    here.at, here.way = (out[0].target, out[0]) if out else (None, None)
