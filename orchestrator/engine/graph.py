"""The shape of a drawing: which step leads to which, in what order, and what lies between."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orchestrator.engine.definition import Link

START = "start"
END = "end"


class Graph:
    """Steps and links, asked for neighbours, order and regions; links to or from nowhere are left out."""

    def __init__(self, steps: Sequence[str], links: Iterable["Link"]) -> None:
        self.steps = list(steps)
        there = {*steps, START, END}
        self.links = [link for link in links if link.source in there and link.target in there]
        self._out: dict[str, list[Link]] = {}
        self._into: dict[str, list[Link]] = {}
        self._enclosed: dict[str, set[str]] = {}
        self.kept: dict[str, Any] = {}  # what others worked out from this drawing, so that they do it once
        for link in sorted(self.links, key=lambda each: each.rank):
            self._out.setdefault(link.source, []).append(link)
        for link in self.links:
            self._into.setdefault(link.target, []).append(link)

    def out(self, key: str) -> list["Link"]:
        """Give the links that leave a step (or `start`), in the order in which they are asked."""
        return self._out.get(key, [])

    def into(self, key: str) -> list["Link"]:
        """Give the links that lead to a step (or `end`) from steps the walk can reach."""
        return [link for link in self._into.get(key, []) if link.source in self._reached]

    @cached_property
    def order(self) -> list[str]:
        """Give the steps that are reached from the start, each after all that lead to it, path by path."""
        return [key for key in self._walk if key not in (START, END)]

    @cached_property
    def circle(self) -> list[str]:
        """Give the steps of one circle, in the order of the walk; empty where there is none."""
        place = {key: number for number, key in enumerate(self._walk)}
        for key in self._walk:
            for link in self.out(key):
                if place[link.target] <= place[key]:
                    between = {*self.after(link.target), link.target} & {*self.before(key), key}
                    return [each for each in self.order if each in between]
        return []

    def before(self, key: str) -> list[str]:
        """Give the steps that lead to this one (or to `end`), in order; all of them where it is not reached."""
        if key not in self._reached:
            return list(self.order)
        found = self._spread(key, lambda each: [link.source for link in self.into(each)])
        return [each for each in self.order if each in found]

    def after(self, key: str) -> list[str]:
        """Give the steps this one (or `start`) leads to, in order."""
        found = self._spread(key, lambda each: [link.target for link in self.out(each)])
        return [each for each in self.order if each in found]

    def enclosed(self, key: str) -> set[str]:
        """Give the steps that can only lead to this one: what is in vain once it went on without them."""
        if key in self._enclosed:
            return self._enclosed[key]
        inside = self._enclosed[key] = set()
        for each in reversed(self.before(key)):
            if all(link.target == key or link.target in inside for link in self.out(each)):
                inside.add(each)
        return inside

    @cached_property
    def _walk(self) -> list[str]:
        """Depth-first from the start, finished last first: every step after all that lead to it."""
        finished: list[str] = []
        seen = {START}
        trail = [(START, iter(self.out(START)[::-1]))]
        while trail:
            key, further = trail[-1]
            link = next(further, None)
            if link is None:
                finished.append(key)
                trail.pop()
            elif link.target not in seen:
                seen.add(link.target)
                trail.append((link.target, iter(self.out(link.target)[::-1])))
        return finished[::-1]

    @cached_property
    def _reached(self) -> set[str]:
        return set(self._walk)

    @staticmethod
    def _spread(key: str, neighbours: Callable[[str], list[str]]) -> set[str]:
        found: set[str] = set()
        open_ends = [key]
        while open_ends:
            for each in neighbours(open_ends.pop()):
                if each not in found:
                    found.add(each)
                    open_ends.append(each)
        return found
