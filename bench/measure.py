"""What a measurement is, and the list of all of them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

# What stands beside a value so that it can be judged: the disk's own speed, the same work done another way.
Peers = dict[str, Any]


@dataclass(frozen=True)
class Measure:
    """One measured figure; `met` is None where there is no target."""

    measure: str
    value: float
    unit: str
    target: str = ""
    met: bool | None = None
    peers: Peers = field(default_factory=dict)

    def line(self) -> str:
        """The figure as one JSON line."""
        return json.dumps({**asdict(self), "value": round(self.value, 3)}, ensure_ascii=False)


Taking = Callable[[], Iterator[Measure]]
MEASURES: dict[str, Taking] = {}


def takes(name: str) -> Callable[[Taking], Taking]:
    """Put a function into the list under the name it is called by on the command line."""

    def listed(taking: Taking) -> Taking:
        if name in MEASURES:
            raise ValueError(f"Two measurements are called {name}.")
        MEASURES[name] = taking
        return taking

    return listed


def at_most(most: float, measure: str, value: float, unit: str, **peers: Any) -> Measure:
    """A figure that is better small."""
    return Measure(measure, value, unit, f"≤ {most:g}", value <= most, peers)


def at_least(least: float, measure: str, value: float, unit: str, **peers: Any) -> Measure:
    """A figure that is better large."""
    return Measure(measure, value, unit, f"≥ {least:g}", value >= least, peers)


def percentile(values: list[float], share: float) -> float:
    """The value that this share (0 to 1) of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
