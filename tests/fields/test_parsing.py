"""What people, models and systems write is read, or refused with a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fields.contracts import check, json_schema
from fields.sentences import FieldError, Sentence
from fields.types import Choice, Field, FieldType, key_for

CHOICES = [{"label": "Card lost"}, {"label": "Card stolen"}]


def field(type: str, **more: object) -> Field:
    choices = CHOICES if type == "choice" else []
    return Field.model_validate({"name": "Thing", "type": type, "choices": choices, **more})


@pytest.mark.parametrize(
    ("type", "raw", "value"),
    [
        ("text", "  hello 😀 \r\nשלום ", "hello 😀 \nשלום"),
        ("text", 4711, "4711"),
        ("number", "1,234.50", 1234.5),
        ("number", "1.234,50", 1234.5),
        ("number", "1,234", 1234),
        ("number", "12,5", 12.5),
        ("number", "−3", -3),
        ("number", 3.0, 3),
        ("money", "€12.50", {"minor": 1250, "currency": "EUR"}),
        ("money", "12,50 EUR", {"minor": 1250, "currency": "EUR"}),
        ("money", "1.234 €", {"minor": 123400, "currency": "EUR"}),
        ("money", {"amount": "12.5", "currency": "usd"}, {"minor": 1250, "currency": "USD"}),
        ("money", {"minor": 5, "currency": "JPY"}, {"minor": 5, "currency": "JPY"}),
        ("money", "1.234 KWD", {"minor": 1234, "currency": "KWD"}),
        ("date", "2026-11-23", "2026-11-23"),
        ("date", "23.11.2026", "2026-11-23"),
        ("date", "November 23, 2026", "2026-11-23"),
        ("time", "2:30 pm", "14:30"),
        ("time", "14:30:59", "14:30"),
        ("yes_no", "on", True),
        ("yes_no", 0, False),
        ("choice", "card STOLEN", "card_stolen"),
        ("email", " Ana@Example.ORG ", "ana@example.org"),
    ],
)
def test_it_reads_what_people_write(type: str, raw: object, value: object) -> None:
    assert field(type).parse(raw) == value


@pytest.mark.parametrize(
    ("type", "raw", "failure"),
    [
        ("text", None, "missing_field"),
        ("text", " \n ", "missing_field"),
        ("money", {"amount": "", "currency": "EUR"}, "missing_field"),
        ("text", "x" * 10_000_000, "out_of_range"),
        ("long_text", "x" * 10_000_000, "out_of_range"),
        ("text", "a\0b", "wrong_type"),
        ("text", "\ud800", "wrong_type"),
        ("number", "nan", "wrong_type"),
        ("number", float("nan"), "wrong_type"),
        ("number", float("inf"), "out_of_range"),
        ("number", "1e9999", "out_of_range"),
        ("number", 10**5000, "out_of_range"),
        ("number", "23.11.2026", "wrong_type"),
        ("number", True, "wrong_type"),
        ("money", "12.50", "wrong_type"),
        ("money", "12.50 XXX", "wrong_type"),
        ("money", "12.505 EUR 3", "wrong_type"),
        ("money", {"amount": 10**5000, "currency": "EUR"}, "wrong_type"),
        ("money", {"minor": 10**5000, "currency": "EUR"}, "out_of_range"),
        ("money", {"minor": 0.5, "currency": "EUR"}, "wrong_type"),
        ("date", "2026-02-30", "wrong_type"),
        ("date", "20261123", "wrong_type"),
        ("time", "25:00", "wrong_type"),
        ("yes_no", "maybe", "wrong_type"),
        ("choice", "Card eaten", "wrong_type"),
        ("email", "ana@localhost", "wrong_type"),
        ("email", "a b@example.org", "wrong_type"),
    ],
    ids=lambda value: ascii(value[:12]) if isinstance(value, str) else type(value).__name__,
)
def test_it_refuses_with_a_sentence(type: str, raw: object, failure: str) -> None:
    with pytest.raises(FieldError) as caught:
        field(type).parse(raw)
    assert caught.value.failure == failure
    assert "Thing" in str(caught.value.sentence)


def test_an_optional_field_may_be_missing() -> None:
    assert field("number", required=False).parse("") is None


def test_bounds_are_kept() -> None:
    with pytest.raises(FieldError, match="at most 10"):
        field("number", maximum="10").parse("11")
    with pytest.raises(FieldError, match="at least 3 characters"):
        field("text", minimum=3).parse("ab")
    with pytest.raises(FieldError, match=r"at most €100\.00"):
        field("money", maximum="€100").parse("€100.01")
    with pytest.raises(FieldError, match="should be in EUR"):
        field("money", maximum="€100").parse("$1")
    with pytest.raises(FieldError, match="at least 1 Jan 2026"):
        field("date", minimum="2026-01-01").parse("2025-12-31")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["minor", "amount", "currency"]), inner)
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(type=st.sampled_from(list(FieldType)), raw=ANYTHING)
def test_whatever_comes_it_is_a_value_or_a_sentence(type: FieldType, raw: object) -> None:
    each = field(type, required=False)
    try:
        value = each.parse(raw)
    except FieldError as error:
        assert isinstance(error.sentence, Sentence)
    else:
        assert each.parse(value) == value
        assert isinstance(each.display(value), str)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=90))
def test_a_key_can_always_be_made(name: str) -> None:
    assert Field(key=key_for(name), name="x", type=FieldType.TEXT)
    assert key_for(name, taken=[key_for(name)]) != key_for(name)


def test_a_key_comes_from_the_name() -> None:
    assert key_for("Card number (last 4)") == "card_number_last_4"
    assert Field.model_validate({"name": "Größe", "type": "text"}).key == "grosse"
    assert key_for("بطاقة") == "field"


def test_a_choice_needs_choices_with_different_values() -> None:
    with pytest.raises(ValueError, match="Add the choices"):
        Field(key="a", name="A", type=FieldType.CHOICE)
    with pytest.raises(ValueError, match="are the same"):
        Field(key="a", name="A", type=FieldType.CHOICE, choices=[Choice(value="x", label="X")] * 2)


def test_a_contract_names_every_field_that_does_not_fit() -> None:
    checked = check([field("money", key="amount"), field("text", key="why")], {"amount": "12", "other": 1})
    assert [(each.field, each.failure) for each in checked.failures] == [
        ("amount", "wrong_type"),
        ("why", "missing_field"),
    ]
    assert not checked.ok and checked.values == {}


def test_a_contract_is_a_json_schema() -> None:
    schema = json_schema([field("choice", key="reason"), field("number", key="count", required=False, maximum=5)])
    assert schema["required"] == ["reason"]
    assert schema["properties"]["reason"]["enum"] == ["card_lost", "card_stolen"]
    assert schema["properties"]["count"] == {"title": "Thing", "type": ["number", "null"], "maximum": 5}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a \u202e evil", "a \u202e evil\u202c"),
        ("\u202bשלום\u202c", "\u202bשלום\u202c"),
        ("\u2067\u202e", "\u2067\u202e\u202c\u2069"),
    ],
)
def test_a_text_does_not_turn_what_is_said_after_it(text: str, shown: str) -> None:
    assert Field(key="said", name="Said", type=FieldType.TEXT).display(text) == shown
