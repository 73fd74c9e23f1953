"""Where a value comes from is picked from what there is, with or without scripts; texts may hold values."""

from typing import Any

import pytest
from django.template import engines

from fields.types import Field
from governance.documents import DocumentForm
from governance.picking import FIXED, TEXT, Source, read_input, shown_input, sources_of, told_apart
from tests.governance.document_page import TYPES, Inputs, sheet

NAMES = {"run": "The request", "triage": "Triage"}
AMOUNT = Field.model_validate({"name": "Amount", "type": "money"})


def sources(**more: Any) -> list[Source]:
    return sources_of(TYPES, NAMES, examples={"run.amount": "€140.00"}, icons={"triage": "robot"}, **more)


def page(template: str, **context: Any) -> str:
    return engines["django"].from_string("{% load documents picking rules %}" + template).render(context)


def asked(inputs: dict[str, Any], **more: Any) -> str:
    form: DocumentForm[Any] = DocumentForm(parse=dict, initial={"inputs": {"amount": inputs}})
    return page(
        "{% value_source place field sources %}",
        place=form.at("inputs-amount"),
        field=AMOUNT,
        sources=more.get("sources", sources()),
    )


def test_a_value_is_picked_from_a_plain_list_that_tells_where_it_comes_from() -> None:
    html = asked({"path": "run.amount"})
    assert Inputs(html).post()["inputs-amount-path"] == ["run.amount"]
    assert '<optgroup label="The request"' in html and "The request › Amount" in html
    assert 'data-example="€140.00"' in html and 'data-type="Money"' in html


def test_what_does_not_fit_is_there_with_its_reason_and_cannot_be_taken() -> None:
    only_money = sources(unfit=lambda field: "" if field.type == "money" else "This is not an amount.")
    html = asked({"path": ""}, sources=only_money)
    assert html.count("disabled") == 2 and 'data-why="This is not an amount."' in html
    chosen = asked({"path": "run.text"}, sources=only_money)
    assert "The request › Text (does not fit)" in chosen
    assert Inputs(chosen).post()["inputs-amount-path"] == ["run.text"]


def test_what_was_picked_and_is_gone_stays_visible() -> None:
    html = asked({"path": "old.fee"})
    assert "Fee (not there any more)" in html
    assert Inputs(html).post()["inputs-amount-path"] == ["old.fee"]


@pytest.mark.parametrize(
    "saved",
    [
        {"path": "run.amount"},
        {"text": "Hello {run.text}, {{ }}"},
        {"value": {"minor": 1250, "currency": "EUR"}},
    ],
)
def test_what_is_shown_is_what_is_read_back(saved: dict[str, Any]) -> None:
    html = asked(shown_input(saved))
    form: DocumentForm[Any] = DocumentForm(parse=dict, post=_query(Inputs(html)))
    assert read_input(form.doc["inputs"]["amount"], AMOUNT) == (saved, {})


def _query(inputs: Inputs) -> Any:
    from urllib.parse import urlencode

    from django.http import QueryDict

    return QueryDict(urlencode(inputs.post(), doseq=True))


def test_nothing_picked_is_nothing_and_a_bad_value_is_named() -> None:
    assert read_input({"path": ""}, AMOUNT) == (None, {})
    assert read_input(None, AMOUNT) == (None, {})
    assert read_input({"path": TEXT, "text": " "}, AMOUNT) == (None, {})
    given, errors = read_input({"path": FIXED, "value": "much"}, AMOUNT, "inputs-amount")
    assert given is None and list(errors) == ["inputs-amount-value"]


def test_a_text_names_the_values_one_can_put_into_it() -> None:
    form: DocumentForm[Any] = DocumentForm(parse=dict, initial={"note": "\n<b> {run.amount}"})
    html = page("{% chips_text place 'Note' sources most=100 %}", place=form.at("note"), sources=sources())
    assert "<code>{run.amount}</code> Amount" in html and "such as €140.00" in html
    assert "<b>" not in html and 'maxlength="100"' in html
    assert Inputs(html).post()["note"] == ["\n<b> {run.amount}"]


def test_fields_of_one_name_are_told_apart() -> None:
    twice = TYPES | {"check.amount": AMOUNT, "run.note": Field.model_validate({"name": "Note", "type": "text"})}
    named = told_apart(twice, NAMES | {"check": "Check"})
    assert named["run.amount"].name == "The request › Amount" and named["check.amount"].name == "Check › Amount"
    assert named["run.note"].name == "Note"


# -- a form being designed -------------------------------------------------------------------------------------

FIELDS = [
    {"key": "amount", "name": "Amount", "type": "money", "help": "What was charged"},
    {"key": "", "name": "Reason", "type": "choice"},
    {"key": "", "name": "", "type": "text"},
]


def test_the_preview_shows_what_a_person_will_see_and_sends_nothing() -> None:
    form = sheet(initial={"outputs": FIELDS})
    html = page("{% fields_preview place button='Begin' %}", place=form.at("outputs"))
    assert "What was charged" in html and "Begin" in html and "disabled" in html
    assert "One field is not finished and not shown." in html
    again = sheet(Inputs(html).post())
    assert again.doc == {}


def test_an_empty_form_says_what_to_do() -> None:
    html = page("{% fields_preview place %}", place=sheet(initial={}).at("outputs"))
    assert "Add a field and give it a name." in html
