"""What changed between two drawings, as an approver reads it: what runs do differently, and nothing else."""

import pytest

from fields.conditions import Condition, Row
from fields.types import Choice, Field
from orchestrator.engine.definition import (
    ChooseStep,
    Definition,
    End,
    EndStep,
    Group,
    Input,
    JoinStep,
    Limits,
    Link,
    Note,
    ParallelStep,
    Shape,
    Spot,
    in_line,
)
from orchestrator.queries.changes import changes
from tests.engine.drawings import AMOUNT, OVER_100, SIZE, WORDS, act, ask, drawing, look

pytestmark = pytest.mark.django_db


def said(old: Definition, new: Definition) -> list[str]:
    """All that is said, each with what was before."""
    return [change.words for change in changes(old, new)]


A, B, C = look("a"), look("b"), look("c")
LARGE = Condition(match="all", rows=[Row(field="run.amount", comparison="is_more_than", value=500)])


def forked(**how: object) -> Definition:
    """A choice of two ways: over 100 to a, else to b; both end."""
    links = [
        Link(source="start", target="way"),
        Link(source="way", target="a", key="large", when=OVER_100),
        Link(source="way", target="b", key="rest", otherwise=True, rank=1),
        Link(source="a", target="end"),
        Link(source="b", target="end"),
    ]
    return drawing(ChooseStep(key="way", name="Way"), A, B, **{"links": links, **how})


def with_link(definition: Definition, key: str, **how: object) -> Definition:
    """The same drawing with one of its links otherwise."""
    links = [link.model_copy(update=how) if link.key == key else link for link in definition.links]
    return definition.model_copy(update={"links": links})


def test_the_same_drawing_has_no_changes():
    assert said(forked(), forked()) == []


def test_a_step_put_between_two_is_the_only_change():
    assert said(drawing(A, B), drawing(A, C, B)) == ["“C” is new: Have a person decide. It comes after “A”."]


def test_a_step_taken_out_is_the_only_change():
    assert said(drawing(A, C, B), drawing(A, B)) == ["The step “C” is gone."]


def test_one_of_two_that_changed_places_is_said_to_have_moved():
    assert len(said(drawing(A, B, C), drawing(B, A, C))) == 1
    assert said(drawing(A, B, C), drawing(C, A, B)) == ["“C” now comes first. (was: after “B”)"]


def test_the_order_of_the_lists_means_nothing():
    mixed = forked()
    mixed = mixed.model_copy(update={"steps": mixed.steps[::-1], "links": mixed.links[::-1]})
    assert said(forked(), mixed) == []


def test_places_notes_and_groups_are_said_once_and_do_nothing():
    moved = forked(layout={"a": Spot(x=5, y=5)})
    assert said(forked(), moved) == ["Steps were moved on the canvas only. Runs do the same."]
    noted = forked(layout={"a": Spot(x=5)}, notes=[Note(key="n", text="Hm")], groups=[Group(key="g", steps=["a"])])
    assert said(forked(), noted) == ["Places, notes or groups on the canvas changed. Runs do the same."]


def test_a_condition_is_said_before_and_after():
    changed = with_link(forked(), "large", when=LARGE)
    assert said(forked(), changed) == [
        "The path of “Way” to “A”: If Amount is more than 500 (was: If Amount is more than 100)"
    ]


def test_a_named_path_still_says_its_condition():
    named = with_link(forked(), "large", name="Much")
    changed = with_link(named, "large", when=LARGE)
    assert "if Amount is more than 500" in said(named, changed)[0]


def test_a_path_that_leads_elsewhere():
    assert said(forked(), with_link(forked(), "large", target="b")) == [
        "A path of “Way” now goes on at “B”: If Amount is more than 100. (was: “A”)"
    ]


def test_a_step_put_into_a_path_moves_no_path():
    links = [link.model_copy(update={"target": "c"}) if link.key == "large" else link for link in forked().links]
    longer = drawing(ChooseStep(key="way", name="Way"), A, B, C, links=[*links, Link(source="c", target="a")])
    assert said(forked(), longer) == ["“C” is new: Have a person decide. It comes after “Way”."]


def test_a_path_that_is_new_says_where_it_stands():
    more = forked().links + [Link(source="way", target="b", key="huge", when=LARGE)]
    more = [link.model_copy(update={"rank": 3}) if link.key in ("large", "rest") else link for link in more]
    words = said(forked(), forked(links=more))
    assert words == [
        "“Way” has a new path to “B”: If Amount is more than 500. It is asked before If Amount is more than 100."
    ]


def test_a_path_that_is_gone():
    links = [link for link in forked().links if link.key != "large"]
    assert "The path of “Way” to “A” is gone: If Amount is more than 100." in said(forked(), forked(links=links))


