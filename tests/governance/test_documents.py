"""A builder edits nested documents by plain form posts, with or without scripts."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from pydantic import BaseModel

from fields import nested
from fields.conditions import Condition
from fields.sentences import FieldError, sentence
from fields.tables import DecisionTable
from fields.types import Field, FieldList
from governance.documents import DocumentForm, fields_of, values_parser


class Sheet(BaseModel):
    """A document with rows of fields, a condition and a table."""

    name: str
    threshold: float = 0.5
    outputs: FieldList = []
    only_when: Condition = Condition()
    table: DecisionTable | None = None


CATEGORY = {
    "key": "category",
    "name": "Category",
    "type": "choice",
    "choices": [{"value": "lost", "label": "Lost"}, {"value": "stolen", "label": "Stolen"}],
}
TYPES = {
    "run.amount": Field.model_validate({"name": "Amount", "type": "money"}),
    "run.text": Field.model_validate({"name": "Text", "type": "long_text"}),
    "triage.category": Field.model_validate(CATEGORY),
}


def sheet(post: Any = None, initial: Any = None) -> DocumentForm[Sheet]:
    """The form as a view makes it; a dict stands for what a browser sends."""
    query = None if post is None else QueryDict(urlencode(post, doseq=True))
    return DocumentForm(parse=Sheet.model_validate, initial=initial, post=query)


class Inputs(HTMLParser):
    """What a browser would send for a rendered form, and every element by its id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.focus: list[str | None] = []
        self._select, self._area = "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        if "id" in a:
            self.ids.append(a["id"] or "")
        if "data-autofocus" in a:
            self.focus.append(a.get("id"))
        if tag == "input" and a.get("name") and (a.get("type") not in ("checkbox", "radio") or "checked" in a):
            self.sent.append((a["name"] or "", a.get("value") or ""))
        self._select = (a.get("name") or "") if tag == "select" else self._select
        self._area = (a.get("name") or "") if tag == "textarea" else ""
        if tag == "option" and "selected" in a:
            self.sent.append((self._select, a.get("value") or ""))
        if tag == "textarea":
            self.sent.append((self._area, ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            name, text = self.sent.pop()
            self.sent.append((name, text + (data.removeprefix("\n") if not text else data)))

    def handle_endtag(self, tag: str) -> None:
        self._area = ""

    def post(self, **more: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, value in [*self.sent, *more.items()]:
            found.setdefault(name, []).append(value)
        return found


def render(template: str, **context: Any) -> str:
    return render_to_string(f"parts/fields/{template}.html", context, RequestFactory().get("/"))


# -- the document ----------------------------------------------------------------------------------------------


def test_a_post_becomes_the_parsed_object() -> None:
    form = sheet(
        {
            "csrfmiddlewaretoken": "x",
            "name": "Desk",
            "threshold": "",
            "outputs-0-key": "",
            "outputs-0-name": "Card number",
            "outputs-0-type": "text",
            "_off": ["outputs-0-required"],
        }
    )
    assert form.is_valid and form.value
    assert form.value.threshold == 0.5
    assert form.value.outputs[0].key == "card_number"
    assert form.value.outputs[0].required is False
    assert form.doc["outputs"][0]["key"] == "card_number"


def test_renaming_keeps_the_key_that_others_refer_to() -> None:
    form = sheet({"name": "D", "outputs-0-key": "card", "outputs-0-name": "Account", "outputs-0-type": "text"})
    assert form.value and form.value.outputs[0].key == "card"


def test_two_rows_of_one_name_get_two_keys() -> None:
    rows = {
        f"outputs-{n}-{key}": value for n in (0, 1) for key, value in (("key", ""), ("name", "A"), ("type", "text"))
    }
    form = sheet({"name": "D", **rows})
    assert form.value and [field.key for field in form.value.outputs] == ["a", "a_2"]


def test_reserved_keys_are_not_given() -> None:
    post = QueryDict("steps-0-key=&steps-0-name=Run")
    form = DocumentForm(parse=dict, post=post, taken={"steps": ("run",)})
    assert form.doc["steps"][0]["key"] == "run_2"


def test_a_row_nobody_filled_in_is_left_out() -> None:
    form = sheet({"name": "D", "outputs-0-name": " ", "outputs-0-type": "text", "outputs-0-help": ""})
    assert form.is_valid and form.doc["outputs"] == []


def test_errors_name_the_input_and_the_remedy() -> None:
    form = sheet({"name": "", "threshold": "much", "outputs-0-name": "A", "outputs-0-type": "choice"})
    assert not form.is_valid and form.value is None
    assert form.errors["name"] == "Fill this in."
    assert form.errors["threshold"] == "Write a number."
    assert form.errors["outputs-0"] == "Add the choices of “A”."
    assert [(problem.anchor, problem.label) for problem in form.error_list][-1] == ("f-outputs-0", "Outputs 1")


def test_any_failure_of_the_parser_is_a_sentence() -> None:
    def refuse(doc: dict[str, Any]) -> Any:
        raise FieldError("out_of_range", sentence("{name} is too much.", name="This"))

    assert DocumentForm(parse=refuse, post=QueryDict("a=b")).errors == {"": "This is too much."}


def test_a_row_command_edits_and_saves_nothing() -> None:
    form = sheet({"name": "", "outputs-0-name": "A", "outputs-0-type": "text", "_do": "add:outputs"})
    assert form.edited and not form.is_valid and form.errors == {}
    assert form.focus == "outputs-1" and len(form.doc["outputs"]) == 2
    form = sheet({"name": "D", "outputs-0-name": "A", "outputs-1-name": "B", "_do": "up:outputs-1"})
    assert [row["name"] for row in form.doc["outputs"]] == ["B", "A"]
    form = sheet({"name": "D", "outputs-0-name": "A", "_do": "remove:outputs-0"})
    assert form.doc["outputs"] == []


@pytest.mark.parametrize(
    "post",
    [
        {"_do": "explode:everything"},
        {"_do": "remove:"},
        {"outputs": "x", "outputs-0": "y", "_do": "add:outputs-0-choices"},
        {"name": "D", "outputs-0": "x", "only_when": "y", "table-rows": "z"},
        {"name": ["a", "b"], "_off": ["-", "--", "a-" * 50, "outputs"]},
        {"name": "\0\ud83d😀 שלום".encode("utf-16", "surrogatepass").decode("utf-16", "replace"), "---": "x"},
    ],
)
def test_hostile_posts_are_answered_with_a_form(post: dict[str, Any]) -> None:
    form = sheet(post)
    assert render("form_start", form=form)
    assert render("field_rows", place=form.at("outputs"))
    assert render("condition_rows", place=form.at("only_when"), types=TYPES)


def test_fields_still_being_written_can_be_picked_from() -> None:
    rows = [
        {"name": "A", "type": "text", "place": "path"},
        {"name": "", "type": "text"},
        {"name": "C", "type": "choice"},
    ]
    assert [field.key for field in fields_of(rows)] == ["a"]
    assert fields_of(None) == []


# -- its parts -------------------------------------------------------------------------------------------------

FIELDS = {
    "name": "D",
    "outputs": [
        CATEGORY | {"choices": [{"value": "lost", "label": "Lost", "description": "gone", "examples": ["a", "b"]}]},
        {"key": "amount", "name": "Amount", "type": "money", "maximum": {"minor": 100, "currency": "EUR"}},
        {"key": "text", "name": "<b>", "type": "long_text", "template": "\n\nHi {name}", "required": False},
    ],
}


def test_what_is_shown_is_what_is_sent_back() -> None:
    saved = Sheet.model_validate(FIELDS)
    form = sheet(initial=saved.model_dump(mode="json"))
    html = render("field_rows", place=form.at("outputs"), with_template=True)
    assert "<b>" not in html
    again = sheet(Inputs(html).post(name="D"))
    assert again.is_valid, again.errors
    assert again.value and again.value.outputs == saved.outputs


def test_a_new_row_takes_the_keyboard() -> None:
    form = sheet({"name": "D", "outputs-0-name": "A", "outputs-0-type": "choice", "_do": "add:outputs"})
    assert Inputs(render("field_rows", place=form.at("outputs"))).focus == ["f-outputs-1-name"]
    form = sheet({"name": "D", "outputs-0-name": "A", "outputs-0-type": "choice", "_do": "add:outputs-0-choices"})
    assert Inputs(render("field_rows", place=form.at("outputs"))).focus == ["f-outputs-0-choices-0-label"]
    form = sheet({"name": "D", "outputs-0-name": "A", "outputs-1-name": "B", "_do": "down:outputs-0"})
    assert Inputs(render("field_rows", place=form.at("outputs"))).focus == []
    form = sheet({"outputs-0-name": "A", "outputs-1-name": "B", "outputs-2-name": "C", "_do": "down:outputs-0"})
    assert Inputs(render("field_rows", place=form.at("outputs"))).focus == ["f-outputs-1-down"]


def test_an_error_is_tied_to_its_input() -> None:
    form = sheet({"name": "D", "outputs-0-name": "A", "outputs-0-type": "number", "outputs-0-minimum": "x"})
    html = render("field_rows", place=form.at("outputs"))
    assert 'aria-invalid="true"' in html and 'aria-describedby="f-outputs-0-minimum-error"' in html
    summary = render("form_start", form=form)
    assert 'href="#f-outputs-0-minimum"' in summary and "Outputs 1 › Minimum" in summary


def test_the_page_has_no_script_style_or_doubled_id() -> None:
    form = sheet(initial=FIELDS | {"only_when": {"rows": [{"field": "run.amount", "comparison": "is_more_than"}]}})
    html = render("field_rows", place=form.at("outputs")) + render(
        "condition_rows", place=form.at("only_when"), types=TYPES
    )
    assert not any(each in html for each in ("<script", "style=", "hx-on", "js:", "onclick"))
    ids = Inputs(html).ids
    assert len(ids) == len(set(ids))


def test_extra_columns_of_tools_are_part_of_the_rows() -> None:
    form = sheet(initial=FIELDS)
    places = [("path", "in the address"), ("query", "after the address")]
    extras = [{"key": "place", "label": "Place", "kind": "select", "options": places, "default": "query"}]
    sent = Inputs(render("field_rows", place=form.at("outputs"), extras=extras)).post()
    assert sent["outputs-0-place"] == ["query"]


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
    assert '<optgroup label="The request">' in html
    sent = nested.nest((name, each) for name, values in Inputs(html).post().items() for each in values)
    assert sent["only_when"]["rows"][0] == {k: v for k, v in {**row, "value": value}.items() if v is not None}


def test_a_field_that_is_gone_stays_visible() -> None:
    form = sheet(initial={"only_when": {"rows": [{"field": "old.thing", "comparison": "is", "value": "x"}]}})
    assert "old.thing (not there any more)" in render("condition_rows", place=form.at("only_when"), types=TYPES)


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
