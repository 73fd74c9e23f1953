"""Texts with chips: `{run.amount}` stands for a value, `{{` and `}}` for braces."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fields import parsing
from fields.sentences import Sentence, spoken
from fields.sentences import sentence as _
from fields.types import Field

MOST_CHIPS = 100

_BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_PATH = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")


@dataclass(frozen=True, slots=True)
class Chip:
    """A place in a text that stands for the value at a path."""

    path: str


@dataclass(frozen=True, slots=True)
class Stray:
    """Braces that mean nothing, as they were written; they are shown as they are."""

    text: str


Part = str | Chip | Stray


def parse(text: str) -> list[Part]:
    """The text in parts: plain text with its doubled braces made single, chips, and stray braces."""
    parts: list[Part] = []
    plain, place = "", 0
    for found in _BRACES.finditer(text):
        plain += text[place : found.start()]
        place = found.end()
        if found[0] in ("{{", "}}"):
            plain += found[0][0]
            continue
        parts += [plain] if plain else []
        parts.append(_read(found))
        plain = ""
    plain += text[place:]
    return [*parts, plain] if plain else parts


def _read(found: re.Match[str]) -> Chip | Stray:
    path = (found[1] or "").strip()
    return Chip(path) if _PATH.fullmatch(path) else Stray(found[0])


def paths(text: str) -> list[str]:
    """The paths of its chips, each once, in the order of the text."""
    return list(dict.fromkeys(part.path for part in parse(text) if isinstance(part, Chip)))


def escaped(text: str) -> str:
    """The text with its braces doubled, so that it stands for nothing but itself."""
    return text.replace("{", "{{").replace("}", "}}")


def render(text: str, types: Mapping[str, Field], values: Mapping[str, Any]) -> str:
    """The text with its values as a person reads them; what is missing is left empty.

    A value is put in as it is and never read again: braces in it are braces.
    """
    return "".join(_shown(part, types, values) for part in parse(text))


def missing(text: str, types: Mapping[str, Field], values: Mapping[str, Any]) -> list[str]:
    """The paths of its chips that have no value."""
    return [path for path in paths(text) if not _there(path, types, values)]


def _shown(part: Part, types: Mapping[str, Field], values: Mapping[str, Any]) -> str:
    match part:
        case Chip(path):
            return types[path].display(values[path]) if _there(path, types, values) else ""
        case Stray(text):
            return text
    return part


def _there(path: str, types: Mapping[str, Field], values: Mapping[str, Any]) -> bool:
    value = values.get(path)
    return path in types and value != [] and not parsing.is_missing(value)


def check(text: str, types: Mapping[str, Field]) -> list[Sentence]:
    """What is unsound, each said once: values that are not there, braces that mean nothing, too many values."""
    parts = parse(text)
    problems = []
    if sum(isinstance(part, Chip) for part in parts) > MOST_CHIPS:
        problems.append(_("A text has at most {most} values. Make it shorter.", most=MOST_CHIPS))
    gone = [path for path in paths(text) if path not in types]
    for path in gone[:MOST_CHIPS]:
        problems.append(_("“{field}” is not there any more. Pick another field.", field=spoken(path)))
    if strays := [part.text for part in parts if isinstance(part, Stray)]:
        problems.append(
            _("“{braces}” stands for no value. Pick a value, or write {twice} for a brace.", **_told(strays))
        )
    return problems


def _told(strays: list[str]) -> dict[str, str]:
    first = strays[0]
    return {"braces": first if len(first) <= 40 else first[:39] + "…", "twice": escaped(first[0])}
