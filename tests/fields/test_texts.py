"""A text says what its chips stand for, and nothing that was put in is ever read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fields.texts import MOST_CHIPS, Chip, check, escaped, missing, parse, paths, render
from fields.types import Field

TYPES = {
    "run.amount": Field(key="amount", name="Amount", type="money"),
    "triage.words": Field(key="words", name="Words", type="text"),
}
EUR = {"minor": 1250, "currency": "EUR"}


def said(text: str) -> list[str]:
    return [str(each) for each in check(text, TYPES)]


def test_chips_stand_for_values_as_a_person_reads_them() -> None:
    text = "We pay {run.amount} for “{triage.words}”. {{sic}}"
    assert paths(text) == ["run.amount", "triage.words"]
    assert said(text) == []
    values = {"run.amount": EUR, "triage.words": "the hat"}
    assert render(text, TYPES, values) == "We pay €12.50 for “the hat”. {sic}"


@pytest.mark.parametrize("value", [None, "", "  ", []])
def test_what_is_missing_is_left_empty_and_named(value: object) -> None:
    assert render("<{triage.words}>", TYPES, {"triage.words": value}) == "<>"
    assert missing("{triage.words} {run.amount}", TYPES, {"run.amount": EUR}) == ["triage.words"]
    assert render("<{triage.gone}>", TYPES, {"triage.gone": "x"}) == "<>"


@given(st.text(max_size=50))
def test_a_value_is_put_in_as_it_is(text: str) -> None:
    value = text + "{run.amount} {{"
    assert render("<{triage.words}>", TYPES, {"triage.words": value, "run.amount": EUR}).startswith(f"<{value}")


@given(st.text(st.sampled_from("{}ab. run.amount"), max_size=40))
def test_an_escaped_text_is_itself_and_any_text_can_be_read(text: str) -> None:
    assert render(escaped(text), TYPES, {}) == text
    assert said(escaped(text)) == []
    assert isinstance(render(text, TYPES, {"run.amount": EUR}), str)


def test_three_braces_are_a_brace_and_a_chip() -> None:
    assert parse("{{{run.amount}}}") == ["{", Chip("run.amount"), "}"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{triage.gone}", "“Gone” is not there any more. Pick another field."),
        ("{amount}", "“{amount}” stands for no value. Pick a value, or write {{ for a brace."),
        ('{"a": 1', "“{” stands for no value. Pick a value, or write {{ for a brace."),
        ("a } b }", "“}” stands for no value. Pick a value, or write }} for a brace."),
        ("{run.amount}" * (MOST_CHIPS + 1), "A text has at most 100 values. Make it shorter."),
    ],
)
def test_what_stands_for_nothing_is_named_once(text: str, sentence: str) -> None:
    assert said(text) == [sentence]


def test_stray_braces_are_shown_as_they_are() -> None:
    assert render("{amount} { }", TYPES, {}) == "{amount} { }"
