"""What is known at each place of a drawing: what comes before it, and what every walk to it is sure to have done.

Sets of steps are whole numbers, a bit for each, so that a drawing of hundreds of steps is looked through in
milliseconds. What is worked out, for every step and for `end`:

- before: the steps that lead to it;
- decided: those that are done with, or never will be reached, when the walk comes here (a join that goes on early
  leaves some open);
- sure: those the walk has certainly been to;
- told: those that certainly gave something, because a condition on the way asked about it;
- ruled: whether a rules agent's output was asked on every way here.
"""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from fields.types import Field
from orchestrator.engine.checking.asked import asked, asked_unless
from orchestrator.engine.definition import (
    RUN,
    AnyStep,
    ChooseStep,
    Definition,
    JoinStep,
    Link,
    PersonStep,
    Shape,
    WorkStep,
)
from orchestrator.engine.graph import END, START


def needed(step: AnyStep | None, parts: int) -> int:
    """Give how many of the parts that lead to a step must have come before it is done."""
    if not isinstance(step, JoinStep) or step.rule == "all":
        return parts
    return min(1 if step.rule == "any" else step.count, parts)


def follows(links: list[Link], *, one: bool) -> tuple[list[Link], list[Link]]:
    """Give the links of a step that are taken for sure, and those of which one is; `one`: the walk takes only one."""
    sure = [] if one else [link for link in links if not link.conditional]
    some = links if one else [link for link in links if link.conditional]
    return sure, some if any(link.otherwise for link in some) else []


