"""Reading typed values out of running text: e-mail, amount with currency, date, time, number, identifier."""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, time
from itertools import islice
from typing import Any

from agents.offline.guess import Guess
from agents.offline.words import stem, telling, words
from fields.money import Money
from fields.numbers import read_decimal
from fields.types import Field, FieldType
from fields.writing import SYMBOLS

LONGEST = 20_000
# How far before a value its name may stand: "my order number is 4711".
NEAR = 40
MANY = 50

Found = Iterator[tuple[int, Any, float]]

_EMAIL = re.compile(r"[\w.+'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}", re.I)
_FIGURE = r"\d[\d.,'’\u00a0]{0,20}(?<![.,'’\u00a0])|\d"
_NAMED = {"euro": "EUR", "pound": "GBP", "quid": "GBP", "dollar": "USD", "buck": "USD", "yen": "JPY", "rupe": "INR"}
_SIGNS = "".join(SYMBOLS.values())
_CODES = r"[A-Z]{3}(?![A-Za-z])"
_MONEY = re.compile(
    rf"(?P<sign>[{_SIGNS}]|\b{_CODES})\s?(?P<after>{_FIGURE})"
    rf"|(?<![\w.,])(?P<before>{_FIGURE})\s?(?P<unit>[{_SIGNS}]|{_CODES}|[A-Za-z]{{3,7}})"
)
_MONTHS = {name.lower(): place for place, name in enumerate(calendar.month_abbr) if name}
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? (\d{{4}})\b", re.I)
_MONTH_FIRST = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", re.I)
_TIME = re.compile(r"\b(\d{1,2})(?:[:.h](\d{2}))?\s?([ap]\.?m\b\.?)?", re.I)
_NUMBER = re.compile(rf"(?<![\w.,-])[-−]?(?:{_FIGURE})(?![\w-])")
_IDENTIFIER = re.compile(r"(?<![\w@.])#?(?=[\w/-]{0,30}\d)([A-Za-z0-9][\w/-]{2,30})(?![\w@])")
_NAMES_AN_IDENTIFIER = frozenset(("id", "number", "no", "nr", "reference", "ref", "code", "iban"))


def extract(field: Field, text: str) -> Guess | None:
    """The value of this field that the text most likely states; None where it states none."""
    finder = _FINDERS.get(field.type)
    if names_identifier(field):
        finder = _identifiers
    if finder is None:
        return None
    text = text[:LONGEST]
    found = list(islice(finder(text), MANY))
    return _surest(field, text, found) if found else None


def names_identifier(field: Field) -> bool:
    """Whether a text field holds an identifier, going by its name: "Order number", "Reference"."""
    return field.type is FieldType.TEXT and not _NAMES_AN_IDENTIFIER.isdisjoint(
        [*words(field.name), *field.key.split("_")]
    )


def _surest(field: Field, text: str, found: list[tuple[int, Any, float]]) -> Guess:
    """The value that stands right after the field's name, else the first; less sure where there are several."""
    name = set(telling(field.name))
    different = len({repr(value) for _place, value, _sure in found})
    for place, value, sure in found:
        said = [word for word in words(text[max(0, place - NEAR) : place]) if stem(word) in name]
        if said:
            return Guess(value, min(1.0, sure + 0.05), tuple(said))
    _place, value, sure = found[0]
    return Guess(value, sure if different == 1 else round(sure * 0.6, 2))


def _emails(text: str) -> Found:
    for match in _EMAIL.finditer(text):
        yield match.start(), match[0].strip("'.").lower(), 0.95


def _amounts(text: str) -> Found:
    for match in _MONEY.finditer(text):
        unit = match["sign"] or match["unit"]
        currency = _NAMED.get(stem(unit.lower()), unit if unit.isupper() or unit in _SIGNS else "")
        try:
            money = Money.parse(f"{match['after'] or match['before']} {currency}") if currency else None
        except ValueError:
            continue
        if money:
            yield match.start(), money.dump(), 0.9


def _dates(text: str) -> Found:
    for pattern, read in _DATE_PATTERNS:
        for match in pattern.finditer(text):
            year, month, day = read(match)
            # 03/04/2026 is the third of April here and the fourth of March elsewhere.
            doubtful = pattern is _NUMERIC and day <= 12 and month <= 12 and day != month
            try:
                yield match.start(), date(year, month, day).isoformat(), 0.5 if doubtful else 0.9
            except ValueError:
                continue


def _month(name: str) -> int:
    return _MONTHS[name[:3].lower()]


def _either_order(match: re.Match[str]) -> tuple[int, int, int]:
    first, second = int(match[1]), int(match[2])
    day, month = (second, first) if second > 12 else (first, second)
    return int(match[3]), month, day


_DATE_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int, int]]], ...] = (
    (_ISO, lambda match: (int(match[1]), int(match[2]), int(match[3]))),
    (_NUMERIC, _either_order),
    (_DAY_FIRST, lambda match: (int(match[3]), _month(match[2]), int(match[1]))),
    (_MONTH_FIRST, lambda match: (int(match[3]), _month(match[1]), int(match[2]))),
)


def _times(text: str) -> Found:
    for match in _TIME.finditer(text):
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1].lower()
        if not match[2] and not half:
            continue
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        try:
            yield match.start(), time(hour, minute).strftime("%H:%M"), 0.9
        except ValueError:
            continue


def _numbers(text: str) -> Found:
    for match in _NUMBER.finditer(text):
        number = read_decimal(match[0])
        if number is not None and abs(number) < 10**15:
            whole = number == number.to_integral_value()
            yield match.start(), int(number) if whole else float(number), 0.8


def _identifiers(text: str) -> Found:
    for match in _IDENTIFIER.finditer(text):
        yield match.start(), match[1].rstrip("-/_"), 0.7


_FINDERS: dict[FieldType, Callable[[str], Found]] = {
    FieldType.EMAIL: _emails,
    FieldType.MONEY: _amounts,
    FieldType.DATE: _dates,
    FieldType.TIME: _times,
    FieldType.NUMBER: _numbers,
}
