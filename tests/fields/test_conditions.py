"""Conditions hold exactly when their words say so, whatever is missing and whatever is typed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fields import cel
from fields.conditions import (
    COMPARISONS,
    Condition,
    Row,
    all_rows,
    check,
    holds,
    origins,
    row_sentence,
    sentence,
    to_cel,
)
from fields.sentences import FieldError
from fields.types import Field, FieldType

CATEGORY = {"name": "Category", "type": "choice", "choices": [{"label": "Card lost"}, {"label": "Card stolen"}]}
TYPES = {
    f"run.{each.key}": each
    for each in (
        Field.model_validate(raw)
        for raw in (
            {"name": "Amount", "type": "money"},
            {"name": "Count", "type": "number"},
            {"name": "Text", "type": "long_text"},
            {"name": "In", "type": "text"},
            {"name": "Day", "type": "date"},
            {"name": "At", "type": "time"},
            {"name": "VIP", "type": "yes_no"},
            {"name": "Mail", "type": "email"},
            CATEGORY,
        )
    )
}
TYPES["import.in"] = TYPES["run.in"]
EUR = {"minor": 10_000, "currency": "EUR"}


def one(field: str, comparison: str, value: object = None) -> Condition:
    return Condition.model_validate({"rows": [{"field": field, "comparison": comparison, "value": value}]})


def asked(condition: Condition, **values: object) -> bool:
    return holds(condition, TYPES, {"run": values})


@pytest.mark.parametrize(
    ("field", "comparison", "value", "given_value", "expected"),
    [
        ("amount", "is_more_than", "€99.99", EUR, True),
        ("amount", "is_more_than", "€100", EUR, False),
        ("amount", "is_at_most", "€100", EUR, True),
        ("amount", "is_more_than", "$1", EUR, False),
        ("amount", "is_not", "$1", EUR, False),
        ("count", "is", "3", 3.0, True),
        ("count", "is_more_than", "2.5", 3, True),
        ("count", "is_less_than", "-1", -1.5, True),
        ("count", "is_one_of", "1, 3", 3.0, True),
        ("text", "contains", "REFUND", "a refund\nplease", True),
        ("text", "contains", "É.*", "xé.*y", True),
        ("text", "contains", ".*", "abc", False),
        ("in", "is", "x", "x", True),
        ("day", "is_before", "24.11.2026", "2026-11-23", True),
        ("at", "is_after", "2:29 pm", "14:30", True),
        ("vip", "is_yes", None, True, True),
        ("vip", "is_no", None, True, False),
        ("mail", "is_one_of", "a@example.org\nB@example.org", "b@example.org", True),
        ("category", "is_one_of", ["Card lost", "card_stolen"], "card_stolen", True),
        ("category", "is_not", "card_lost", "card_stolen", True),
        ("text", "is_empty", None, "", True),
        ("text", "is_not_empty", None, "x", True),
    ],
)
def test_it_compares(field: str, comparison: str, value: object, given_value: object, expected: bool) -> None:
    assert asked(one(f"run.{field}", comparison, value), **{field: given_value}) is expected


VALUES = {
    FieldType.MONEY: "€1",
    FieldType.NUMBER: "1",
    FieldType.DATE: "2026-11-23",
    FieldType.TIME: "14:30",
    FieldType.CHOICE: "card_lost",
    FieldType.EMAIL: "a@example.org",
}


@pytest.mark.parametrize("data", [{}, {"run": {}}, {"run": dict.fromkeys((path[4:] for path in TYPES), None)}])
@pytest.mark.parametrize("path", TYPES)
def test_what_is_missing_is_empty_and_nothing_else(path: str, data: dict[str, object]) -> None:
    field = TYPES[path]
    for comparison in COMPARISONS[field.type]:
        condition = one(path, comparison, VALUES.get(field.type, "x"))
        assert holds(condition, TYPES, data) is (comparison == "is_empty"), comparison


def test_a_step_may_be_called_like_a_word_of_the_language() -> None:
    assert holds(one("import.in", "is", "x"), TYPES, {"import": {"in": "x"}})


@pytest.mark.parametrize("text", ['"', "\\", '\\" || true || "', "😀", "שלום \u202e", "a\nb", "\x07", "`${x}`", "'''"])
def test_no_text_can_break_out_of_its_quotes(text: str) -> None:
    condition = one("run.in", "is", text)
    assert asked(condition, **{"in": text})
    assert not asked(condition, **{"in": "something else"})
    assert asked(one("run.in", "contains", text), **{"in": f"before {text} after"})


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30))
def test_any_text_is_itself_and_nothing_else(text: str) -> None:
    assert cel.evaluate(f"data.x == {cel.quote(text)}", {"x": text})
    assert not cel.evaluate(f"data.x == {cel.quote(text)}", {"x": text + "!"})
    assert cel.evaluate(f"data.x.matches({cel.quote(cel.pattern(text))})", {"x": f"<{text}>"})


@settings(max_examples=40, deadline=None)
@given(st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e9, 1e9), st.integers(-1000, 1000))
def test_numbers_compare_as_numbers(number: int | float, other: int) -> None:
    assert asked(one("run.count", "is_more_than", other), count=number) is (number > other)
    assert asked(one("run.count", "is_at_most", other), count=number) is (number <= other)


def test_all_and_any() -> None:
    rows = [{"field": "run.count", "comparison": "is", "value": 1}, {"field": "run.vip", "comparison": "is_yes"}]
    assert not asked(Condition.model_validate({"match": "all", "rows": rows}), count=1, vip=False)
    assert asked(Condition.model_validate({"match": "any", "rows": rows}), count=1)
    assert asked(Condition())


def test_an_error_of_the_runtime_is_never_a_yes() -> None:
    for source in ("data.nothing", "data.nothing == 1", "1 / 0 == 1", "data.text > 1", "1", '"yes"', "x y", "other"):
        with pytest.raises(cel.CelError):
            cel.evaluate(source, {"text": "x"})


def test_it_reads_back_as_words() -> None:
    condition = Condition.model_validate(
        {
            "rows": [
                {"field": "run.amount", "comparison": "is_more_than", "value": "100 EUR"},
                {"field": "run.category", "comparison": "is_one_of", "value": ["card_lost", "card_stolen"]},
            ]
        }
    )
    assert str(sentence(condition, TYPES)) == (
        "Amount is more than €100.00 and Category is one of Card lost, Card stolen"
    )
    assert str(sentence(Condition(), TYPES)) == "Always"


def test_unsound_rows_are_named() -> None:
    rows = [
        {"field": "run.gone", "comparison": "is", "value": "x"},
        {"field": "run.amount", "comparison": "contains", "value": "x"},
        {"field": "run.amount", "comparison": "is", "value": "12"},
        {"field": "run.text", "comparison": "contains", "value": " "},
        {"field": 'run["x"] || true', "comparison": "is_empty"},
        {"field": "run.text", "comparison": "contains", "value": "x" * 10_000_000},
    ]
    problems = check(Condition.model_validate({"rows": rows}), TYPES)
    assert len(problems) == 6
    assert str(problems[0]) == "“Gone” is not there any more. Pick another field."
    assert str(row_sentence(Row.model_validate(rows[0]), TYPES)) == "Gone is x"
    assert re.search("currency", str(problems[2]))
    with pytest.raises(FieldError):
        to_cel(Condition.model_validate({"rows": rows}), TYPES)


COUNT = {"field": "run.count", "comparison": "is", "value": 1}
VIP = {"field": "run.vip", "comparison": "is_yes"}
LOST = {"field": "run.category", "comparison": "is", "value": "card_lost"}


def grouped(match: str, rows: list[object], *groups: tuple[str, list[object]]) -> Condition:
    return Condition.model_validate(
        {"match": match, "rows": rows, "groups": [{"match": each, "rows": inner} for each, inner in groups]}
    )


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("vip", [True, False])
@pytest.mark.parametrize("category", ["card_lost", "card_stolen"])
def test_a_group_counts_as_one_row(count: int, vip: bool, category: str) -> None:
    values = {"count": count, "vip": vip, "category": category}
    one, lost = count == 1, category == "card_lost"
    assert asked(grouped("all", [COUNT], ("any", [VIP, LOST])), **values) is (one and (vip or lost))
    assert asked(grouped("any", [COUNT], ("all", [VIP, LOST])), **values) is (one or (vip and lost))
    assert asked(grouped("any", [], ("all", [COUNT, VIP]), ("any", [LOST])), **values) is ((one and vip) or lost)
    assert asked(grouped("all", [], ("any", [COUNT, VIP]), ("any", [LOST, VIP])), **values) is (
        (one or vip) and (lost or vip)
    )


@pytest.mark.parametrize("match", ["all", "any"])
def test_a_group_that_is_still_empty_counts_for_nothing(match: str) -> None:
    assert asked(grouped(match, [COUNT], ("any", [])), count=1)
    assert not asked(grouped(match, [COUNT], ("all", [])), count=2)
    assert asked(grouped(match, [], ("any", [])))
    assert str(sentence(grouped(match, [], ("any", [])), TYPES)) == "Always"


def test_groups_read_back_in_parentheses_where_they_are_needed() -> None:
    assert str(sentence(grouped("all", [COUNT], ("any", [LOST, VIP])), TYPES)) == (
        "Count is 1 and (Category is Card lost or VIP is yes)"
    )
    assert str(sentence(grouped("any", [COUNT], ("all", [LOST, VIP])), TYPES)) == (
        "Count is 1 or (Category is Card lost and VIP is yes)"
    )
    assert str(sentence(grouped("all", [], ("any", [LOST, VIP])), TYPES)) == "Category is Card lost or VIP is yes"
    assert str(sentence(grouped("all", [COUNT], ("any", [VIP])), TYPES)) == "Count is 1 and VIP is yes"


def test_a_condition_knows_all_its_rows_and_where_they_come_from() -> None:
    there = {"field": "import.in", "comparison": "is", "value": "x"}
    condition = grouped("all", [COUNT], ("any", [there, VIP]))
    assert [row.field for row in all_rows(condition)] == ["run.count", "import.in", "run.vip"]
    assert origins(condition) == {"run", "import"}
    gone = {"field": "run.gone", "comparison": "is_yes"}
    assert [str(each) for each in check(grouped("all", [COUNT], ("any", [gone])), TYPES)] == [
        "“Gone” is not there any more. Pick another field."
    ]


def test_a_condition_stays_short_enough_to_read() -> None:
    assert not check(grouped("all", [COUNT] * 25, ("any", [VIP] * 25)), TYPES)
    long = grouped("all", [COUNT] * 25, ("any", [VIP] * 26))
    assert [str(each) for each in check(long, TYPES)] == [
        "A condition has at most 50 rows. Let a rules agent decide what takes more."
    ]
    with pytest.raises(FieldError):
        to_cel(long, TYPES)
