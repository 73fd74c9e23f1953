"""More than anybody reads: what is suggested stays bearable, and a drawing of thousands of steps opens and is kept."""

from fields.types import Field
from orchestrator.drafting.changes import Change
from orchestrator.drafting.keyed import keyed
from orchestrator.drafting.suggesting import MOST_FILLED, MOST_SHOWN, at_first, filled
from orchestrator.engine.definition import Definition, PersonStep, in_line

NOTHING = keyed(Definition().model_dump(mode="json"))


def people(number: int) -> tuple[Definition, list[Change]]:
    """A line of people who each write something, as it is sent: where their values come from is not said."""
    wrote = Field(key="note", name="Note", type="text")
    steps = [PersonStep(key=f"s{place}", name=f"Step {place}", gives=[wrote]) for place in range(number)]
    drawn = Definition(steps=steps, links=in_line(steps))
    drawn = drawn.model_copy(update={"shapes": {step.key: {"gives": step.gives} for step in steps}})
    drawn = Definition.model_validate(drawn.model_dump(mode="json"))
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
