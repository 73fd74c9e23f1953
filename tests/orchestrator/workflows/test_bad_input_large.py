"""More than anybody reads: what is suggested stays bearable, and a drawing of thousands of steps opens and is kept."""

from typing import Any

import pytest

from fields.conditions import Condition, Row
from fields.types import Field
from orchestrator.actions.workflows import publish_workflow, save_draft
from orchestrator.drafting.changes import Change
from orchestrator.drafting.keyed import keyed
from orchestrator.drafting.suggesting import MOST_FILLED, MOST_SHOWN, at_first, filled
from orchestrator.engine.definition import MOST_STEPS, ChooseStep, Definition, Link, PersonStep, Shape, in_line
from orchestrator.engine.graph import END, START
from orchestrator.forms.editing.listing import Line
from tests.desk import case_of, play
from tests.orchestrator.drafting.conftest import Editor
from tests.orchestrator.workflows.builder import Builder

NOTHING = keyed(Definition().model_dump(mode="json"))


def people(number: int) -> tuple[Definition, list[Change]]:
    """A line of people who each write something, as it is sent: where their values come from is not said."""
    wrote = Field(key="note", name="Note", type="text")
    steps = [PersonStep(key=f"s{place}", name=f"Step {place}", gives=[wrote]) for place in range(number)]
    drawn = Definition(steps=steps, links=in_line(steps))
    drawn = drawn.model_copy(update={"shapes": {step.key: Shape(gives=step.gives) for step in steps}})
    return drawn, [Change(("steps", step.key), None, {"key": step.key, "kind": "person"}) for step in steps]


def test_of_very_many_values_a_person_is_first_shown_the_request_and_what_is_nearest():
    few = ["run.amount", *(f"s{place}.note" for place in range(30))]
    assert at_first(few) == few
    many = [*(f"run.f{place}" for place in range(30)), *(f"s{place}.note" for place in range(300))]
    shown = at_first(many)
    assert len(shown) == MOST_SHOWN
    assert (shown[0], shown[-1]) == ("run.f0", "s299.note")


def test_each_of_many_people_is_shown_no_more_than_can_be_read():
    drawn, changes = people(MOST_FILLED)
    assert max(len(step.takes) for step in filled(NOTHING, drawn, changes).steps) == MOST_SHOWN


def test_thousands_of_steps_at_once_are_kept_as_they_were_sent():
    drawn, changes = people(MOST_FILLED + 1)
    assert filled(NOTHING, drawn, changes) == drawn


def test_a_number_of_very_many_letters_is_shown_by_its_end():
    assert Line("step", "a", "1A2", 3).shown == "1A2"
    assert Line("step", "a", "1A" * 500 + "7", 9).shown == "…A1A1A1A1A1A1A1A7"


def choices(number: int) -> Definition:
    """So many steps: choices between two people, one after the other, half of them inside the one before."""
    rows = [Row(field="run.amount", comparison="is_more_than", value=5)]
    steps: list[Any] = []
    links = [Link(source=START, target="c0")]
    for place in range(number // 2):
        last, further = place == number // 2 - 1, place % 2 == 0
        ask, look, onward = f"c{place}", f"p{place}", END if place == number // 2 - 1 else f"c{place + 1}"
        steps += [ChooseStep(key=ask, name=f"Ask {place}"), PersonStep(key=look, name=f"Look {place}")]
        links += [Link(source=ask, target=look, when=Condition(match="all", rows=rows))]
        links += [Link(source=ask, target=onward, otherwise=True, rank=1)]
        links += [Link(source=look, target=onward if further or last else END)]
    return Definition(inputs=[Field(key="amount", name="Amount", type="number")], steps=steps, links=links)


@pytest.mark.slow
def test_two_thousand_steps_are_opened_changed_published_and_started(house, ben: Builder):
    save_draft(house.ben, ben.workflow, choices(MOST_STEPS), revision=ben.workflow.revision)
    canvas = Editor(house.ben, ben.workflow)
    said = [each["sentence"] for each in canvas.get()["problems"]]
    assert said == ["A drawing of more than 200 steps is hard to follow. Split it into several workflows."]
    sent = [{"at": ["steps", "p700", "name"], "old": "Look 700", "new": "Look twice"}]
    assert canvas.post("changes", {"revision": 2, "changes": sent}).status_code == 200
    ben.workflow.refresh_from_db()
    publish_workflow(house.ben, ben.workflow)
    ben.workflow.refresh_from_db()
    assert case_of(play(house.ben, ben.workflow, amount=9)).step == "p0"


def test_a_long_outline_is_read_in_parts(house, ben: Builder):
    save_draft(house.ben, ben.workflow, choices(400), revision=ben.workflow.revision)
    first = ben.get("workflow-edit").content.decode()
    assert "Lines 1 to 400 of" in first
    assert 'id="step-c0"' in first and 'id="step-p199"' not in first
    assert 'id="step-p199"' in ben.get("workflow-edit", query="?near=step-p199").content.decode()
    for odd in ("?part=99", "?part=0", "?part=x", "?part=²", "?near=nothing"):
        assert ben.get("workflow-edit", query=odd).status_code == 200, odd
    moved = ben.post("workflow-step-copy", "p199")
    assert "?near=step-look_200#step-look_200" in moved.url
    assert 'id="step-look_200"' in ben.client.get(moved.url).content.decode()


def test_steps_nobody_reaches_are_read_in_parts_too(house, ben: Builder):
    loose = [PersonStep(key=f"p{place}", name=f"Look {place}") for place in range(900)]
    save_draft(house.ben, ben.workflow, Definition(steps=loose), revision=ben.workflow.revision)
    seen = [ben.get("workflow-edit", query=f"?part={part}").content.decode().count('id="step-p') for part in (1, 2, 3)]
    assert seen == [400, 400, 100]
