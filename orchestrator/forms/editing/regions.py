"""What belongs together in a drawing: where paths meet again, and which steps lie between."""

from functools import cached_property

from orchestrator.engine.definition import Definition, Link
from orchestrator.engine.graph import END
from orchestrator.forms.editing.links import SPLITS


class Regions:
    """One drawing, asked for the blocks its steps make: one that splits, its paths, the join that closes them."""

    def __init__(self, definition: Definition) -> None:
        self.definition, self.graph = definition, definition.graph
        self.kinds = {step.key: step.kind for step in definition.steps}
        self._inside: dict[str, list[str]] = {}
        self._exits: dict[str, list[Link]] = {}

    @classmethod
    def of(cls, definition: Definition) -> "Regions":
        """Those of a drawing, worked out once for all who ask."""
        kept = definition.graph.kept
        if "regions" not in kept:
            kept["regions"] = cls(definition)
        found: Regions = kept["regions"]
        return found

    @cached_property
    def links(self) -> dict[str, Link]:
        """The links by their ids."""
        return {link.id: link for link in self.graph.links}

    def splits(self, key: str) -> bool:
        """Whether more than one way, or a way that is not always taken, leaves a step."""
        out = self.graph.out(key)
        return self.kinds.get(key) in SPLITS or len(out) > 1 or any(link.conditional for link in out)

    def meet(self, key: str) -> str | None:
        """The nearest step (or `end`) all ways from here lead to, those that end by name aside; None where all do."""
        shared = self._everything
        for link in self.graph.out(key):
            shared &= self._ways.get(link.target, self._everything)
        if shared == self._everything:
            return None
        return self._keys[(shared & -shared).bit_length() - 1] if shared else END

    def inside(self, key: str) -> list[str]:
        """The steps only this one leads to, up to where its ways meet again, in order."""
        if not self.splits(key):
            return []
        if key not in self._inside:
            found = {key: True}
            for each in self._between(key, self.meet(key)):
                if all(link.source in found for link in self.graph.into(each)):
                    found[each] = True
            self._inside[key] = list(found)[1:]
        return self._inside[key]

    def _between(self, key: str, meet: str | None) -> list[str]:
        """The steps that can be reached from here without passing where the ways meet, in order."""
        stops = {key, meet, END}
        found: set[str] = set()
        open_ends = [key]
        while open_ends:
            for link in self.graph.out(open_ends.pop()):
                if link.target not in stops and link.target not in found:
                    found.add(link.target)
                    open_ends.append(link.target)
        return sorted(found, key=self._place)

    def _place(self, key: str) -> int:
        return self._places.get(key, len(self._places))

    def closing(self, key: str) -> str | None:
        """The join that brings the parts of a step together again, and nothing else."""
        meet = self.meet(key) if self.splits(key) else None
        if self.kinds.get(meet or "") != "join":
            return None
        own = {key, *self.inside(key)}
        return meet if all(link.source in own for link in self.graph.into(meet or "")) else None

    def block(self, key: str) -> set[str]:
        """A step with all that moves with it."""
        closing = self.closing(key)
        return {key, *self.inside(key), *([closing] if closing else [])}

    def exits(self, key: str) -> list[Link]:
        """The links by which the walk goes on after a step and all that belongs to it."""
        if key not in self._exits:
            self._exits[key] = self._leaving(key)
        return self._exits[key]

    def _leaving(self, key: str) -> list[Link]:
        if closing := self.closing(key):
            return self.exits(closing)
        if not self.splits(key):
            return self.graph.out(key)[:1]
        meet = self.meet(key)
        steps = (key, *self.inside(key))
        return [link for each in steps for link in self.graph.out(each) if link.target == meet]

    def opener(self, join: str) -> str | None:
        """The step whose parts this join closes."""
        for key in reversed(self.graph.before(join)):
            if self.splits(key) and self.closing(key) == join:
                return key
        return None

    # -- which steps every way leads through, as bits in the order of the walk ------------------------------------

    @cached_property
    def _keys(self) -> list[str]:
        return [*self.graph.order, END]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self._keys)}

    @cached_property
    def _everything(self) -> int:
        return (1 << len(self._keys)) - 1 | 1 << len(self._keys)  # one bit more than there are places

    @cached_property
    def _ways(self) -> dict[str, int]:
        place = self._places
        ways = {END: 1 << place[END]}
        for key in reversed(self.graph.order):
            shared = self._everything
            for link in self.graph.out(key):
                shared &= ways.get(link.target, self._everything)
            ends_here = shared == self._everything
            if ends_here and self.kinds[key] != "end" and not self.graph.out(key):
                shared = ways[END]  # leads nowhere yet: as good as the end
                ends_here = False
            ways[key] = self._everything if ends_here else shared | 1 << place[key]
        return ways
