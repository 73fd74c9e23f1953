"""How numbers, amounts and days are written: in English, unless a room above says how the reader's language does."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩"}


class Writing:
    """English, with the day first: nobody then takes the day for the month."""

    def number(self, value: int | float) -> str:
        """1,234.5"""
        return f"{value:,}"

    def money(self, amount: Decimal, currency: str, digits: int) -> str:
        """€12.50"""
        number = f"{abs(amount):,.{digits}f}"
        sign = "-" if amount < 0 else ""
        symbol = SYMBOLS.get(currency)
        return f"{sign}{symbol}{number}" if symbol else f"{sign}{number} {currency}"

    def day(self, day: date) -> str:
        """23 Nov 2026"""
        return f"{day.day} {day:%b %Y}"

    def long_day(self, day: date) -> str:
        """Monday, 23 November 2026"""
        return f"{day:%A}, {day.day} {day:%B %Y}"

    def yes_no(self, value: bool) -> str:
        """Yes"""
        return "Yes" if value else "No"


_choose: Callable[[], Writing] = Writing


def writing() -> Writing:
    """The way of writing of whoever reads just now."""
    return _choose()


def choose_by(choose: Callable[[], Writing]) -> None:
    """Ask this for the way of writing from now on."""
    global _choose
    _choose = choose
