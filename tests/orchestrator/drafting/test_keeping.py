"""The outline's forms merge as the canvas does; where two met, a page asks which one stays."""

import json
from html import unescape
from re import findall

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from orchestrator.views.workflows.draft import Draft, open_draft
from tests.orchestrator.drafting.conftest import Editor


class Form:
    """A form of the outline for the step “look”, opened by somebody and posted later."""

    def __init__(self, editor: Editor, *places: str) -> None:
        self.editor = editor
        editor.workflow.refresh_from_db()
        self.base = Draft(editor.workflow, editor.workflow.revision).base(*(places or ("steps", "look")))

    def post(self, **fields: str) -> tuple[HttpRequest, Draft, bool]:
        """Post it: the draft as its view handles it, and whether all was saved."""
        workflow = self.editor.workflow
        request = RequestFactory().post("/", {"_base": self.base})
        request.user, request.session = self.editor.person, self.editor.client.session
        draft = open_draft(request, workflow.team.slug, workflow.key)
        drawing = draft.workflow.drawing
        step = drawing.step("look").model_copy(update=fields)
        saved = draft.save(request, drawing.model_copy(update={"steps": [step]}))
        return request, draft, saved


def test_an_old_form_lands_beside_what_a_colleague_changed(ben, bea):
    form = Form(ben)
    bea.sends(("steps/look/instructions", "", "Read it"))
    _request, _draft, saved = form.post(name="Ben’s look", instructions="")
    assert saved
    assert (ben.step["name"], ben.step["instructions"]) == ("Ben’s look", "Read it")


def test_the_same_field_is_asked_about_and_the_rest_is_saved(ben, bea):
    form = Form(ben)
    bea.sends(("steps/look/name", "Look", "Bea’s look"))
    request, draft, saved = form.post(name="Ben’s look", instructions="Mine")
    assert not saved
    assert (ben.step["name"], ben.step["instructions"]) == ("Bea’s look", "Mine")
    page = draft.page(request, "step.html").content.decode()
    assert "Ben’s look" in page and "Bea’s look" in page and "Keep yours" in page


def _carried(page: str) -> list[str]:
    return [unescape(text) for text in findall(r'name="change" value="([^"]*)"', page)]


def _asked(ben: Editor, bea: Editor, **fields: str) -> list[str]:
    form = Form(ben)
    bea.sends(*((f"steps/look/{name}", ben.step[name], f"Bea’s {name}") for name in fields))
    request, draft, _saved = form.post(**fields)
    return _carried(draft.page(request, "step.html").content.decode())


def test_one_button_keeps_mine(ben, bea):
    (change,) = _asked(ben, bea, name="Ben’s look")
    answer = ben.client.post(ben.url("keep"), {"change": change, "mine": "0"})
    assert answer.status_code == 302
    assert ben.step["name"] == "Ben’s look"


def test_one_button_keeps_theirs(ben, bea):
    (change,) = _asked(ben, bea, name="Ben’s look")
    assert ben.client.post(ben.url("keep"), {"change": change, "theirs": "0"}).status_code == 302
    assert ben.step["name"] == "Bea’s name"


def test_the_next_one_is_asked_after_the_first(ben, bea):
    both = _asked(ben, bea, name="Ben’s look", instructions="Ben’s words")
    page = ben.client.post(ben.url("keep"), {"change": both, "mine": "1"})
    rest = _carried(page.content.decode())
    assert len(rest) == 1
    ben.client.post(ben.url("keep"), {"change": rest, "theirs": "0"})
    assert (ben.step["name"], ben.step["instructions"]) == ("Bea’s name", "Ben’s words")


def test_a_colleague_who_is_faster_again_is_asked_about_again(ben, bea):
    (change,) = _asked(ben, bea, name="Ben’s look")
    bea.sends(("steps/look/name", "Bea’s name", "Bea again"))
    page = ben.client.post(ben.url("keep"), {"change": change, "mine": "0"}).content.decode()
    assert "Bea again" in page
    assert ben.step["name"] == "Bea again"


def test_a_step_a_colleague_removed_comes_back_with_its_links_if_i_keep_mine(ben, bea):
    old = ben.step
    page = json.dumps(
        {
            "keep": [
                {"at": ["steps", "look"], "old": None, "new": old},
                {"at": ["links", "start>look"], "old": None, "new": {"source": "start", "target": "look"}},
            ]
        }
    )
    bea.sends(("steps/look", old, None))
    ben.client.post(ben.url("keep"), {"change": page, "mine": "0"})
    assert ben.step["name"] == "Look"
    assert [link["source"] for link in ben.get()["document"]["links"]] == ["start"]


@pytest.mark.parametrize("change", ["", "{}", "[]", '{"keep": [{"at": ["steps"]}]}', '{"keep": [5]}'])
def test_an_answer_that_cannot_be_read_changes_nothing(ben, change):
    before = ben.step
    assert ben.client.post(ben.url("keep"), {"change": change, "mine": "0"}).status_code == 302
    assert ben.step == before


def test_one_is_never_led_to_another_site(ben):
    answer = ben.client.post(ben.url("keep"), {"_back": "//elsewhere.example.org/"})
    assert answer.url == ben.url("edit")


def test_a_form_without_what_it_was_made_from_is_stale_as_soon_as_the_draft_is(ben, bea):
    form = Form(ben)
    form.base = ""
    bea.sends(("steps/look/name", "Look", "Bea’s look"))
    _request, draft, saved = form.post(name="Ben’s look")
    assert not saved
    assert "Bea changed this a moment ago." in draft.stale


def test_beside_the_canvas_the_form_comes_back_by_itself(ben, bea):
    (change,) = _asked(ben, bea, name="Ben’s look")
    back = ben.url("step", "look") + "?inspector=1"
    sent = {"change": change, "mine": "0", "_inspector": "1", "_back": back}
    answer = ben.client.post(ben.url("keep"), sent, headers={"HX-Request": "true"})
    assert (answer.status_code, json.loads(answer["HX-Trigger"])) == (200, {"draft-changed": {"revision": 4}})
    assert f'hx-get="{back}"' in answer.content.decode()
    assert ben.step["name"] == "Ben’s look"


def test_beside_the_canvas_the_question_stands_where_the_form_was(ben, bea):
    both = _asked(ben, bea, name="Ben’s look", instructions="Ben’s words")
    sent = {"change": both, "mine": "0", "_inspector": "1"}
    answer = ben.client.post(ben.url("keep"), sent, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#inspector")
    assert b"<html" not in answer.content
