"""What a place of a draft is called in plain words: "Name of “Triage”", "Condition of the link from “A” to “B”"."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from orchestrator.drafting.keyed import Place, Tree, named_by
from orchestrator.engine.definition import END, START

LONGEST_NAME = 60
FIELDS: dict[str, str | Promise] = {
    "name": lazy("Name"),
    "purpose": lazy("Purpose"),
    "kind": lazy("Kind"),
    "key": lazy("Key"),
    "agent": lazy("Agent"),
    "tool": lazy("What to do"),
    "inputs": lazy("What it is given"),
    "only_when": lazy("Only when"),
    "threshold": lazy("How sure"),
    "failure": lazy("What follows a failure"),
    "failure.attempts": lazy("Tries"),
    "failure.wait_seconds": lazy("Wait"),
    "failure.then": lazy("What follows the last try"),
    "seconds": lazy("Time limit"),
    "instructions": lazy("What the person is told"),
    "takes": lazy("What the person sees"),
    "gives": lazy("What the person fills in"),
    "rule": lazy("When it goes on"),
    "count": lazy("How many must arrive"),
    "when": lazy("Condition"),
    "otherwise": lazy("Otherwise"),
    "rank": lazy("Order"),
    "text": lazy("Text"),
    "colour": lazy("Colour"),
    "steps": lazy("Steps"),
    "end": lazy("How it ends"),
    "outcome": lazy("Word"),
    "outcome_path": lazy("Where the word comes from"),
    "results": lazy("Results"),
    "tokens": lazy("Tokens"),
    "tool_calls": lazy("Calls to other systems"),
    "cost_micros": lazy("Money for models"),
    "minutes": lazy("Minutes of work"),
}


def place_words(tree: Tree, at: Place, thing: Any = None) -> str:
    """What a place is called; `thing` is the thing there, where the tree does not hold it."""
    part, key, way = at[0], at[1] if len(at) > 1 else "", at[2:]
    match part:
        case "about":
            return str(FIELDS.get(key, key))
        case "inputs":
            return _("What starts it")
        case "end":
            return _in_whole(_("How it ends"), at[1:])
        case "limits":
            return _in_whole(_("The most a run may use"), at[1:])
        case _ if not key:
            return str(WHOLE.get(part, part))
    whole = _thing_words(tree, part, key, thing)
    return _("%(part)s of %(name)s") % {"part": _field_words(way), "name": whole} if way else whole


WHOLE = {"steps": lazy("Steps"), "links": lazy("Links"), "notes": lazy("Notes"), "groups": lazy("Groups")}


def _in_whole(whole: str, way: Place) -> str:
    return f"{whole} › {_field_words(way)}" if way else whole


def _field_words(way: Place) -> str:
    """A field's name; of a source of a value the name of what it fills, as far as its key tells."""
    if way[0] == "inputs" and len(way) > 1:
        return f"“{way[1].replace('_', ' ').capitalize()}”"
    found = FIELDS.get(".".join(way[:2])) or FIELDS.get(way[0])
    return str(found) if found else way[0].replace("_", " ").capitalize()


def _thing_words(tree: Tree, part: str, key: str, thing: Any) -> str:
    if part == "links":
        return link_words(tree, key)
    found = (tree.get(part) or {}).get(key) or thing
    name = found.get("text" if part == "notes" else "name") if isinstance(found, Mapping) else ""
    said = short(name) if isinstance(name, str) and name else key.replace("_", " ").capitalize()
    if part == "layout":
        return _("Where %(name)s stands") % {"name": end_words(tree, key)}
    if part == "notes":
        return _("the note “%(text)s”") % {"text": said}
    return _("the group “%(name)s”") % {"name": said} if part == "groups" else f"“{said}”"


def link_words(tree: Tree, key: str) -> str:
    """A link by the names of its two ends."""
    ends = named_by("links", key)
    words = {"source": end_words(tree, ends["source"]), "target": end_words(tree, ends["target"])}
    return _("the link from %(source)s to %(target)s") % words


def end_words(tree: Tree, key: str) -> str:
    """What one end of a link is called, also where its step is gone."""
    if key in (START, END):
        return _("the start") if key == START else _("the end")
    step = (tree.get("steps") or {}).get(key)
    name = step.get("name") if isinstance(step, Mapping) else None
    return f"“{short(name)}”" if isinstance(name, str) and name else _("a step that is gone")


def short(text: str) -> str:
    """A text short enough to stand in a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"


def begun(text: str) -> str:
    """A phrase at the beginning of a sentence."""
    return text[:1].upper() + text[1:]
