"""Where a value comes from: what there is to pick, what was picked, and how a form's answer is read."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from fields.sentences import FieldError, Sentence
from fields.types import Field, FieldType

FIXED = "="  # picked instead of a path: the value stands in the form
TEXT = "~"  # picked instead of a path: a text with {values} stands in the form
MOST_EXAMPLE = 200

TYPE_ICONS: dict[FieldType, str] = {
    FieldType.TEXT: "letter-t",
    FieldType.LONG_TEXT: "align-left",
    FieldType.NUMBER: "hash",
    FieldType.MONEY: "coin",
    FieldType.DATE: "calendar",
    FieldType.TIME: "clock",
    FieldType.YES_NO: "toggle-left",
    FieldType.CHOICE: "list",
    FieldType.EMAIL: "at",
}


def type_words() -> dict[FieldType, str]:
    """What the types are called in forms."""
    return {
        FieldType.TEXT: _("Text"),
        FieldType.LONG_TEXT: _("Long text"),
        FieldType.NUMBER: _("Number"),
        FieldType.MONEY: _("Money"),
        FieldType.DATE: _("Date"),
        FieldType.TIME: _("Time"),
        FieldType.YES_NO: _("Yes or no"),
        FieldType.CHOICE: _("Choice"),
        FieldType.EMAIL: _("E-mail address"),
    }


@dataclass(frozen=True)
class Pick:
    """One value there is; `example` is what it was in the last trial, `why_not` says why it cannot be taken here."""

    path: str
    name: str
    type: FieldType
    example: str = ""
    why_not: str = ""

    @property
    def fits(self) -> bool:
        return not self.why_not

    @property
    def icon(self) -> str:
        return TYPE_ICONS[self.type]

    @property
    def type_word(self) -> str:
        return type_words()[self.type]


@dataclass(frozen=True)
class Source:
    """A place values come from: the request, or an earlier step."""

    key: str
    name: str
    icon: str = "point"
    fields: list[Pick] = field(default_factory=list)


def sources_of(
    known: Mapping[str, Field],
    names: Mapping[str, Any],
    *,
    icons: Mapping[str, str] | None = None,
    examples: Mapping[str, str] | None = None,
    unfit: Callable[[Field], str] | None = None,
) -> list[Source]:
    """Everything known, by where it comes from: names={"run": "The request", "size": "Size it"}.

    unfit: the sentence why a field cannot be taken here, "" where it can.
    """
    icons, examples = icons or {}, examples or {}
    found: dict[str, Source] = {}
    for path, each in known.items():
        key = path.partition(".")[0] if "." in path else ""
        source = found.setdefault(key, Source(key, str(names.get(key, key)), icons.get(key, "point"), []))
        example = str(examples.get(path, ""))[:MOST_EXAMPLE]
        source.fields.append(Pick(path, each.name, each.type, example, unfit(each) if unfit else ""))
    return list(found.values())


def paths_in(sources: Iterable[Source]) -> dict[str, Pick]:
    """Every value there is, by its path."""
    return {pick.path: pick for source in sources for pick in source.fields}


def told_apart(types: Mapping[str, Field], names: Mapping[str, Any]) -> dict[str, Field]:
    """The same fields; those that share a name carry where they come from: "Triage › Category"."""
    counted = Counter(field.name for field in types.values())
    return {path: _placed(path, field, names) if counted[field.name] > 1 else field for path, field in types.items()}


def _placed(path: str, field: Field, names: Mapping[str, Any]) -> Field:
    source = names.get(path.partition(".")[0])
    return field.model_copy(update={"name": f"{source} › {field.name}"}) if source else field


def shown_input(given: Mapping[str, Any]) -> dict[str, Any]:
    """A saved input as its form shows it."""
    path, text, value = given.get("path") or "", given.get("text") or "", given.get("value")
    chosen = path or (TEXT if text else "" if value is None else FIXED)
    return {"path": chosen, "text": text, "value": value}


def read_input(
    answer: Any, asked: Field, at: str = "", *, unfinished: bool = False
) -> tuple[dict[str, Any] | None, dict[str, Sentence]]:
    """What was picked for a field: {"path"}, {"text"}, {"value"} or None, and what is wrong by form name.

    unfinished: a value still to be written counts as nothing picked, as a draft that saves itself needs it.
    """
    if not isinstance(answer, dict):
        return None, {}
    path = str(answer.get("path") or "")
    if path == TEXT:
        text = str(answer.get("text") or "")
        return ({"text": text} if text.strip() else None), {}
    if path != FIXED:
        return ({"path": path} if path else None), {}
    try:
        return {"value": asked.model_copy(update={"required": True}).parse(answer.get("value"))}, {}
    except FieldError as error:
        if unfinished and error.failure == "missing_field":
            return None, {}
        return None, {f"{at}-value" if at else "value": error.sentence}
