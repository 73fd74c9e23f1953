"""What cannot be read, or cannot stand in a draft, is said in a sentence, and nothing is saved."""

import json
from typing import Any

import pytest

from orchestrator.drafting import reading
from tests.orchestrator.drafting.conftest import Editor

UNREADABLE = [
    b"",
    b"not json",
    b"[]",
    b"null",
    b"{}",
    b'{"revision": 1}',
    b'{"revision": true, "changes": []}',
    b'{"revision": 1, "changes": {}}',
    b'{"revision": 1, "changes": [1]}',
    b'{"revision": 1, "changes": [{}]}',
    b'{"revision": 1, "changes": [{"at": [], "old": null, "new": 1}]}',
    b'{"revision": 1, "changes": [{"at": "name", "old": null, "new": 1}]}',
    b'{"revision": 1, "changes": [{"at": ["steps"], "old": null, "new": {}}]}',
    b'{"revision": 1, "changes": [{"at": ["shapes", "look"], "old": null, "new": {}}]}',
    b'{"revision": 1, "changes": [{"at": ["schema"], "old": 1, "new": 2}]}',
    b'{"revision": 1, "changes": [{"at": ["nothing", "like", "it"], "old": 1, "new": 2}]}',
    b'{"revision": 1, "changes": [{"at": ["layout", "look"], "old": null, "new": {"x": NaN}}]}',
    b'{"revision": 1, "changes": [{"at": ["layout", "look"], "old": null, "new": {"x": 1e999}}]}',
    b'{"revision": 1, "changes": [{"at": ["limits", "steps"], "old": null, "new": %s}]}' % (b"9" * 5000),
    b'{"revision": 1, "changes": %s1%s}' % (b"[" * 100_000, b"]" * 100_000),
    b'{"revision": 1, "changes": [{"at": ["end", "outcome"], "old": null, "new": %s1%s}]}' % (b"[" * 40, b"]" * 40),
    b"\xff\xfe",
    b" " * (reading.MOST_BYTES + 1),
]


def test_what_cannot_be_read_is_refused_in_a_sentence(ben: Editor):
    before = ben.step
    for body in UNREADABLE:
        answer = ben.post("changes", body)
        assert answer.status_code == 422, body[:99]
        assert answer.json()["sentence"].endswith("."), body[:99]
    assert ben.step == before


def test_a_form_instead_of_json_is_refused_in_a_sentence(ben):
    assert ben.client.post(ben.url("changes"), {"changes": "[]"}).status_code == 422
    assert ben.client.post(ben.url("presence"), {"at": "look"}).status_code == 422


MISFITS: list[tuple[str, Any, str]] = [
    ("steps/look/name", "x" * 600, "Name of “Look”: Use at most 200 characters."),
    ("steps/look/name", 5, "Name of “Look”: Fill this in with text."),
    ("steps/look/name", None, "Name of “Look”: Fill this in."),
    ("steps/look/name", " \u202e\u200b ", "Name of “Look”: Fill this in."),
    ("steps/look/colour", "blue", "Colour of “Look”: This does not belong here. Remove it."),
    ("steps/look/threshold", 3, "How sure of “Look”: Give at most 1."),
    ("steps/look/failure/attempts", "many", "Tries of “Look”: Write a whole number."),
    ("steps/look/kind", "teapot", "“Look”: Pick one of the list."),
    ("limits/steps", 0, "The most a run may use › Steps: Give at least 1."),
    ("about/name", "", "Name: Fill this in."),
    ("about/purpose", "x" * 501, "Purpose: Use at most 500 characters."),
    ("about/purpose", 5, "Purpose: Fill this in with text."),
    ("layout/look", "left", "Where “Look” stands: This should have named parts."),
    ("inputs", [{"key": "A b", "name": "A", "type": "text"}], "What starts it: Use small letters, digits"),
]


