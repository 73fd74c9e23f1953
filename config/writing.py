"""Numbers, amounts and days as the reader's language writes them."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fields.writing import Writing


class Localised(Writing):
    """What Babel knows of a language."""

    def __init__(self, language: str) -> None:
        self.locale = Locale.parse(language, sep="-")
        self.pattern = self.locale.currency_formats["standard"].pattern

    def number(self, value: int | float) -> str:
        return format_decimal(value, locale=self.locale, decimal_quantization=False)

    def money(self, amount: Decimal, currency: str, digits: int) -> str:
        # Our own digits: Babel's leave out cents that some currencies have but seldom use.
        pattern = self.pattern.replace("0.00", f"0.{'0' * digits}" if digits else "0")
        return format_currency(amount, currency, pattern, locale=self.locale, currency_digits=False)

    def day(self, day: date) -> str:
        return format_date(day, "medium", locale=self.locale)

    def long_day(self, day: date) -> str:
        return format_date(day, "full", locale=self.locale)

    def yes_no(self, value: bool) -> str:
        return _("Yes") if value else _("No")


@lru_cache
def _writing(language: str) -> Writing:
    return Writing() if language.partition("-")[0] == "en" else Localised(language)


def of_the_reader() -> Writing:
    """How the language of this request, or of this worker, writes."""
    return _writing(get_language() or "en")
