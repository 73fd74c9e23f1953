"""Reading what a form, a model or another system sent into canonical JSON values."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fields.money import Money
from fields.numbers import LARGEST, read_decimal
from fields.sentences import FieldError, Sentence
from fields.sentences import sentence as _
from fields.writing import writing

if TYPE_CHECKING:
    from fields.types import Field

LONGEST = {"text": 2_000, "long_text": 100_000, "email": 254}
YES = frozenset(("yes", "y", "true", "on", "1"))
NO = frozenset(("no", "n", "false", "off", "0"))
DATE_FORMATS = ("%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
TIME_FORMATS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p")

_EMAIL = re.compile(r"[^\s@<>()\[\]\",;:\\]+@[^\s@<>()\[\]\",;:\\.]+(\.[^\s@<>()\[\]\",;:\\.]+)+")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def parse(field: "Field", raw: Any) -> Any:
    """The canonical value, None where an optional one is missing; raises FieldError."""
    if is_missing(raw):
        if field.required:
            raise FieldError("missing_field", _("“{name}” is missing.", name=field.name))
        return None
    value = convert(field, raw)
    _check_bounds(field, value)
    return value


def is_missing(raw: Any) -> bool:
    """Nothing, blank text, or money without an amount (a currency alone is what an empty money input sends)."""
    if isinstance(raw, str):
        return not raw or raw.isspace()
    if isinstance(raw, dict) and "currency" in raw:
        return raw.get("minor", raw.get("amount")) in (None, "")
    return raw is None


def convert(field: "Field", raw: Any) -> Any:
    """The canonical value without looking at the field's minimum and maximum."""
    return _CONVERTERS[field.type](field, raw)


def _text(field: "Field", raw: Any) -> str:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raw = str(_number(field, raw))
    if not isinstance(raw, str):
        raise _wrong(_("“{name}” should be text.", name=field.name))
    longest = LONGEST[field.type]
    if field.type != "email" and isinstance(field.maximum, int):
        longest = field.maximum
    if len(raw) > longest + 1_000 or len(text := raw.strip().replace("\r\n", "\n")) > longest:
        sentence = _(
            "“{name}” is too long: at most {longest} characters.", name=field.name, longest=writing().number(longest)
        )
        raise FieldError("out_of_range", sentence)
    return storable(field, text)


def storable(field: "Field", text: str) -> str:
    """The text itself, or a FieldError where a database or UTF-8 cannot hold it."""
    if _UNSTORABLE.search(text):
        raise _wrong(_("“{name}” has a character that cannot be stored. Remove it.", name=field.name))
    return text


def _number(field: "Field", raw: Any) -> int | float:
    number = read_decimal(raw) if isinstance(raw, str) else raw
    if isinstance(number, bool) or not isinstance(number, int | float | Decimal) or _is_nan(number):
        raise _wrong(_("“{name}” should be a number, such as 12 or 3.5.", name=field.name))
    if not -LARGEST <= number <= LARGEST:
        raise FieldError("out_of_range", _("“{name}” is too large a number.", name=field.name))
    return int(number) if number == int(number) else float(number)


def _is_nan(number: int | float | Decimal) -> bool:
    return isinstance(number, float) and math.isnan(number)


def _money(field: "Field", raw: Any) -> dict[str, Any]:
    try:
        return Money.parse(raw).dump()
    except FieldError as error:
        raise FieldError(error.failure, _("“{name}”: {why}", name=field.name, why=error.sentence)) from None


def _date(field: "Field", raw: Any) -> str:
    if isinstance(raw, date):
        return raw.isoformat()[:10]
    if isinstance(raw, str) and (found := _first_of(raw, date_from_iso, *map(_reader, DATE_FORMATS))):
        return found.date().isoformat()
    raise _wrong(_("“{name}” should be a date, such as 2026-11-23.", name=field.name))


def _time(field: "Field", raw: Any) -> str:
    if isinstance(raw, time):
        return raw.strftime("%H:%M")
    if isinstance(raw, str) and (found := _first_of(raw, *map(_reader, TIME_FORMATS))):
        return found.strftime("%H:%M")
    raise _wrong(_("“{name}” should be a time, such as 14:30.", name=field.name))


def date_from_iso(text: str) -> datetime:
    """A date or moment in ISO form; raises ValueError. Only the form with dashes: 20261123 is a number."""
    if len(text) < 10 or text[4] != "-":
        raise ValueError
    return datetime.fromisoformat(text)