class Ways:
    """A drawing with what is known at each of its places."""

    def __init__(self, definition: Definition) -> None:
        self.definition, self.graph = definition, definition.graph
        self.steps: dict[str, AnyStep] = {}
        for step in definition.steps:
            self.steps.setdefault(step.key, step)
        self.order = definition.graph.order
        self.place = {key: place for place, key in enumerate([START, *self.order, END])}
        self.bits = {key: 1 << place for key, place in self.place.items()}
        self.into = {key: self.graph.into(key) for key in [*self.order, END]}
        self.fields = {f"{RUN}.{field.key}": field for field in definition.inputs}
        for key in self.order:
            for field in definition.shapes.get(key, Shape()).gives:
                self.fields[f"{key}.{field.key}"] = field
        self._ahead = self._what_follows()
        self.before: dict[str, int] = {START: 0}
        self._sure: dict[str, int] = {START: 0}
        self._decided: dict[str, int] = {START: 0}
        self._coming: dict[str, int] = {START: self._ahead[START]}
        self._told: dict[str, int] = {START: 0}
        self._ruled: dict[str, bool] = {START: False}
        people = (step.key for step in definition.steps if isinstance(step, PersonStep))
        rules = (key for key, shape in definition.shapes.items() if shape.rules and key in self.bits)
        self._rules = self._set({*people, *rules} & self.bits.keys())
        for key, links in self.into.items():
            self._arrive(key, links)
        if self.graph.circle:
            self._go_round()

    # -- what others ask ------------------------------------------------------------------------------------------

    def known(self, key: str, path: str, *, leaving: bool = False) -> Field | None:
        """Give the field at a path, where it comes before a step (or from it, for what leaves it)."""
        origin = path.partition(".")[0]
        if origin != RUN:
            there = self.before[key] | (self.bits[key] if leaving else 0)
            if not self.bits.get(origin, 0) & there:
                return None
        return self.fields.get(path)

    def all_known(self, key: str, paths: Iterable[str], *, leaving: bool = False) -> dict[str, Field]:
        """Give those of the fields at these paths that are known there."""
        found = {path: self.known(key, path, leaving=leaving) for path in paths}
        return {path: field for path, field in found.items() if field is not None}

    def been(self, key: str, earlier: str) -> bool:
        """Say whether every walk to a step is sure to have been at an earlier one."""
        return bool(self._sure[key] & self.bits[earlier])

    def gave(self, key: str, earlier: str) -> bool:
        """Say whether an earlier step has certainly given something when a step is done: it is never left out, or a
        condition on the way asked about what it gave."""
        step, bit = self.steps[key], self.bits[earlier]
        if self._told[key] & bit:
            return True
        if isinstance(step, WorkStep) and earlier in asked(step.only_when):
            return True
        return self.been(key, earlier) and not left_out(self.steps[earlier])

    def ruled(self, key: str) -> bool:
        """Say whether a step is only done when a rules agent or a person said so, there or on every way to it."""
        step = self.steps[key]
        here = asked(step.only_when) if isinstance(step, WorkStep) else set()
        return self._ruled.get(key, False) or bool(self._set(here & self.bits.keys()) & self._rules)

    # -- how it is worked out -------------------------------------------------------------------------------------

    def _set(self, keys: Iterable[str]) -> int:
        return reduce(or_, (self.bits[key] for key in keys), 0)

    def _what_follows(self) -> dict[str, int]:
        """Give for each place the steps that are sure to be walked after it (unless a join goes on without them)."""
        ahead: dict[str, int] = {}
        for key in [END, *reversed(self.order), START]:
            sure, some = follows(self.graph.out(key), one=isinstance(self.steps.get(key), ChooseStep))
            found = reduce(or_, (self._onward(link, ahead) for link in sure), 0)
            ahead[key] = found | (reduce(and_, (self._onward(link, ahead) for link in some)) if some else 0)
        return ahead

    def _onward(self, link: Link, ahead: dict[str, int]) -> int:
        return self.bits[link.target] | ahead.get(link.target, 0)

    def _arrive(self, key: str, links: list[Link]) -> None:
        """Work out what is known at a place from what is known at those that lead to it.

        One of its links was taken, so what is sure along each of them is sure here. Besides, of what was sure to come
        (parts that run beside one another) all is done that is decided by now: what an early join gave up was not.
        """
        links = [link for link in links if link.source in self.before]
        sources = [link.source for link in links]
        self.before[key] = reduce(or_, (self.before[each] | self.bits[each] for each in sources), 0)
        done = [self._decided[each] | self.bits[each] for each in sources]
        self._decided[key] = _in_many(done, len(done) - needed(self.steps.get(key), len(done)) + 1)
        coming = _in_all(self._coming[each] for each in sources)
        sure = _in_all(self._sure[each] | self.bits[each] for each in sources)
        self._sure[key] = sure | (coming & self._decided[key])
        self._coming[key] = coming | self._ahead[key]
        self._told[key] = _in_all(self._told[link.source] | self._asked(link) for link in links)
        self._ruled[key] = bool(links) and all(
            self._ruled[link.source] or bool(self._asked(link) & self._rules) for link in links
        )

    def _asked(self, link: Link) -> int:
        """Give the steps that gave something, as is known where this link is taken."""
        found = asked(link.when)
        if link.otherwise:
            others = [each.when for each in self.graph.out(link.source) if each.when is not None]
            found = found.union(*(asked_unless(each) for each in others))
        return self._set(found & self.bits.keys())

    def _go_round(self) -> None:
        """In a circle everything comes before everything; what is sure is only asked once the circle is cut."""
        moved = True
        while moved:
            moved = False
            for key, links in self.into.items():
                found = reduce(or_, (self.before[link.source] | self.bits[link.source] for link in links), 0)
                moved = moved or found != self.before[key]
                self.before[key] = found
        self._sure = dict(self.before)


def left_out(step: AnyStep) -> bool:
    """Say whether the walk may pass a step by, or go on after it failed."""
    return isinstance(step, WorkStep) and (step.only_when is not None or step.failure.then == "skip")


def _in_all(sets: Iterable[int]) -> int:
    each_of = list(sets)
    return reduce(and_, each_of) if each_of else 0


def _in_many(sets: list[int], least: int) -> int:
    """Give what is in at least so many of these sets."""
    found = [-1] + [0] * least
    for each in sets:
        for number in range(least, 0, -1):
            found[number] |= found[number - 1] & each
    return found[least] if sets else 0
