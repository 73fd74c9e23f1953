"""Files that cannot be imported as they are: one sentence each, naming what and how to mend; nothing half made."""

import json
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agents.models import Agent
from orchestrator.models import Workflow
from tests.orchestrator.workflows.filing import SMALL, filed, full, small

pytestmark = pytest.mark.django_db

STEP = {"kind": "person", "key": "look", "name": "Look"}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
AGENT = {"kind": "rules", "inputs": [], "table": {"outputs": [{"name": "Size", "type": "number"}]}}
URL = "/teams/care/import-workflow/"


def sent(client, raw, **answers):
    """What a page says to a file, chosen in a browser."""
    file = SimpleUploadedFile("x.json", raw if isinstance(raw, bytes) else json.dumps(raw).encode())
    return client.post(URL, {"file": file, "text": "", **answers})


@pytest.fixture
def ben(house, browser):
    return browser("ben")


BAD = {
    "empty": (b"", "This file is empty."),
    "a picture": (PNG, "This is no text, but a picture or something like it."),
    "not text": (b"\xc3\x28\xa0\xa1", "This is no text, but a picture"),
    "cut off": (b'{"steward": "workflow",', "This is no complete JSON: look at line 1"),
    "words": (b"hello", "This is no complete JSON"),
    "nested deep": (b"[" * 100_000, "nested too deep"),
    "a bomb": (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "nested too deep"),
    "too deep a value": (
        json.dumps(small(steps=[STEP | {"inputs": {"a": {"value": json.loads("[" * 40 + "]" * 40)}}}])).encode(),
        "nested too deep",
    ),
    "a huge number": (b'{"steward": "workflow", "schema": 1' + b"0" * 5_000 + b"}", "numbers that cannot be"),
    "not a number": (b'{"steward": "workflow", "schema": NaN}', "numbers that cannot be"),
    "named twice": (b'{"steward": "workflow", "steward": "workflow"}', "“steward” stands twice"),
    "a list": (b"[1, 2]", "This is JSON, but nothing Steward wrote."),
    "something else": ({"name": "x"}, "This is JSON, but nothing Steward wrote."),
    "an agent": ({"steward": "agent", "definition": {}}, "This is the file of an agent."),
    "an agent of old": ({"name": "A", "definition": {"kind": "ai"}}, "This is the file of an agent."),
    "a bare drawing": ({"schema": 1, "steps": []}, "This is a drawing without its agents."),
    "another kind": ({"steward": "team"}, "This file says it is “team”, not a workflow."),
    "newer": (SMALL | {"schema": 2}, "made by a newer Steward (format 2, here up to 1). Update this Steward"),
    "a newer drawing": (small(schema=2), "drawing in this file was made by a newer Steward"),
    "no schema": ({"steward": "workflow"}, "does not say which format it has"),
    "true as schema": (SMALL | {"schema": True}, "does not say which format it has"),
    "no workflow": ({"steward": "workflow", "schema": 1}, "does not fit at “workflow”: Fill this in."),
    "a stranger": (SMALL | {"surprise": 1}, "does not fit at “surprise”: This does not belong here. Remove it."),
    "no name": ({**SMALL, "workflow": {"name": " ", "document": {}}}, "does not fit at “workflow › name”"),
    "a long name": (small() | {"workflow": {"name": "x" * 500, "document": {}}}, "Use at most 120 characters."),
    "a loop step": (small(steps=[STEP | {"kind": "loop"}]), "“Look” is of a kind this Steward does not know: “loop”"),
    "a kind that is none": (small(steps=[STEP | {"kind": ["x"]}]), "of a kind this Steward does not know"),
    "steps in no list": (small(steps={"a": 1}), "“steps” in this file is no list"),
    "steps that are words": (small(steps=["look"]), "“steps” in this file is no list"),
    "a key twice": (small(steps=[STEP, STEP]), "Two steps of this file have the key “look”."),
    "a link twice": (small(links=[{"source": "start", "target": "look"}] * 2), "Two links of this file have the key"),
    "a kept key": (small(steps=[STEP | {"key": "start"}]), "The key “start” is kept for Steward."),
    "a bad key": (small(steps=[STEP | {"key": "Look At"}]), "Use small letters, digits and underscores"),
    "no key": (small(steps=[{"kind": "person", "name": "Look"}]), "One of the steps in this file has no key."),
    "a name of 500": (small(steps=[STEP | {"name": "x" * 500}]), "Use at most 200 characters."),
    "many steps": (
        small(steps=[STEP | {"key": f"s{n}"} for n in range(2_001)]),
        "This workflow has 2001 steps; at most 2000 can be kept.",
    ),
    "a wrong part": (small(steps=[STEP | {"gives": 7}]), "This should be a list."),
    "an unknown part": (small(rooms=[]), "The drawing has a part “rooms” this Steward does not know."),
    "a layout of words": (small(layout=["a"]), "cannot be read"),
    "a limit of words": (small(limits="many"), "This should have named parts."),
    "an agent twice": (
        SMALL | {"agents": [{"key": "a", "name": "A", "definition": AGENT}] * 2},
        "Two agents of this file have the key “a”.",
    ),
    "an agent of no kind": (
        SMALL | {"agents": [{"key": "a", "name": "A", "definition": {"kind": "ghost"}}]},
        "The agent “A” does not fit",
    ),
    "an agent that does not fit": (
        SMALL | {"agents": [{"key": "a", "name": "A", "definition": {"kind": "ai", "threshold": 7}}]},
        "The agent “A” does not fit at “threshold”: Give at most 1.",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_each_is_refused_in_one_sentence_and_nothing_is_made(house, ben, what):
    raw, sentence = BAD[what]
    for answers in ({}, {"name": "x", "_make": "yes"}):
        answer = sent(ben, raw, **answers)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert not Workflow.objects.exists()
    assert not Agent.objects.exists()


def test_a_file_of_20_mb_is_not_read(house, ben):
    answer = sent(ben, b" " * 20_000_000)
    assert answer.status_code == 422
    assert "at most 4 MB" in answer.content.decode()


def test_a_pasted_text_of_20_mb_is_refused(house, ben):
    answer = ben.post(URL, {"text": "x" * 20_000_000})
    assert answer.status_code == 413
    assert "shorten the longest text" in answer.content.decode()


ODD = {
    "utf-16 with a mark": lambda file: json.dumps(file).encode("utf-16"),
    "utf-8 with a mark": lambda file: b"\xef\xbb\xbf" + json.dumps(file).encode(),
    "windows line ends": lambda file: json.dumps(file, indent=1).replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("how", ODD)
def test_however_it_was_saved_it_is_read(house, ben, how):
    assert sent(ben, ODD[how](SMALL), name="x", _make="yes").status_code == 302
    assert Workflow.objects.get().drawing.steps[0].key == "look"


@pytest.mark.parametrize("name", ["🎈 Ballon", "בקשות לקוחות", "<b>&amp;\"'", "%(name)s {x}"])
def test_any_name_can_be_imported(house, ben, name):
    file = small(steps=[STEP | {"name": name}]) | {"purpose": ""}
    file.pop("purpose")
    file["workflow"]["name"] = name
    assert sent(ben, file).status_code == 200
    assert sent(ben, file, name="", _make="yes").status_code == 302
    made = Workflow.objects.get()
    assert made.name == name
    assert ben.get(reverse("workflow-edit", args=["care", made.key])).status_code == 200


def test_half_characters_and_nul_are_left_out(house, ben):
    file = json.dumps(small(steps=[STEP | {"name": "a\x00b\ud800c"}])).encode()
    assert sent(ben, file, name="x", _make="yes").status_code == 302
    assert Workflow.objects.get().drawing.steps[0].name == "abc"


KEPT = {
    "a circle": (
        small(
            steps=[STEP, STEP | {"key": "again", "name": "Again"}],
            links=[
                {"source": "start", "target": "look"},
                {"source": "look", "target": "again"},
                {"source": "again", "target": "look"},
            ],
        ),
        "lead in a circle. Let the last one lead on, not back.",
    ),
    "a missing agent": (
        small(steps=[{"kind": "agent", "key": "look", "name": "Look", "agent": "ghost"}]),
        "The file does not hold the agent of “Look”. Choose one there after importing.",
    ),
    "an agent by number": (
        small(steps=[{"kind": "agent", "key": "look", "name": "Look", "agent": 1}]),
        "Choose an agent with a published version.",
    ),
    "an agent by a list": (
        small(steps=[{"kind": "agent", "key": "look", "name": "Look", "agent": ["x"]}]),
        "Choose an agent with a published version.",
    ),
    "a tool nobody describes": (
        small(steps=[{"kind": "tool", "key": "look", "name": "Look", "tool": "ghost"}]),
        "The file does not say what the tool of “Look” is.",
    ),
    "a link to nowhere": (
        small(links=[{"source": "start", "target": "look"}, {"source": "look", "target": "ghost"}]),
        "is left out: the step is not in the file.",
    ),
}


@pytest.mark.parametrize("what", KEPT)
def test_what_can_be_mended_later_is_kept_and_said(house, ben, what):
    file, sentence = KEPT[what]
    page = sent(ben, file)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert not Workflow.objects.exists()
    assert sent(ben, file, name="x", _make="yes").status_code == 302
    assert ben.get(reverse("workflow-edit", args=["care", Workflow.objects.get().key])).status_code == 200


def test_2000_steps_are_imported_and_open(house, ben):
    steps = [STEP | {"key": f"s{n}"} for n in range(2_000)]
    keys = ["start", *(step["key"] for step in steps), "end"]
    links = [{"source": a, "target": b} for a, b in pairwise(keys)]
    assert sent(ben, small(steps=steps, links=links), name="x", _make="yes").status_code == 302
    assert len(Workflow.objects.get().drawing.steps) == 2_000


def test_a_file_that_breaks_while_it_is_made_leaves_nothing(house, ben, monkeypatch):
    file = filed(house, full(house))
    agents, workflows = Agent.objects.count(), Workflow.objects.count()
    file["agents"][0]["definition"]["instructions"] = "Other"

    def breaks(*_args, **_how):
        raise RuntimeError

    monkeypatch.setattr("orchestrator.actions.files.replace_draft", breaks)
    ben.raise_request_exception = False
    assert sent(ben, file, name="x", _make="yes").status_code == 500
    assert (Agent.objects.count(), Workflow.objects.count()) == (agents, workflows)
