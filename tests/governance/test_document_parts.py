"""Conditions, decision tables and values are edited by plain form posts as well."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import translation

from fields import nested
from fields.tables import DecisionTable
from fields.types import Field
from governance.documents import DocumentForm, values_parser
from tests.governance.document_page import CATEGORY, TYPES, Inputs, render, sheet


@pytest.mark.parametrize(
    ("row", "value"),
    [
        (
            {"field": "run.amount", "comparison": "is_more_than", "value": "€100"},
            {"amount": "100.00", "currency": "EUR"},
        ),
        ({"field": "triage.category", "comparison": "is_one_of", "value": ["lost", "stolen"]}, ["lost", "stolen"]),
        ({"field": "triage.category", "comparison": "is_one_of", "value": "lost"}, "lost"),
        ({"field": "run.text", "comparison": "contains", "value": 'a "b"'}, 'a "b"'),
        ({"field": "run.text", "comparison": "is_empty", "value": "x"}, None),
    ],
)
def test_a_condition_is_asked_for_with_the_input_that_fits(row: dict[str, Any], value: Any) -> None:
    form = sheet(initial={"only_when": {"match": "any", "rows": [row]}})
    html = render("condition_rows", place=form.at("only_when"), types=TYPES, sources={"run": "The request"})
    assert '<optgroup label="The request"' in html
    sent = nested.nest((name, each) for name, values in Inputs(html).post().items() for each in values)
    assert sent["only_when"]["rows"][0] == {k: v for k, v in {**row, "value": value}.items() if v is not None}


def test_a_field_that_is_gone_stays_visible() -> None:
    form = sheet(initial={"only_when": {"rows": [{"field": "old.thing", "comparison": "is", "value": "x"}]}})
    assert "Thing (not there any more)" in render("condition_rows", place=form.at("only_when"), types=TYPES)


TABLE = {
    "hit_policy": "first",
    "outputs": [CATEGORY, {"key": "limit", "name": "Limit", "type": "money", "required": False}],
    "rows": [
        {
            "conditions": [
                {"field": "amount", "comparison": "is_more_than", "value": {"amount": "100.00", "currency": "EUR"}}
            ],
            "outputs": {"category": "lost"},
            "note": "first",
        },
        {
            "conditions": [],
            "outputs": {"category": "stolen", "limit": {"amount": "1.00", "currency": "EUR"}},
            "note": "",
        },
    ],
}
TABLE_PAGE = "{% load rules %}{% decision_table place inputs %}"


def table_page(form: DocumentForm[Any], inputs: Any) -> str:
    from django.template import engines

    return engines["django"].from_string(TABLE_PAGE).render({"place": form.at("table"), "inputs": inputs})


def test_a_decision_table_is_edited_row_by_row() -> None:
    form = sheet(initial={"table": TABLE})
    html = table_page(form, [{"name": "Amount", "type": "money"}])
    sent = nested.nest((name, each) for name, values in Inputs(html).post().items() for each in values)
    rows = DecisionTable.model_validate({"outputs": TABLE["outputs"], "rows": sent["table"]["rows"]}).rows
    assert rows[0].conditions == DecisionTable.model_validate(TABLE).rows[0].conditions
    assert rows[1].outputs["category"] == "stolen"
    assert "data.amount.minor &gt; 10000" in html


def test_a_new_rule_takes_the_keyboard() -> None:
    form = DocumentForm(
        parse=dict, post=QueryDict("_do=add:table-rows&table-outputs-0-name=A&table-outputs-0-type=text")
    )
    assert Inputs(table_page(form, [])).focus == ["f-table-rows-0-outputs-a"]


VALUES = [
    ("text", "שלום", "שלום"),
    ("long_text", "\nhi\n", "hi"),
    ("number", 12.5, 12.5),
    ("money", {"minor": 1250, "currency": "USD"}, {"minor": 1250, "currency": "USD"}),
    ("date", "2026-11-23", "2026-11-23"),
    ("time", "14:30", "14:30"),
    ("yes_no", False, False),
    ("yes_no", None, None),
    ("choice", "lost", "lost"),
    ("email", "a@example.org", "a@example.org"),
    ("money", None, None),
]
VALUE_PAGE = "{% load documents values %}{% value_input field form|at:field.key %}{% value_display field value %}"


@pytest.mark.parametrize(("type", "value", "kept"), VALUES)
def test_a_value_is_asked_for_and_sent_back(type: str, value: Any, kept: Any) -> None:
    from django.template import engines

    field = Field.model_validate(CATEGORY | {"key": "it", "type": type, "required": False, "help": "Say it."})
    form = DocumentForm(parse=values_parser([field]), initial={"it": value})
    html = engines["django"].from_string(VALUE_PAGE).render({"form": form, "field": field, "value": value})
    again = DocumentForm(parse=values_parser([field]), post=QueryDict(urlencode(Inputs(html).post(), doseq=True)))
    assert again.is_valid, again.errors
    assert again.value == {"it": kept}


def test_missing_values_are_named() -> None:
    field = Field.model_validate({"name": "Amount", "type": "money"})
    post = QueryDict("inputs-amount-amount=&inputs-amount-currency=EUR")
    form = DocumentForm(parse=values_parser([field], "inputs"), post=post)
    assert form.errors == {"inputs-amount": "“Amount” is missing."}


def test_sentences_come_in_the_readers_language() -> None:
    with translation.override("de"):
        assert sheet({"name": ""}).errors["name"]
