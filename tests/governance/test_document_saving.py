"""A form that saves itself keeps what is still being written, and tells what is wrong without getting in the way."""

from tests.governance.document_page import Inputs, render, sheet

POST = {
    "name": "D",
    "outputs-0-name": "",
    "outputs-0-type": "text",
    "outputs-1-name": "A",
    "outputs-1-type": "number",
    "outputs-1-minimum": "x",
}


def test_rows_still_empty_stay_on_the_page_and_are_not_saved() -> None:
    form = sheet({**POST, "outputs-1-minimum": "1", "_autosave": "1"})
    assert form.is_valid and form.value and [field.name for field in form.value.outputs] == ["A"]
    assert Inputs(render("field_rows", place=form.at("outputs"))).post()["outputs-0-name"] == [""]


def test_what_is_wrong_is_marked_at_the_row_as_it_stands_on_the_page() -> None:
    form = sheet({**POST, "_autosave": "1"})
    assert list(form.errors) == ["outputs-1-minimum"]
    assert 'id="f-outputs-1-minimum-error"' in render("field_rows", place=form.at("outputs"))


def test_the_keyboard_is_not_taken_by_a_summary() -> None:
    form = sheet({**POST, "_autosave": "1"})
    assert "data-autofocus" not in render("form_start", form=form)
    assert "Not saved: see the marked fields" in render("saved", form=form)
    assert "data-autofocus" in render("form_start", form=sheet(POST))


def test_saved_is_said() -> None:
    assert "Saved" in render("saved", form=sheet({"name": "D", "_autosave": "1"}))
    assert "Saved" not in render("saved", form=sheet(initial={"name": "D"}))


def test_a_duplicated_row_is_a_thing_of_its_own() -> None:
    row = {"outputs-0-key": "a", "outputs-0-name": "A", "outputs-0-type": "text"}
    form = sheet({"name": "D", **row, "_do": "copy:outputs-0"})
    assert [(each["key"], each["name"]) for each in form.doc["outputs"]] == [("a", "A"), ("a_copy", "A (copy)")]
    html = render("field_rows", place=form.at("outputs"), copies=True)
    assert Inputs(html).focus == ["f-outputs-1-name"] and "Duplicate A" in html
