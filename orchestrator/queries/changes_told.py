"""What is said of a difference between two drawings, and the two being compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from fields.types import Field
from orchestrator.engine.definition import AnyStep, Definition
from orchestrator.engine.graph import END, START
from orchestrator.queries import words as wording
from orchestrator.queries.workflows import Names


@dataclass(frozen=True)
class Change:
    """One difference: "added", "removed", "changed" or "drawn" (on the canvas only), and a sentence.

    before: the old state, where there were two. step: the key of the step it is about; START for what the request asks,
    END for how it ends and its limits.
    """

    what: str
    sentence: str
    before: str = ""
    step: str = ""

    @property
    def words(self) -> str:
        """The sentence with what was before."""
        if not self.before:
            return self.sentence
        return _("%(sentence)s (was: %(before)s)") % {"sentence": self.sentence, "before": self.before}


@dataclass(frozen=True)
class Two:
    """The two drawings being compared, with the names of what they are made of."""

    old: Definition
    new: Definition
    names: Names
    currency: str

    @cached_property
    def before(self) -> dict[str, AnyStep]:
        """The old steps by key."""
        return {step.key: step for step in self.old.steps}

    @cached_property
    def now(self) -> dict[str, AnyStep]:
        """The new steps by key."""
        return {step.key: step for step in self.new.steps}

    @cached_property
    def _fields(self) -> tuple[dict[str, Field], dict[str, Field]]:
        return wording.all_fields(self.old), wording.all_fields(self.new)

    def fields(self, definition: Definition) -> dict[str, Field]:
        """Every field there is in one of the two, by its path."""
        return self._fields[definition is self.new]

    @cached_property
    def was(self) -> "Walk":
        """The old drawing as one reads it."""
        return Walk(self.old)

    @cached_property
    def walk(self) -> "Walk":
        """The new drawing as one reads it."""
        return Walk(self.new)

    @cached_property
    def kept(self) -> set[str]:
        """The steps both have."""
        return self.before.keys() & self.now.keys()

    def name(self, key: str) -> str:
        """What a place is called, by its newest name."""
        if key in (START, END):
            return _("the start") if key == START else _("the end")
        step = self.now.get(key) or self.before.get(key)
        return _("“%(name)s”") % {"name": step.name} if step else key

    def listed(self, keys: Iterable[str]) -> str:
        """Several places in one phrase."""
        return get_text_list([self.name(key) for key in keys], _("and"))


class Walk:
    """One drawing as one reads it, worked out once: its order, and who leads straight to whom."""

    def __init__(self, definition: Definition) -> None:
        walked = definition.order()
        reached = set(walked)
        self.order = [*walked, *(step.key for step in definition.steps if step.key not in reached)]
        self._place = {START: -1} | {key: number for number, key in enumerate(self.order)}
        self._sources: dict[str, set[str]] = {}
        for link in definition.links:
            self._sources.setdefault(link.target, set()).add(link.source)

    def before(self, key: str) -> list[str]:
        """The steps (or START) that lead straight to a step or to END, in the order of the drawing."""
        return sorted((each for each in self._sources.get(key, ()) if each in self._place), key=self._place.__getitem__)
