"""Money: an integer in minor units with its currency."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from fields.numbers import LARGEST, read_decimal
from fields.sentences import FieldError
from fields.sentences import sentence as _
from fields.writing import SYMBOLS, writing

_BY_SYMBOL = {symbol: currency for currency, symbol in SYMBOLS.items()}
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_CODES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())
_MARK = re.compile(r"[A-Za-z]{3}|[€$£¥₹₩]")


def minor_digits(currency: str) -> int:
    """How many digits a currency has after its decimal sign."""
    return 0 if currency in _NO_DIGITS else 3 if currency in _THREE_DIGITS else 2


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the currency's smallest unit: Money(1250, "EUR") is €12.50."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """Money from "€12.50", "12,50 EUR", {"minor": 1250, "currency": "EUR"} or {"amount": "12.50", …}."""
        if isinstance(raw, Money):
            return cls(raw.minor, raw.currency)
        if isinstance(raw, Mapping):
            return cls._from_mapping(raw)
        if isinstance(raw, str):
            return cls._from_text(raw)
        raise FieldError("wrong_type", _("Write an amount with its currency, such as €12.50."))

    @classmethod
    def _from_mapping(cls, raw: Mapping[str, Any]) -> Self:
        currency = _currency(raw.get("currency"))
        minor = raw.get("minor")
        if isinstance(minor, int) and not isinstance(minor, bool):
            return cls._checked(Decimal(minor), currency)
        amount = raw.get("amount", minor)
        text = str(amount) if isinstance(amount, str | float) or _is_small(amount) else ""
        decimal = read_decimal(text, fraction_digits=minor_digits(currency))
        if decimal is None:
            raise FieldError("wrong_type", _("Write the amount as a number, such as 12.50."))
        # A fraction of a cent in "minor" is no more money than one in "amount".
        return cls._checked(decimal if "amount" not in raw else decimal.scaleb(minor_digits(currency)), currency)

    @classmethod
    def _from_text(cls, raw: str) -> Self:
        marks = {_BY_SYMBOL.get(mark, mark.upper()) for mark in _MARK.findall(raw[:80])}
        if len(raw) > 80 or len(marks) > 1:
            raise FieldError("wrong_type", _("Write one amount with its currency, such as €12.50."))
        if not marks:
            raise FieldError("wrong_type", _("Add the currency, such as €12.50 or 12.50 EUR."))
        currency = _currency(marks.pop())
        decimal = read_decimal(_MARK.sub("", raw), fraction_digits=minor_digits(currency))
        if decimal is None:
            raise FieldError("wrong_type", _("Write the amount as a number, such as €12.50."))
        return cls._checked(decimal.scaleb(minor_digits(currency)), currency)

    @classmethod
    def _checked(cls, minor: Decimal, currency: str) -> Self:
        if minor.adjusted() > 16 or abs(minor) > LARGEST:
            raise FieldError("out_of_range", _("This amount is too large."))
        if minor != minor.to_integral_value():
            digits = minor_digits(currency)
            raise FieldError(
                "wrong_type", _("{currency} has {digits} digits after the point.", currency=currency, digits=digits)
            )
        return cls(int(minor), currency)

    def amount(self) -> str:
        """The plain number, as an input shows it: "12.50"."""
        return f"{Decimal(self.minor).scaleb(-minor_digits(self.currency)):f}"

    def display(self) -> str:
        digits = minor_digits(self.currency)
        return writing().money(Decimal(self.minor).scaleb(-digits), self.currency, digits)

    def dump(self) -> dict[str, Any]:
        return {"minor": self.minor, "currency": self.currency}


def _is_small(raw: Any) -> bool:
    """Whether this is a whole number that can be written out; Python refuses to write thousands of digits."""
    return isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) <= LARGEST


def _currency(raw: Any) -> str:
    currency = raw.strip().upper() if isinstance(raw, str) else ""
    if currency not in CURRENCIES:
        raise FieldError("wrong_type", _("Give the currency as three letters, such as EUR."))
    return currency
