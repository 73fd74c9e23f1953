"""One comparison as CEL: false on a missing value, money only within its currency, every text quoted."""

import re
from typing import TYPE_CHECKING, Any

from fields import parsing
from fields.cel import pattern, quote
from fields.sentences import FieldError, spoken
from fields.sentences import sentence as _

if TYPE_CHECKING:
    from fields.types import Field

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED = frozenset(("in", "true", "false", "null"))
_SIGNS = {
    "is": "==",
    "is_not": "!=",
    "is_more_than": ">",
    "is_at_least": ">=",
    "is_less_than": "<",
    "is_at_most": "<=",
    "is_before": "<",
    "is_after": ">",
}
_MOST = 200
_LONGEST_SEARCH = 500


def operand(field: "Field", comparison: str, raw: Any) -> Any:
    """The value a row compares with, in canonical form (a list for "is one of"); raises FieldError."""
    if comparison == "is_one_of":
        return _several(field, raw)
    if parsing.is_missing(raw):
        raise FieldError("missing_field", _("Give the value to compare “{name}” with.", name=field.name))
    return _search(field, raw) if comparison == "contains" else parsing.convert(field, raw)


def _search(field: "Field", raw: Any) -> str:
    """The text to look for; short, as it becomes a regular expression."""
    if not isinstance(raw, str) or len(raw) > _LONGEST_SEARCH:
        sentence = _("Give a text of at most {most} characters to look for.", most=_LONGEST_SEARCH)
        raise FieldError("out_of_range", sentence)
    return parsing.storable(field, raw.strip())


def _several(field: "Field", raw: Any) -> list[Any]:
    """Values from a list, or from a text with one a line (or, on one line, between commas)."""
    each_of = _split(field, raw) if isinstance(raw, str) else raw
    wanted = [each for each in each_of if not parsing.is_missing(each)] if isinstance(each_of, list) else []
    if not wanted:
        raise FieldError("missing_field", _("Give the values “{name}” may have.", name=field.name))
    if len(wanted) > _MOST:
        raise FieldError("out_of_range", _("Give at most {most} values for “{name}”.", most=_MOST, name=field.name))
    return [parsing.convert(field, each) for each in wanted]


def _split(field: "Field", raw: str) -> list[str]:
    """A choice that has a comma itself ("Card lost, stolen or broken") is not taken apart."""
    if "\n" in raw.strip():
        return raw.splitlines()
    return [raw] if any(raw.strip() in (choice.value, choice.label) for choice in field.choices) else raw.split(",")


def compare(path: str, field: "Field", comparison: str, operand: Any) -> str:
    """The comparison as CEL, guarded so that it is false where there is no value."""
    place, present = _reach(path, is_text=field.type in ("text", "long_text", "email", "choice"))
    if comparison == "is_empty":
        return f"!({present})"
    if comparison == "is_not_empty":
        return present
    return f"{present} && {_test(place, field, comparison, operand)}"


def _test(place: str, field: "Field", comparison: str, operand: Any) -> str:
    if comparison in ("is_yes", "is_no"):
        return f"{place} == {'true' if comparison == 'is_yes' else 'false'}"
    if comparison == "contains":
        return f"{place}.matches({quote(pattern(operand))})"
    if comparison == "is_one_of":
        return f"{place} in [{', '.join(_literal(each) for each in operand)}]"
    sign = _SIGNS[comparison]
    if field.type == "money":
        return f"{place}.currency == {quote(operand['currency'])} && {place}.minor {sign} {operand['minor']}"
    return f"{place} {sign} {_literal(operand)}"


def _literal(value: Any) -> str:
    return quote(value) if isinstance(value, str) else repr(value)


def _reach(path: str, *, is_text: bool) -> tuple[str, str]:
    """Where the value lies, and the test that it is there: every level exists, and it is neither null nor blank."""
    place, tests = "data", []
    for part in path.split("."):
        if not _NAME.fullmatch(part):
            gone = _("“{field}” is not there any more. Pick another field.", field=spoken(path))
            raise FieldError("missing_field", gone)
        tests.append(f'"{part}" in {place}' if part in _RESERVED else f"has({place}.{part})")
        place = f'{place}["{part}"]' if part in _RESERVED else f"{place}.{part}"
    tests.append(f"{place} != null")
    return place, " && ".join([*tests, f'{place} != ""'] if is_text else tests)