@pytest.mark.parametrize(("at", "value", "sentence"), MISFITS)
def test_what_does_not_fit_is_named_with_its_cure(ben: Editor, at: str, value: Any, sentence: str):
    before = ben.step
    old = {"steps/look/name": "Look", "steps/look/kind": "person", "steps/look/failure/attempts": 3}
    old |= {"limits/steps": 100, "about/name": "Refunds", "inputs": []}
    said = ben.sends((at, old.get(at, "" if at.startswith("about") else None), value), status=422)
    assert said["sentence"].startswith(sentence)
    assert ben.step == before


@pytest.mark.parametrize("key", ["run", "start", "end"])
def test_keys_that_steward_needs_are_refused(ben: Editor, key: str):
    step = {"key": key, "kind": "person", "name": "Mine"}
    assert "is kept for Steward" in ben.sends((f"steps/{key}", None, step), status=422)["sentence"]


@pytest.mark.parametrize("key", ["Über", "a b", "x" * 80, "1"])
def test_keys_that_are_none_are_refused(ben: Editor, key: str):
    step = {"key": key, "kind": "person", "name": "Mine"}
    assert "small letters, digits" in ben.sends((f"steps/{key}", None, step), status=422)["sentence"]


def test_a_thing_that_is_called_otherwise_inside_is_refused(ben: Editor):
    ben.sends(("steps/one", None, {"key": "two", "kind": "person", "name": "Two"}), status=422)
    ben.sends(("steps/look/key", "look", "other"), status=422)
    ben.sends(("links/look>end/target", "end", "start"), status=422)


def test_a_way_into_a_list_is_refused(ben: Editor):
    ben.sends(("inputs", [], [{"key": "a", "name": "A", "type": "text"}]))
    assert "changed to something else" in ben.sends(("inputs/0/name", "A", "B"), status=422)["sentence"]


def test_characters_no_database_keeps_are_left_out(ben: Editor):
    raw = b'{"revision": 1, "changes": [{"at": ["steps", "look", "name"], "old": "Look", "new": "A\\u0000\\ud83dB"}]}'
    assert ben.post("changes", raw).status_code == 200
    assert ben.step["name"] == "AB"


@pytest.mark.parametrize("name", ["😀" * 100, "مرحبا بالعالم", "<script>alert(1)</script>"])
def test_every_name_people_write_is_kept(ben: Editor, name: str):
    ben.sends(("steps/look/name", "Look", name))
    assert ben.step["name"] == name


def test_too_many_steps_are_too_many(ben: Editor):
    steps = [{"key": f"s{number}", "kind": "choose", "name": "S"} for number in range(2_001)]
    changes = [{"at": ["steps", step["key"]], "old": None, "new": step} for step in steps]
    answer = ben.post("changes", {"revision": 1, "changes": changes})
    assert answer.status_code == 422
    assert answer.json()["sentence"] == "Steps: A workflow holds at most 2000 of these. Make two workflows of it."


@pytest.mark.parametrize("name", ["vic", "cleo"])
def test_who_may_not_edit_neither_reads_nor_sends(house, ben: Editor, name: str):
    other = Editor(getattr(house, name), ben.workflow)
    for page in ("document", "canvas"):
        assert other.client.get(other.url(page)).status_code == 403
    for page in ("changes", "presence", "keep"):
        assert other.post(page, {"revision": 1, "changes": []}).status_code == 403


def test_dan_does_not_learn_that_there_is_a_draft(house, ben: Editor):
    dan = Editor(house.dan, ben.workflow)
    assert dan.client.get(dan.url("document")).status_code == 404
    assert dan.post("changes", {"revision": 1, "changes": []}).status_code == 404


def test_json_without_the_token_of_the_page_is_refused(ben: Editor):
    strange = type(ben.client)(enforce_csrf_checks=True)
    strange.cookies = ben.client.cookies
    body = json.dumps({"revision": 1, "changes": []})
    assert strange.post(ben.url("changes"), body, content_type="application/json").status_code == 403
