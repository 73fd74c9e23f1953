"""Drafting from the template a builder wrote: "{name}" is filled in, "[name] …" lines stand only where they apply.

A line that begins with "[ticket]" is used only when that field has a value, one that begins with
"[category = fees]" only when it has this one.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agents.offline.guess import Guess
from fields.types import Field

PLACE = re.compile(r"\{([a-z][a-z0-9_]{0,62})\}")
_ONLY_WHEN = re.compile(r"^\[([a-z][a-z0-9_]{0,62})(?:\s*=\s*([^\]]{1,100}))?\]\s?")
SURE = 0.95


def draft(template: str, inputs: Sequence[Field], values: Mapping[str, Any]) -> Guess:
    """The filled-in template; a place that no input fills is left out and lowers the confidence."""
    known = {field.key: field for field in inputs}
    lines = [line for raw in template.splitlines() if (line := _line(raw, known, values)) is not None]
    places = [place for line in lines for place in PLACE.findall(line)]
    filled = [place for place in places if _text(known.get(place), values)]

    def fill(match: re.Match[str]) -> str:
        return _text(known.get(match[1]), values)

    text = PLACE.sub(fill, "\n".join(lines))
    share = len(filled) / len(places) if places else 1.0
    tidy = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+(?=[,.;:!?\n]|$)", "", text)).strip()
    return Guess(tidy, round(SURE * share, 4) if tidy else 0.0, tuple(dict.fromkeys(filled)))


def _line(raw: str, known: Mapping[str, Field], values: Mapping[str, Any]) -> str | None:
    """The line without its condition; None where the condition does not hold."""
    match = _ONLY_WHEN.match(raw)
    if match is None or match[1] not in known:
        return raw
    field = known[match[1]]
    shown = _text(field, values)
    if match[2] is None:
        applies = bool(shown)
    else:
        applies = match[2].strip().casefold() in {shown.casefold(), str(values.get(field.key)).casefold()}
    return raw[match.end() :] if applies else None


def _text(field: Field | None, values: Mapping[str, Any]) -> str:
    """A value as a person reads it; "" for one that is unknown or empty."""
    value = None if field is None else values.get(field.key)
    return "" if field is None or value is None or value == "" else field.display(value)
