"""What a row button does: the edit itself, where the keyboard goes next, and the sentence that says what happened."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fields import nested

MOST_NAME = 90


@dataclass(frozen=True)
class Done:
    """A command as it was carried out; `focus` is the place to look at next."""

    verb: str = ""
    focus: str = ""
    said: str = ""


def carry_out(doc: dict[str, Any], command: str) -> Done:
    """Carry out "add:outputs", "copy:outputs-2", "remove:outputs-2", "up:…" or "down:…" on the document itself."""
    verb, _colon, path = command.partition(":")
    focus = nested.edit(doc, command) or ""
    if not focus:
        return Done(verb)
    row = nested.at(doc, focus)
    if verb == "copy" and isinstance(row, dict):
        _rename(row)
    if verb == "add" and path.endswith("-groups") and isinstance(row, dict) and not row:
        # A group begins with a row, and with the word that makes it differ from what is around it.
        around = nested.at(doc, f"{path.removesuffix('groups')}match")
        row.update({"match": "all" if around == "any" else "any", "rows": [{}]})
        return Done(verb, f"{focus}-rows-0", _("Added a group with an empty row."))
    return Done(verb, focus, _say(doc, verb, focus))


def _rename(row: dict[str, Any]) -> None:
    """A duplicate is another thing than what it was made from: it gets its own key, and a name one can tell apart."""
    if "key" in row:
        row["key"] = ""
    if isinstance(row.get("name"), str) and row["name"].strip():
        row["name"] = _("%(name)s (copy)") % {"name": row["name"].strip()[:MOST_NAME]}


def _say(doc: dict[str, Any], verb: str, focus: str) -> str:
    number = focus.rpartition("-")[2]
    rows = nested.at(doc, focus.rpartition("-")[0] if number.isdigit() else focus)
    left = len(rows) if isinstance(rows, list) else 0
    place = {"place": int(number) + 1 if number.isdigit() else 0, "left": left}
    words = {
        "add": _("Added row %(place)s."),
        "copy": _("Duplicated as row %(place)s."),
        "remove": _("Removed the row; %(left)s left."),
        "up": _("Moved to place %(place)s of %(left)s."),
        "down": _("Moved to place %(place)s of %(left)s."),
    }
    return words.get(verb, "") % place
