import pytest

from agents.offline.extract import extract
from fields.types import Field


def read(kind: str, text: str, name: str = "Value") -> object:
    guess = extract(Field(key="value", name=name, type=kind), text)
    return guess.value if guess else None


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("email", "Write to Ada.Lind@Example.ORG, please.", "ada.lind@example.org"),
        ("money", "you took €3.50 from me", {"minor": 350, "currency": "EUR"}),
        ("money", "it was 12,50 EUR in all", {"minor": 1250, "currency": "EUR"}),
        ("money", "about 1,200 pounds", {"minor": 120000, "currency": "GBP"}),
        ("money", "¥500 only", {"minor": 500, "currency": "JPY"}),
        ("money", "I paid 40 times", None),
        ("date", "on 2026-11-23 at noon", "2026-11-23"),
        ("date", "since 23 November 2026", "2026-11-23"),
        ("date", "by Nov 3rd, 2026", "2026-11-03"),
        ("date", "by 23/11/2026", "2026-11-23"),
        ("date", "on 31/02/2026", None),
        ("time", "call at 3 pm", "15:00"),
        ("time", "at 14:30 sharp", "14:30"),
        ("number", "we are 12 people", 12),
        ("number", "it weighs 2.5 kilos", 2.5),
        ("number", "nobody came", None),
    ],
)
def test_values_are_read_out_of_text(kind, text, value):
    assert read(kind, text) == value


def test_an_identifier_is_a_text_field_that_says_so():
    text = "Hello, my order number is AB-4711, thanks"
    assert read("text", text, name="Order number") == "AB-4711"
    assert read("text", text, name="Colour") is None


def test_the_value_after_the_fields_name_is_taken():
    text = "Invoice 881 of customer number 4711"
    assert read("text", text, name="Customer number") == "4711"


def test_several_values_are_less_sure_than_one():
    field = Field(key="email", name="E-mail", type="email")
    one, two = extract(field, "a@example.org"), extract(field, "a@example.org or b@example.org")
    assert one and two
    assert two.confidence < one.confidence


def test_a_date_that_reads_two_ways_is_doubtful():
    field = Field(key="day", name="Day", type="date")
    doubtful, clear = extract(field, "03/04/2026"), extract(field, "13/04/2026")
    assert doubtful and clear
    assert doubtful.confidence < 0.6 < clear.confidence