def test_the_order_in_which_a_choice_asks_is_a_change():
    def choice(ranks: tuple[int, int]) -> Definition:
        links = [
            Link(source="start", target="way"),
            Link(source="way", target="a", key="x", when=OVER_100, rank=ranks[0]),
            Link(source="way", target="b", key="y", when=LARGE, rank=ranks[1]),
        ]
        return drawing(ChooseStep(key="way", name="Way"), A, B, links=links)

    assert said(choice((0, 1)), choice((1, 0))) == [
        "“Way” asks its paths in another order: If Amount is more than 500, If Amount is more than 100"
        " (was: If Amount is more than 100, If Amount is more than 500)"
    ]
    assert said(choice((0, 1)), choice((2, 7))) == []


def test_parts_and_joins():
    links = [
        Link(source="start", target="split"),
        Link(source="split", target="a", key="p1"),
        Link(source="split", target="b", key="p2", rank=1),
        Link(source="a", target="meet"),
        Link(source="b", target="meet"),
        Link(source="meet", target="end"),
    ]
    steps = [ParallelStep(key="split", name="Split"), A, B, JoinStep(key="meet", name="Meet")]
    before = drawing(*steps, links=links)
    first = drawing(*steps[:3], JoinStep(key="meet", name="Meet", rule="any"), links=links)
    assert said(before, first) == [
        "“Meet” · When it goes on: Goes on with the first part (was: Goes on when all parts have arrived)"
    ]
    fewer = drawing(*steps, links=[link for link in links if link.id != "b>meet"])
    assert said(before, fewer) == ["“Meet” now comes after “A”. (was: after “A” and “B”)"]


def test_what_a_step_is_given_and_when_it_is_done():
    old, new = drawing(ask()), drawing(ask(inputs={"amount": Input(value=7)}, only_when=OVER_100, threshold=0.9))
    assert said(old, new) == [
        "“Ask” · When: Amount is more than 100 (was: always)",
        "“Ask” · “Amount”: “7” (was: The request › Amount)",
        "“Ask” · When a person is asked: below 90 % sure (was: below 0 % sure)",
    ]


def test_the_end_of_a_long_text_is_not_cut_off():
    target = Field(key="amount", name="Amount", type="text")
    texts = ["x" * 200 + end for end in ("one", "two")]
    pair = [drawing(ask(inputs={"amount": Input(text=text)}), shapes={"ask": shape_taking(target)}) for text in texts]
    assert said(*pair) == [f"“Ask” · “Amount”: “{texts[1]}” (was: “{texts[0]}”)"]


def shape_taking(target: Field) -> Shape:
    return Shape(takes=[target], gives=[SIZE], version=1)


def test_another_job_is_said_as_such():
    assert said(drawing(ask("x")), drawing(look("x"))) == [
        "“X” now has another job: Have a person decide (was: Ask an agent)"
    ]


def test_what_a_tool_does_in_the_other_system_is_told():
    old = drawing(act())
    harmless = old.model_copy(update={"shapes": {"act": old.shapes["act"].model_copy(update={"changes": False})}})
    assert said(harmless, old) == [
        "“Act” · What it does: It changes something in the other system (was: It only looks something up)"
    ]


def test_what_a_person_fills_in():
    fuller = drawing(look("a").model_copy(update={"gives": [SIZE, WORDS]}))
    assert said(drawing(A), fuller) == ["“A” · What the person fills in: “Words” is new, Text."]


def test_the_start_form_field_by_field():
    optional = AMOUNT.model_copy(update={"required": False, "personal": True})
    words = said(drawing(A), drawing(A, inputs=[optional, WORDS]))
    assert words == [
        "“Amount” of the request: Number, may be left empty. (was: Number)",
        "“Amount” of the request: personal. (was: not personal)",
        "The request asks for “Words”: Text.",
    ]
    assert said(drawing(A), drawing(A, inputs=[])) == ["The request no longer asks for “Amount”."]


def test_a_choice_that_says_something_else_is_a_change():
    other = SIZE.model_copy(update={"choices": [Choice(value="small", label="Small", description="Up to 10")]})
    (words,) = said(drawing(A, inputs=[SIZE]), drawing(A, inputs=[other]))
    assert "Small – Up to 10" in words


def test_ends_and_limits():
    old = drawing(A, EndStep(key="done", name="Done"), links=in_line([A]) + [Link(source="a", target="done")])
    step = EndStep(key="done", name="Done", end=End(outcome="Paid", results=["a.size"]))
    new = drawing(A, step, links=old.links, end=End(outcome="Over"), limits=Limits(steps=7))
    assert said(old, new) == [
        "“Done” · How it ends: As “Paid” (was: As “Completed”)",
        "“Done” · What it gives back: A › Size (was: nothing)",
        "How it ends: As “Over” (was: As “Completed”)",
        "The most a run may use: 7 steps, 50 calls, 200,000 tokens, 60 minutes of work"
        " (was: 100 steps, 50 calls, 200,000 tokens, 60 minutes of work)",
    ]


def test_a_new_name_is_one_change_wherever_it_is_read():
    old = drawing(look("a"), ask(inputs={"amount": Input(path="a.size")}))
    new = drawing(look("a").model_copy(update={"name": "First look"}), ask(inputs={"amount": Input(path="a.size")}))
    assert said(old, new) == ["“A” is now called “First look”."]
