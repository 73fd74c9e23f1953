"""Prices of models as people write them: of a million tokens, in the currency's main unit."""

from typing import Any

from fields.money import Money, minor_digits
from fields.sentences import FieldError
from fields.sentences import sentence as _


def read_price(raw: Any, currency: str) -> Any:
    """Minor units of a price: "2.50" → 250; a whole number given as such is minor units already."""
    if not isinstance(raw, str) or not raw.strip():
        return raw or 0
    try:
        return Money.parse(f"{raw.strip()} {currency.upper()}").minor
    except FieldError:
        raise FieldError("wrong_type", _("Write an amount, such as 2.50.")) from None


def show_price(minor: int, currency: str) -> str:
    """The price as it is typed into the form: 250 → "2.50"."""
    digits = minor_digits(currency)
    return f"{minor / 10**digits:.{digits}f}"
