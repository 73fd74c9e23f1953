"""Numbers, amounts and days in the language of the reader, who may type them back."""

from datetime import date

import pytest
from django.utils import translation

from fields.money import Money
from fields.types import Field
from fields.writing import writing

NB, NNB = "\u00a0", "\u202f"
VALUES = {"number": 1234567.25, "money": {"minor": 123450, "currency": "EUR"}, "date": "2026-11-03", "yes_no": True}
WRITTEN = {
    "en": ["1,234,567.25", "€1,234.50", "3 Nov 2026", "Yes"],
    "de": ["1.234.567,25", f"1.234,50{NB}€", "03.11.2026", "Ja"],
    "fr": [f"1{NNB}234{NNB}567,25", f"1{NNB}234,50{NB}€", "3 nov. 2026", "Oui"],
}


def written(type: str) -> str:
    """A value as the language of the moment writes it."""
    return Field(key="it", name="It", type=type).display(VALUES[type])


@pytest.mark.parametrize("language", WRITTEN)
def test_values_are_written_as_the_reader_writes(language: str) -> None:
    with translation.override(language):
        assert [written(type) for type in list(VALUES)[:3]] == WRITTEN[language][:3]


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("money", [Money(-123450, "EUR"), Money(1234, "JPY"), Money(1234500, "KWD"), Money(5, "CHF")])
def test_what_is_shown_may_be_typed_back(language: str, money: Money) -> None:
    with translation.override(language):
        assert Money.parse(money.display()) == money


def test_days_carry_their_weekday_as_the_language_has_it() -> None:
    day, said = date(2026, 11, 23), {}
    for language in WRITTEN:
        with translation.override(language):
            said[language] = writing().long_day(day)
    assert said == {
        "en": "Monday, 23 November 2026",
        "de": "Montag, 23. November 2026",
        "fr": "lundi 23 novembre 2026",
    }
