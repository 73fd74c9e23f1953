"""A very long outline, some hundred lines at a time: no page holds thousands of cards."""

from dataclasses import dataclass

from orchestrator.queries.cards import Card
from orchestrator.queries.outline import Item, Outline

MOST_LINES = 400


@dataclass(frozen=True)
class Part:
    """Some lines of an outline: those of its walk, then those of steps nobody reaches.

    number: which part it is, from 1; first, last, total: of the lines, as one counts them.
    """

    items: list[Item]
    lost: list[Card]
    number: int
    parts: int
    first: int
    last: int
    total: int

    @property
    def earlier(self) -> int:
        """The part before; 0 where this is the first."""
        return self.number - 1

    @property
    def later(self) -> int:
        """The part after; 0 where this is the last."""
        return self.number + 1 if self.number < self.parts else 0


def part_of(outline: Outline, number: str = "", near: str = "") -> Part:
    """The part with this number, or the one that holds the line `near`; the first where neither says something."""
    lines: list[Item | Card] = [*outline.items, *outline.lost]
    parts = max(1, -(-len(lines) // MOST_LINES))
    asked = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    wanted = min(max(asked, 1), parts)
    if near and parts > 1:
        place = next((place for place, line in enumerate(lines) if near == _anchor(line)), 0)
        wanted = place // MOST_LINES + 1
    first, last = (wanted - 1) * MOST_LINES, min(wanted * MOST_LINES, len(lines))
    walked = len(outline.items)
    return Part(
        outline.items[first:last],
        outline.lost[max(first - walked, 0) : max(last - walked, 0)],
        *(wanted, parts, first + 1, last, len(lines)),
    )


def is_long(steps: int) -> bool:
    """Whether the outline of so many steps may be shown in parts."""
    return steps * 2 > MOST_LINES


def _anchor(line: Item | Card) -> str:
    """What a line is called in the address of the outline."""
    if isinstance(line, Card):
        return f"step-{line.step.key}"
    return f"step-{line.card.step.key}" if line.card else line.anchor
