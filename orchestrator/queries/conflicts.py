"""Where two people changed the same place of a draft: what each put there, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from governance.actors import names_of
from governance.models import Team
from orchestrator.actions.problems import Unfit
from orchestrator.drafting.changes import Change, Conflict
from orchestrator.drafting.keyed import MAPS, Place, Tree
from orchestrator.drafting.reading import read_change
from orchestrator.drafting.words import begun, place_words
from orchestrator.drafting.writing import part_of
from orchestrator.engine.definition import Definition
from orchestrator.queries.value_words import ValueWords

SHOWN = ("what", "yours_words", "theirs_words", "who", "when")


@dataclass(frozen=True)
class Told:
    """One conflict as a person reads it; `who` and `when` are of the colleague's change, empty where nobody knows.

    keep: the changes that put yours in the place of theirs.
    """

    conflict: Conflict
    keep: list[Change]
    what: str
    yours_words: str
    theirs_words: str
    who: str
    when: str

    @property
    def at(self) -> datetime | None:
        """When the colleague changed it."""
        try:
            return parse_datetime(self.when)
        except ValueError:
            return None

    def as_json(self) -> dict[str, Any]:
        """As the canvas reads it."""
        at, yours, theirs = list(self.conflict.at), self.conflict.yours, self.conflict.theirs
        said = {"at": at, "yours": yours, "theirs": theirs} | {name: getattr(self, name) for name in SHOWN}
        return said | ({"gone": True} if self.conflict.gone else {})

    def as_form(self) -> dict[str, Any]:
        """As a page carries it until it is answered."""
        keep = [{"at": list(change.at), "old": change.old, "new": change.new} for change in self.keep]
        return {"keep": keep} | {name: getattr(self, name) for name in SHOWN}


def told_of(raw: Mapping[str, Any]) -> Told:
    """What a page carried; Unfit where it cannot be read."""
    keep = raw.get("keep")
    if not isinstance(keep, list) or not keep:
        raise Unfit(_("This answer could not be read. Open the draft and make your change again."))
    changes = [read_change(each) for each in keep]
    conflict = Conflict(changes[0].at, changes[0].new, changes[0].old)
    what, yours, theirs, who, when = (str(raw.get(name, ""))[:500] for name in SHOWN)
    return Told(conflict, changes, what=what, yours_words=yours, theirs_words=theirs, who=who, when=when)


class Telling:
    """Conflicts of one draft put into words.

    marks: who changed what last, before the changes that met them; last: who changed the draft last.
    """

    def __init__(
        self, drawing: Definition, team: Team, marks: Mapping[str, Mapping[str, str]], last: str, *, me: str
    ) -> None:
        self.marks, self.last, self.me = marks, last, me
        self.values = ValueWords(drawing, team)

    def tell(self, conflicts: Sequence[Conflict], mine: Tree | None = None) -> list[Told]:
        """Each conflict in words; `mine` is the draft as its author has it, where that is known."""
        if not conflicts:
            return []
        marks = [self._mark(conflict.at) for conflict in conflicts]
        names = names_of({mark["by"] for mark in marks if mark["by"]}) | {self.me: _("You, in another window")}
        return [
            Told(
                conflict=conflict,
                keep=_keeping(conflict, mine or {}),
                what=begun(place_words(self.values.tree, conflict.at, _thing(conflict, mine or {}))),
                yours_words=_("Your changes to it") if conflict.gone else self.values.at(conflict.at, conflict.yours),
                theirs_words=self.values.at(conflict.at, conflict.theirs),
                who=names.get(mark["by"], ""),
                when=mark["at"],
            )
            for conflict, mark in zip(conflicts, marks, strict=True)
        ]

    def _mark(self, at: Place) -> dict[str, str]:
        """Who changed this last: as it is marked, else whoever saved last, unless that was the reader."""
        found = self.marks.get(part_of(at)) or {}
        by = found.get("by") or (self.last if self.last != self.me else "")
        return {"by": by, "at": found.get("at", "")}


def _thing(conflict: Conflict, mine: Tree) -> Any:
    """The thing a conflict is about, where the draft no longer holds it."""
    if len(conflict.at) < 2 or conflict.at[0] not in MAPS:
        return None
    whole = conflict.yours if len(conflict.at) == 2 else None
    return whole or mine.get(conflict.at[0], {}).get(conflict.at[1])


def _keeping(conflict: Conflict, mine: Tree) -> list[Change]:
    """The changes that put yours in the place of theirs: of a thing that is gone, the thing with its links."""
    if not conflict.gone:
        return [Change(conflict.at, conflict.theirs, conflict.yours)]
    part, key = conflict.at
    found = [Change(conflict.at, None, mine.get(part, {}).get(key))]
    links = mine.get("links", {}) if part == "steps" else {}
    return found + [
        Change(("links", name), None, link) for name, link in links.items() if key in (link["source"], link["target"])
    ]
