"""Names nobody should have to read: too long, invisible, of several lines, turning the words around them, or code."""

from html import unescape
from typing import Any

import pytest

from fields.lines import one_line
from tests.orchestrator.workflows.builder import Builder

LONG = "Refund " * 80
NAMES = [
    ("Pay \u202eevil\u202c back", "Pay evil back"),
    ("\u2066Pay\u2069", "Pay"),
    ("a\r\n b\tc\x85d", "a b c d"),
    ("مرحبا بالعالم", "مرحبا بالعالم"),
    ("👩\u200d💻 می\u200cخواهم", "👩\u200d💻 می\u200cخواهم"),
    ("\u200b\u200d\ufeff \xa0", ""),
    ("   ", ""),
    (5, 5),
]


@pytest.mark.parametrize(("written", "kept"), NAMES)
def test_a_name_is_one_line_that_can_be_read(written: Any, kept: Any):
    assert one_line(written) == kept


@pytest.mark.parametrize("name", ["   ", "\u200b", "\u2066\u2069"])
def test_an_invisible_name_is_no_name(house, browser, ben: Builder, name: str):
    ben.adds("person", name="Look", shown="")
    before = ben.draft
    assert browser("ben").post("/teams/care/new-workflow/", {"name": name}).status_code == 422
    assert ben.post("workflow-about", name=name).status_code == 422
    assert ben.post("workflow-step", "look", name=name).status_code == 422
    assert ben.draft == before


FORMS = [("person", {"name": LONG}), ("choose", {"name": LONG, "by": "rows"}), ("parallel", {"name": LONG})]
FORMS += [("parallel", {"name": "Both", "paths__0__name": LONG}), ("join", {"name": LONG}), ("end", {"name": LONG})]
FORMS += [("choose", {"name": "Ask", "by": "rows", "otherwise__name": LONG})]


@pytest.mark.parametrize(("job", "answers"), FORMS)
def test_a_name_that_is_too_long_is_refused_beside_it_and_stays_written(
    ben: Builder, job: str, answers: dict[str, str]
):
    answer = ben.adds(job, **answers)
    assert answer.status_code == 422
    words = unescape(answer.content.decode())
    assert "Use at most 200 characters." in words
    assert LONG.strip() in words
    assert not ben.draft.steps


def test_a_group_and_a_path_keep_what_was_written_too(ben: Builder):
    ben.adds("person", name="Look")
    answer = ben.post("workflow-notes", groups__0__name=LONG, groups__0__steps="look", notes__0__text="x" * 6_000)
    assert answer.status_code == 422
    assert "Use at most 200 characters." in answer.content.decode()
    assert "Use at most 5000 characters." in answer.content.decode()
    answer = ben.post("workflow-link", query="?link=look>end", name=LONG, then="end")
    assert answer.status_code == 422
    assert LONG.strip() in answer.content.decode()


def test_a_named_end_is_written_by_form(ben: Builder):
    assert ben.get("workflow-step-new", query="?job=end").status_code == 200
    ben.adds("end", name="Nothing to pay", outcome="Declined")
    [key] = ben.draft.order()
    assert "Nothing to pay" in ben.get("workflow-step", key).content.decode()
    assert ben.post("workflow-step", key, name="Nothing", outcome="Refused").status_code == 302
    assert [(step.name, step.kind) for step in ben.draft.steps] == [("Nothing", "end")]


CODE = """<img src=x onerror=alert(1)>"'&{{7*7}}<script>alert(2)</script>"""


def test_a_name_that_looks_like_code_is_text_on_every_page(ben: Builder):
    ben.post("workflow-about", name=CODE, purpose=CODE)
    ben.asks_for(amount="number")
    ben.adds("person", name=CODE, instructions=CODE)
    ben.adds("choose", name=CODE, by="rows", paths__0__name=CODE)
    [look, choose] = ben.draft.order()
    ben.post("workflow-notes", notes__0__text=CODE, groups__0__name=CODE, groups__0__steps=look)
    pages: list[tuple[str, ...]] = [("workflow-edit",), ("workflow-canvas",), ("workflow-try",), ("workflow-notes",)]
    pages += [("workflow-publish",), ("workflow-about",), ("workflow",), ("workflow-document",)]
    pages += [
        (page, key)
        for page in ("workflow-step", "workflow-step-move", "workflow-step-remove")
        for key in (look, choose)
    ]
    for page, *more in pages:
        answer = ben.get(page, *more)
        words = answer.content.decode()
        assert answer.status_code == 200, page
        assert "alert(1)" in words or page == "workflow-try", page
        if answer["Content-Type"] != "application/json":
            assert "<img src=x" not in words, page
            assert "<script>alert" not in words, page
