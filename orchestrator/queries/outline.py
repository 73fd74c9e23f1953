"""A drawing as one reads it: what starts it, its steps line by line, how it ends, what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from fields.types import Field
from governance.templatetags.documents import field_types
from orchestrator.engine.check import Problem
from orchestrator.engine.definition import Definition, Link
from orchestrator.engine.graph import END
from orchestrator.forms.editing.listing import Line, lines_of, unreached
from orchestrator.forms.editing.moving import movable
from orchestrator.forms.editing.regions import Regions
from orchestrator.queries import words
from orchestrator.queries.cards import Card, Trouble, cards_of, troubles_of

DEEPEST = 8  # how far lines are indented; further in, the number alone tells


@dataclass(frozen=True)
class Item:
    """One line of the outline, with what it says and what can be done there.

    title: of a path, its name or condition; of "on", where it goes on. add: the place where a step can be added.
    """

    line: Line
    depth: int
    card: Card | None = None
    title: str = ""
    about: str = ""
    expression: str = ""
    add: str = ""
    up: bool = False
    down: bool = False
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.line.kind

    @property
    def anchor(self) -> str:
        """What a path is called in the address of the outline."""
        return anchor_of_link(self.line.way) if self.line.way else ""


def anchor_of_link(link: Link) -> str:
    """What a link's line is called in the address of the outline."""
    return f"path-{link.source}-{link.target}" + (f"-{link.key}" if link.key else "")


@dataclass(frozen=True)
class Outline:
    """One drawing as a builder reads it."""

    definition: Definition
    asks: list[tuple[Field, str]]
    items: list[Item]
    lost: list[Card]
    ending: str
    results: list[str]
    limits: list[str]
    troubles: list[Trouble]

    @cached_property
    def cards(self) -> list[Card]:
        """Its steps in the order in which one reads them, then those nobody reaches."""
        return [*(item.card for item in self.items if item.card), *self.lost]

    @property
    def errors(self) -> list[Trouble]:
        """What must be mended before publishing."""
        return [trouble for trouble in self.troubles if trouble.serious]

    @property
    def at_end(self) -> list[Trouble]:
        """What is wrong with how it ends."""
        return [trouble for trouble in self.troubles if trouble.place == "end"]

    @property
    def at_start(self) -> list[Trouble]:
        """What is wrong with what the request asks for."""
        return [trouble for trouble in self.troubles if trouble.place == "inputs"]


def outline(definition: Definition, problems: Sequence[Problem] = (), *, currency: str = "EUR") -> Outline:
    """A drawing with its shapes, and what the check says of it, in words."""
    lines = lines_of(definition)
    troubles = troubles_of(definition, problems)
    cards = cards_of(definition, troubles)
    known, types = words.all_fields(definition), dict(field_types())
    reading = _Reading(definition, lines, cards, [each for each in troubles if each.link])
    return Outline(
        definition=definition,
        asks=[(each, str(types[each.type.value])) for each in definition.inputs],
        items=[reading.item(line) for line in lines],
        lost=[cards[key] for key in unreached(definition)],
        ending=words.ending_words(definition, known),
        results=[words.source_words(definition, path, known) for path in definition.end.results],
        limits=words.limit_words(definition.limits, currency),
        troubles=troubles,
    )


def link_words(definition: Definition) -> dict[str, str]:
    """What each link says: its name, else when it is taken; "" where there is nothing to say."""
    known = words.all_fields(definition)
    return {link.id: link.name or words.path_words(definition, link, known) for link in definition.links}


# -- lines -----------------------------------------------------------------------------------------------------------


class _Reading:
    """One drawing being read line by line."""

    def __init__(
        self, definition: Definition, lines: list[Line], cards: dict[str, Card], troubles: list[Trouble]
    ) -> None:
        self.definition, self.cards = definition, cards
        self.known = words.all_fields(definition)
        self.regions, self.moves = Regions.of(definition), movable(definition, lines)
        self.troubles = troubles

    def item(self, line: Line) -> Item:
        """What a line says, and what can be done there."""
        depth = min(line.depth, DEEPEST)
        match line.kind:
            case "step":
                up, down = self.moves.get(line.key, (False, False))
                return Item(line, depth, self.cards[line.key], add=self._add_after(line.key), up=up, down=down)
            case "path":
                return self._path(line, depth)
            case "on":
                return Item(line, depth, title=self._on_words(line.key))
        name = self.cards[line.key].step.name
        title = _("After the paths of “%(name)s” have come together") % {"name": name}
        return Item(line, depth, title=title, add=f"after:{line.key}")

    def _add_after(self, key: str) -> str:
        """The place after a step, where something can be added right below its line."""
        ends = self.regions.kinds.get(key) == "end"
        return "" if self.regions.splits(key) or ends else f"after:{key}"

    def _path(self, line: Line, depth: int) -> Item:
        link = line.way
        assert link is not None
        when = words.path_words(self.definition, link, self.known)
        siblings = [each for each in self.definition.graph.out(line.key) if not each.otherwise]
        place = next((number for number, each in enumerate(siblings) if each.id == link.id), -1)
        return Item(
            line,
            depth,
            title=link.name or when or self._nameless(line),
            about=when if link.name and when else "",
            expression=words.expression(link.when, self.known),
            add=f"on:{link.id}",
            up=place > 0,
            down=0 <= place < len(siblings) - 1,
            troubles=[trouble for trouble in self.troubles if trouble.link == link.id],
        )

    def _nameless(self, line: Line) -> str:
        if self.regions.kinds.get(line.key) == "choose":
            return _("Not described yet")
        letter = line.number[len(line.number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) :]
        return _("Part %(letter)s") % {"letter": letter}

    def _on_words(self, key: str) -> str:
        if key == END:
            return _("Goes on to the end")
        return _("Goes on at %(number)s %(name)s") % {
            "number": self.cards[key].number,
            "name": self.cards[key].step.name,
        }
