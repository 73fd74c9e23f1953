"""Conditions are written by rows and groups of rows, and read back as one writes them."""

from typing import Any

from fields import nested
from fields.conditions import Condition
from fields.sentences import Sentence
from governance.conditions import read_condition
from tests.governance.document_page import TYPES, Inputs, render, sheet

ROW = {"field": "run.amount", "comparison": "is_more_than", "value": {"minor": 10000, "currency": "EUR"}}
TEXT = {"field": "run.text", "comparison": "contains", "value": "fee"}
EMPTY = {"field": "run.text", "comparison": "is_empty", "value": None}
CONDITION = {"match": "all", "rows": [ROW], "groups": [{"match": "any", "rows": [TEXT, EMPTY]}]}


def shown(**doc: Any) -> str:
    form = sheet(initial={"only_when": doc})
    return render("condition_rows", place=form.at("only_when"), types=TYPES, sources={"run": "The request"})


def read(html: str, **more: Any) -> tuple[Condition | None, dict[str, Sentence]]:
    sent = nested.nest((name, each) for name, values in Inputs(html).post().items() for each in values)
    return read_condition(sent["only_when"], TYPES, "only_when", **more)


def test_rows_and_groups_come_back_as_they_were() -> None:
    assert read(shown(**CONDITION)) == (Condition.model_validate(CONDITION), {})


def test_a_condition_reads_as_a_sentence_and_as_it_is_kept() -> None:
    html = shown(**CONDITION)
    assert "Amount is more than €100.00 and (Text contains fee or Text is empty)" in html
    assert "data.run.amount.minor &gt; 10000" in html


def test_a_sentence_is_there_while_the_rows_are_still_being_written() -> None:
    html = shown(rows=[{"field": "run.amount", "comparison": "is_more_than", "value": ""}, {"field": ""}])
    assert "Amount is more than …" in html
    assert "data.run.amount" not in html


def test_no_rows_mean_no_condition() -> None:
    assert read(shown()) == (None, {})
    assert read(shown(rows=[{}], groups=[{"match": "any", "rows": [{}]}])) == (None, {})


def test_what_is_wrong_is_named_in_its_row() -> None:
    bad = ROW | {"value": "much"}
    _condition, errors = read(shown(groups=[{"match": "any", "rows": [TEXT, bad]}]))
    assert list(errors) == ["only_when-groups-0-rows-1"]


def test_a_row_whose_value_is_still_to_come_does_not_stop_a_draft_from_being_kept() -> None:
    html = shown(rows=[{"field": "run.text", "comparison": "contains", "value": ""}, ROW])
    assert list(read(html)[1]) == ["only_when-rows-0"]
    condition, errors = read(html, unfinished=True)
    assert not errors and condition and len(condition.rows) == 2


def test_a_new_group_begins_with_a_row_that_takes_the_keyboard() -> None:
    form = sheet({"name": "D", "only_when-match": "any", "only_when-rows-0-field": "", "_do": "add:only_when-groups"})
    assert form.doc["only_when"]["groups"] == [{"match": "all", "rows": [{}]}]
    html = render("condition_rows", place=form.at("only_when"), types=TYPES)
    assert Inputs(html).focus == ["f-only_when-groups-0-rows-0-field"]
    assert "group" in render("form_start", form=form)


def test_a_removed_row_is_said_and_the_next_one_takes_the_keyboard() -> None:
    post = {f"only_when-rows-{n}-field": "run.text" for n in (0, 1)} | {"_do": "remove:only_when-rows-0"}
    form = sheet(post)
    assert Inputs(render("condition_rows", place=form.at("only_when"), types=TYPES)).focus == [
        "f-only_when-rows-0-field"
    ]
    assert "Removed the row; 1 left." in render("form_start", form=form)
