"""Form names become documents and back, and rows can be added, removed and moved."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from pydantic import Field as Slot

from fields.nested import at, edit, errors_by_path, flatten, nest
from fields.tables import DecisionTable


def test_names_become_dicts_and_lists() -> None:
    pairs = [
        ("name", "A"),
        ("outputs-0-choices-1-value", "y"),
        ("outputs-0-choices-0-value", "x"),
        ("outputs-7-key", "k"),
    ]
    assert nest(pairs) == {"name": "A", "outputs": [{"choices": [{"value": "x"}, {"value": "y"}]}, {"key": "k"}]}


def test_a_name_given_twice_is_a_list() -> None:
    assert nest([("rows-0-value", "a"), ("rows-0-value", "b")]) == {"rows": [{"value": ["a", "b"]}]}


KEYS = st.sampled_from(["a", "b_c", "outputs"])
DOCS = st.recursive(
    st.text(max_size=5),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(KEYS, inner, min_size=1),
    max_leaves=8,
)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(KEYS, DOCS, min_size=1))
def test_flatten_and_nest_are_inverses(doc: dict[str, object]) -> None:
    assert nest(flatten(doc)) == doc


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text("a01-", max_size=12) | st.text(max_size=6), st.text(max_size=3)), max_size=8))
def test_hostile_names_do_no_harm(pairs: list[tuple[str, str]]) -> None:
    assert isinstance(nest(pairs), dict)


@pytest.mark.parametrize(
    ("command", "keys", "focus"),
    [
        ("add:rows", ["a", "b", "c", None], "rows-3"),
        ("remove:rows-1", ["a", "c"], "rows-1"),
        ("up:rows-2", ["a", "c", "b"], "rows-1"),
        ("up:rows-0", ["a", "b", "c"], "rows-0"),
        ("down:rows-0", ["b", "a", "c"], "rows-1"),
        ("remove:rows-9", ["a", "b", "c"], None),
        ("remove:rows--1", ["a", "b", "c"], None),
        ("explode:rows-1", ["a", "b", "c"], None),
        ("add:rows-0-key", ["a", "b", "c"], None),
        ("", ["a", "b", "c"], None),
    ],
)
def test_rows_are_edited(command: str, keys: list[str | None], focus: str | None) -> None:
    doc = {"rows": [{"key": "a"}, {"key": "b"}, {"key": "c"}]}
    if command == "add:rows-0-key":
        doc["rows"][0]["key"] = "a"
        assert edit(doc, "add:rows-0-key-deep") is None
        return
    assert edit(doc, command) == focus
    assert [row.get("key") for row in doc["rows"]] == keys


def test_rows_inside_rows_are_edited() -> None:
    doc: dict[str, object] = {"rows": [{"key": "a"}]}
    assert edit(doc, "add:rows-0-choices") == "rows-0-choices-0"
    assert at(doc, "rows-0-choices-0") == {}


def test_a_row_is_added_where_nothing_was_written_yet() -> None:
    doc: dict[str, object] = {"table": ""}
    assert edit(doc, "add:table-outputs") == "table-outputs-0"
    assert edit(doc, "add:a-b-c") == "a-b-c-0"
    assert doc == {"table": {"outputs": [{}]}, "a": {"b": {"c": [{}]}}}
    assert [edit(doc, f"add:{path}") for path in ("", "-", "x--y", "x-3-y", "-".join("a" * 40))] == [None] * 5


def test_bounds_are_named_as_people_write_them() -> None:
    class Wait(BaseModel):
        seconds: float = Slot(le=3600)

    with pytest.raises(ValidationError) as caught:
        Wait(seconds=9e9)
    assert str(errors_by_path(caught.value)["seconds"]) == "Give at most 3600."


def test_errors_stand_at_the_input_they_are_about() -> None:
    with pytest.raises(ValidationError) as caught:
        DecisionTable.model_validate(
            {"outputs": [{"name": "", "type": "number", "minimum": "x"}], "rows": [{"note": 1}]}
        )
    errors = {path: str(sentence) for path, sentence in errors_by_path(caught.value).items()}
    assert errors["outputs-0-name"] == "Fill this in."
    assert errors["outputs-0-minimum"].startswith("“Limit” should be a number")
    assert errors["rows-0-note"] == "Fill this in with text."