def _reader(form: str) -> Callable[[str], datetime]:
    return lambda text: datetime.strptime(text, form)


def _first_of(raw: str, *readers: Callable[[str], datetime]) -> datetime | None:
    """What the first reader that understands the text makes of it."""
    text = " ".join(raw[:40].replace(",", " ").split()) if len(raw) <= 40 else ""
    for read in readers:
        try:
            return read(text)
        except ValueError:
            continue
    return None


def _yes_no(field: "Field", raw: Any) -> bool:
    word = str(raw).strip().lower() if isinstance(raw, bool | str) or raw in (0, 1) else ""
    if word in YES or word in NO:
        return word in YES
    raise _wrong(_("“{name}” should be yes or no.", name=field.name))


def _choice(field: "Field", raw: Any) -> str:
    word = str(raw).strip() if isinstance(raw, bool | str) or (isinstance(raw, int) and abs(raw) <= LARGEST) else ""
    if field.choice(word):
        return word
    folded = word.casefold()
    for choice in field.choices:
        if folded in (choice.value.casefold(), choice.label.casefold()):
            return choice.value
    labels = ", ".join(choice.label for choice in field.choices[:12]) + (", …" if len(field.choices) > 12 else "")
    raise _wrong(_("“{name}” should be one of: {choices}.", name=field.name, choices=labels))


def _email(field: "Field", raw: Any) -> str:
    text = _text(field, raw).lower()
    if not _EMAIL.fullmatch(text) or not text.isprintable():
        raise _wrong(_("“{name}” should be an e-mail address, such as ana@example.org.", name=field.name))
    return text


def _wrong(sentence: Sentence) -> FieldError:
    return FieldError("wrong_type", sentence)


_CONVERTERS: dict[str, Callable[["Field", Any], Any]] = {
    "text": _text,
    "long_text": _text,
    "number": _number,
    "money": _money,
    "date": _date,
    "time": _time,
    "yes_no": _yes_no,
    "choice": _choice,
    "email": _email,
}


def bound(type: str, raw: Any) -> Any:
    """A minimum or maximum in the form its field type compares with; raises FieldError."""
    from fields.types import Field

    if is_missing(raw) or type in ("yes_no", "choice", "email"):
        return None
    value = convert(Field(key="bound", name="Limit", type="number" if type.endswith("text") else type), raw)
    if type.endswith("text") and not (isinstance(value, int) and 0 <= value <= LONGEST["long_text"]):
        sentence = _(
            "Give the length as a whole number up to {longest}.", longest=writing().number(LONGEST["long_text"])
        )
        raise FieldError("out_of_range", sentence)
    return value


def _check_bounds(field: "Field", value: Any) -> None:
    if field.minimum is None and field.maximum is None:
        return
    if field.type == "money":
        _check_money(field, value)
    size = len(value) if field.type.endswith("text") else value["minor"] if field.type == "money" else value
    low, high = (each["minor"] if isinstance(each, dict) else each for each in (field.minimum, field.maximum))
    if low is not None and size < low:
        raise _outside(field, field.minimum, _AT_LEAST)
    if high is not None and size > high:
        raise _outside(field, field.maximum, _AT_MOST)


def _check_money(field: "Field", value: dict[str, Any]) -> None:
    """Amounts are compared only within one currency."""
    for limit in (field.minimum, field.maximum):
        if limit is not None and limit["currency"] != value["currency"]:
            sentence = _("“{name}” should be in {currency}.", name=field.name, currency=limit["currency"])
            raise FieldError("out_of_range", sentence)


_AT_LEAST = (
    lambda name, bound: _("“{name}” should be at least {bound}.", name=name, bound=bound),
    lambda name, bound: _("“{name}” should have at least {bound} characters.", name=name, bound=bound),
)
_AT_MOST = (
    lambda name, bound: _("“{name}” should be at most {bound}.", name=name, bound=bound),
    lambda name, bound: _("“{name}” should have at most {bound} characters.", name=name, bound=bound),
)


def _outside(field: "Field", bound: Any, says: tuple[Callable[[str, str], Sentence], ...]) -> FieldError:
    is_text = field.type.endswith("text")
    return FieldError(
        "out_of_range", says[is_text](field.name, writing().number(bound) if is_text else field.display(bound))
    )
