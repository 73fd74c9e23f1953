"""What a drawing is made of goes away, or its builder's right to it: said where it shows, and nothing is lost."""

import json
from html import unescape

import pytest

from agents.actions.agents import archive_agent
from agents.models import Agent
from governance import door
from governance.actions import memberships
from governance.models import Membership
from orchestrator.actions.workflows import archive_workflow, publish_workflow
from tests import desk
from tests.orchestrator.drafting.conftest import LINE, Editor
from tests.orchestrator.workflows.builder import Builder

PUT_AWAY = "Its agent is put away or not published. Choose another, or see to that one."
OFF = "What it should do is no longer in use. Choose something else, or switch that on again."


@pytest.fixture
def canvas(house, ben: Builder) -> Editor:
    """The same draft, open on the canvas as well."""
    return Editor(house.ben, ben.workflow)


@pytest.fixture
def sized(house, ben: Builder) -> Agent:
    """The agent of the draft's only step, which is published."""
    rules = desk.sizer(house)
    ben.asks_for(amount="number")
    ben.adds("rules", agent=rules.pk, inputs__amount__path="run.amount")
    ben.workflow.refresh_from_db()
    publish_workflow(house.ben, ben.workflow)
    return rules


def test_an_agent_that_is_put_away_is_said_on_canvas_outline_and_form(
    house, ben: Builder, canvas: Editor, sized: Agent
):
    archive_agent(house.ben, sized)
    answer = canvas.get()
    assert [(each["step"], each["sentence"]) for each in answer["problems"]] == [("sizer", PUT_AWAY)]
    assert answer["cards"]["sizer"]["who"] == "Sizer"
    assert answer["cards"]["sizer"]["serious"]
    for page in (ben.get("workflow-edit"), ben.get("workflow-publish"), ben.get("workflow-step", "sizer")):
        assert PUT_AWAY in unescape(page.content.decode())
    assert ben.post("workflow-publish").status_code == 409
    assert desk.play(house.ben, ben.workflow, amount=5).state == "done"  # what is published goes on


def test_a_tool_that_is_switched_off_is_said_on_the_canvas(house, ben: Builder, canvas: Editor):
    line = [{"source": "start", "target": "note"}, {"source": "note", "target": "end"}]
    made = desk.tool(house, desk.connector(house, "https://bank.example"), "ticket", method="POST", path="/")
    canvas.draws({"key": "note", "kind": "tool", "name": "Note", "tool": made.pk}, links=line)
    with door.opened(house.tia, "connection.manage"):
        type(made).objects.filter(pk=made.pk).update(enabled=False)
    assert OFF in [each["sentence"] for each in canvas.get()["problems"]]
    assert "No longer to be had" in ben.get("workflow-step", "note").content.decode()


@pytest.mark.parametrize("key", [0, 999_999_999, 2**60])
def test_an_agent_that_never_was_is_refused_or_asked_for(canvas: Editor, key: int):
    step = {"key": "ask", "kind": "agent", "name": "Ask", "agent": key}
    answer = canvas.post("changes", {"revision": 1, "changes": [{"at": ["steps", "ask"], "old": None, "new": step}]})
    assert answer.status_code == (422 if key else 200)
    assert "sentence" in answer.content.decode()


def test_who_lost_the_right_to_edit_is_told_and_nothing_is_saved(house, ben: Builder, canvas: Editor, sized: Agent):
    form = ben.opens("workflow-step", "sizer")
    membership = Membership.objects.get(user=house.ben, team=house.care)
    memberships.change_member(house.tia, membership, role=membership.role.__class__.objects.get(key="viewer"))
    before = ben.draft
    body = {"revision": 1, "changes": [{"at": ["steps", "sizer", "name"], "old": "Sizer", "new": "Mine"}]}
    assert canvas.post("changes", body).status_code == 403
    assert form.send(name="Mine").status_code == 403
    assert ben.draft == before


def test_what_was_written_for_a_workflow_that_was_put_away_stays_on_the_page(house, ben: Builder, sized: Agent):
    form = ben.opens("workflow-step", "sizer")
    archive_workflow(house.ben, ben.workflow)
    answer = form.send(name="Measured by Ben", agent=str(sized.pk), inputs__amount__path="run.amount")
    words = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "“Refunds” is put away. Take it out again to change it." in words
    assert "Measured by Ben" in words


def test_what_was_written_lands_after_a_colleague_published(house, ben: Builder, sized: Agent):
    form = ben.opens("workflow-step", "sizer")
    ben.post("workflow-about", name="Refunds and returns")
    ben.workflow.refresh_from_db()
    ben.adds("person", name="Look")
    ben.workflow.refresh_from_db()
    publish_workflow(house.cleo, ben.workflow)
    form.send(name="Measured", agent=str(sized.pk), inputs__amount__path="run.amount")
    assert ben.draft.step("sizer").name == "Measured"


def test_far_away_is_as_far_as_one_can_go(canvas: Editor):
    canvas.draws({"key": "look", "kind": "person", "name": "Look"})
    kept = canvas.sends(("layout/look", None, {"x": 1e300, "y": -1e9}))["document"]["layout"]["look"]
    assert kept == {"x": 1_000_000, "y": -1_000_000}


def test_two_fields_of_one_name_are_refused_by_form_and_else_pointed_out(ben: Builder, canvas: Editor):
    row = {"name": "Name", "type": "text"}
    rows = {f"inputs__{place}__{key}": each for place in (0, 1) for key, each in row.items()}
    assert "Two fields are called “Name”. Rename one." in ben.post("workflow-inputs", **rows).content.decode()
    canvas.draws({"key": "look", "kind": "person", "name": "Look"}, links=LINE)
    answer = canvas.sends(("inputs", [], [row | {"key": "one"}, row | {"key": "two"}]))
    said = "The request asks for two fields called “Name”. Rename one, so that both can be told apart."
    assert [(each["sentence"], each["serious"]) for each in answer["problems"]] == [(said, False)]


def test_everything_can_be_taken_out_and_begun_again(ben: Builder, canvas: Editor, sized: Agent):
    step = json.loads(json.dumps(canvas.get()["document"]["steps"][0]))
    answer = canvas.sends(("steps/sizer", step, None))
    assert answer["document"]["links"] == []
    assert "No steps yet" in ben.get("workflow-edit").content.decode()
    for page in ("workflow-canvas", "workflow-publish", "workflow-try", "workflow-end"):
        assert ben.get(page).status_code == 200
    ben.adds("person", name="Look")
    assert ben.steps == ["Look"]


def test_a_text_of_several_lines_is_not_changed_by_being_sent_again(ben: Builder, canvas: Editor):
    table = "Fee\tSum\nCard\t12\n\nBold"
    canvas.draws({"key": "look", "kind": "person", "name": "Look", "instructions": table}, links=LINE)
    ben.opens("workflow-step", "look").send(name="Look", instructions=table.replace("\n", "\r\n"))
    assert ben.draft.step("look").instructions == table
