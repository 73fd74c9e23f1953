"""A builder edits nested documents by plain form posts, with or without scripts."""

from typing import Any

import pytest
from django.http import QueryDict

from fields.sentences import FieldError, sentence
from governance.documents import DocumentForm, fields_of
from tests.governance.document_page import CATEGORY, TYPES, Inputs, Sheet, render, sheet

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
