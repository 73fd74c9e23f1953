"""Values as a person reads them."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from fields.money import Money
from fields.sentences import FieldError
from fields.writing import writing

if TYPE_CHECKING:
    from fields.types import Field

NOTHING = "–"
# Unicode's signs that turn the direction of what follows, and those that end it.
_TURNS, _TURN_ENDS = "\u202a\u202b\u202d\u202e", "\u202c"
_ISOLATES, _ISOLATE_ENDS = "\u2066\u2067\u2068", "\u2069"


def display(field: "Field", value: Any) -> str:
    """The value in words; never raises, so that old or odd values can still be looked at."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, list):
        return ", ".join(display(field, each) for each in value) or NOTHING
    try:
        return _DISPLAYS.get(field.type, _plain)(field, value)
    except (FieldError, ValueError, TypeError, OverflowError):
        return _plain(field, value)


def _plain(field: "Field", value: Any) -> str:
    return str(value) if not isinstance(value, int) or abs(value) < 10**100 else NOTHING


def _closed(field: "Field", value: Any) -> str:
    """A text with every change of direction it began ended again: what is said after it must not read backwards."""
    text = str(value)
    changes, isolates = (
        sum(text.count(sign) for sign in begin) - text.count(end)
        for begin, end in ((_TURNS, _TURN_ENDS), (_ISOLATES, _ISOLATE_ENDS))
    )
    return text + _TURN_ENDS * changes + _ISOLATE_ENDS * isolates


def _number(field: "Field", value: Any) -> str:
    return writing().number(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _money(field: "Field", value: Any) -> str:
    return Money.parse(value).display()


def _date(field: "Field", value: Any) -> str:
    return writing().day(date.fromisoformat(value))


def _yes_no(field: "Field", value: Any) -> str:
    return writing().yes_no(value) if isinstance(value, bool) else str(value)


def _choice(field: "Field", value: Any) -> str:
    choice = field.choice(value)
    return choice.label if choice else str(value)


_DISPLAYS: dict[str, Callable[["Field", Any], str]] = {
    "text": _closed,
    "long_text": _closed,
    "number": _number,
    "money": _money,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _choice,
}
