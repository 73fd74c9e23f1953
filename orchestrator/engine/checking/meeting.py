"""Which steps one run can be at side by side, and where its parts meet."""

from itertools import combinations, islice

from orchestrator.engine.definition import ChooseStep, Definition, EndStep, Link
from orchestrator.engine.graph import END, START

MOST_PAIRS = 50_000


class Meeting:
    """Two walkers set out along two links of one step; whoever is further behind goes on, until they meet or end.

    So every two ends are found that two parts of one run can come to without having met before, and every place where
    they can meet. A drawing with too many pairs to look at is not looked at further, and is then not `complete`.
    """

    def __init__(self, definition: Definition) -> None:
        self.pairs: set[tuple[str, str]] = set()
        self.places: set[str] = set()  # where parts that run side by side can meet
        self._graph = definition.graph
        choices = {step.key for step in definition.steps if isinstance(step, ChooseStep)}
        ends = {step.key for step in definition.steps if isinstance(step, EndStep)}
        # Ends come last: whoever has come to one waits there for the other.
        order = sorted(self._graph.order, key=lambda key: key in ends)
        self._place = {key: place for place, key in enumerate([START, *order, END])}
        self._open: list[tuple[str, str]] = []
        for key in [START, *self._graph.order]:
            if key not in choices:
                self._set_out(self._graph.out(key))
        self._walk()
        self.complete = len(self.pairs) < MOST_PAIRS

    def _set_out(self, links: list[Link]) -> None:
        for one, other in islice(combinations(links, 2), MOST_PAIRS):
            if not excludes(one, other):
                self._at(one.target, other.target)

    def _at(self, one: str, other: str) -> None:
        if one == other:
            self.places.add(one)
            return
        pair = (one, other) if self._place[one] < self._place[other] else (other, one)
        if pair not in self.pairs and len(self.pairs) < MOST_PAIRS:
            self.pairs.add(pair)
            self._open.append(pair)

    def _walk(self) -> None:
        while self._open:
            behind, ahead = self._open.pop()
            for link in self._graph.out(behind):
                self._at(link.target, ahead)


def excludes(one: Link, other: Link) -> bool:
    """Say whether two links of a step are never both taken: a condition held, or none did."""
    return (one.otherwise and other.when is not None) or (other.otherwise and one.when is not None)
