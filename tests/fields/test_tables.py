"""A decision table decides by its first fitting row, or collects all, and says why."""

from fields.tables import DecisionTable, as_text, check, decide, to_cel
from fields.types import Field

INPUTS = [
    Field.model_validate({"name": "Amount", "type": "money"}),
    Field.model_validate({"name": "Note", "type": "text", "required": False}),
]


def table(policy: str = "first") -> DecisionTable:
    return DecisionTable.model_validate(
        {
            "hit_policy": policy,
            "outputs": [{"name": "Answer", "type": "text"}, {"name": "Limit", "type": "money", "required": False}],
            "rows": [
                {"conditions": [more("€100")], "outputs": {"answer": "Ask", "limit": "€100"}},
                {"conditions": [more("€10")], "outputs": {"answer": "Pay"}},
            ],
        }
    )


def more(value: str) -> dict[str, str]:
    return {"field": "amount", "comparison": "is_more_than", "value": value}


def euros(amount: int) -> dict[str, object]:
    return {"amount": {"minor": amount * 100, "currency": "EUR"}, "note": "secret"}


def test_the_first_row_that_fits_decides() -> None:
    decision = decide(table(), INPUTS, euros(200))
    assert decision.matched == [0]
    assert decision.output == {"answer": "Ask", "limit": {"minor": 10_000, "currency": "EUR"}}
    assert str(decision.explanation) == "Row 1 fits: Amount is more than €100.00."


def test_collect_takes_every_row_that_fits() -> None:
    decision = decide(table("collect"), INPUTS, euros(200))
    assert decision.matched == [0, 1]
    assert decision.output == {"answer": ["Ask", "Pay"], "limit": [{"minor": 10_000, "currency": "EUR"}, None]}
    assert as_text(table("collect"), decision.output)["answer"] == "Ask, Pay"


def test_no_row_is_no_output_and_a_plain_reason() -> None:
    decision = decide(table(), INPUTS, euros(5))
    assert decision.output is None and decision.matched == []
    assert str(decision.explanation) == "No row fits these values: Amount: €5.00."


def test_a_missing_input_fits_no_row() -> None:
    assert decide(table(), INPUTS, {}).output is None


def test_a_sound_table_has_no_problems() -> None:
    assert check(table(), INPUTS) == []
    assert len(to_cel(table(), INPUTS)) == 2


def test_problems_say_where_they_are() -> None:
    unsound = DecisionTable.model_validate(
        {
            "outputs": [{"name": "Answer", "type": "number"}],
            "rows": [{"outputs": {"answer": 1}}, {"conditions": [more("12")], "outputs": {"answer": "x"}}],
        }
    )
    assert [problem.path for problem in check(unsound, INPUTS)] == [
        "rows-1-conditions-0",
        "rows-1-outputs-answer",
        "rows-0",
    ]
    assert [problem.path for problem in check(DecisionTable(outputs=[]), INPUTS)] == ["rows", "outputs"]
