"""What a builder does to a drawing leaves it whole: nothing hangs loose, nothing goes round, nothing is lost unsaid."""

import random

import pytest

from fields.conditions import Comparison, Condition, Row
from fields.types import Choice, Field, FieldType
from orchestrator.engine.definition import ChooseStep, Definition, EndStep, Input, JoinStep, ParallelStep
from orchestrator.forms.editing.listing import letters, lines_of, unreached
from orchestrator.forms.editing.moving import copied, movable, moved, moved_to, places_for, without
from orchestrator.forms.editing.names import fresh_key, fresh_name
from orchestrator.forms.editing.paths import (
    by_values,
    path_moved,
    paths_of,
    redirected,
    targets,
    with_paths,
    without_path,
)
from orchestrator.forms.editing.places import NoPlace, put
from tests.orchestrator.workflows.drawings import chosen, line, person, read, side_by_side

CATEGORY = Field(
    key="category",
    name="Category",
    type=FieldType.CHOICE,
    choices=[Choice(value="fees", label="Fees"), Choice(value="card", label="Card")],
)


def when(value: str) -> Condition:
    return Condition(rows=[Row(field="run.category", comparison=Comparison.IS, value=value)])


# -- reading ---------------------------------------------------------------------------------------------------------


def test_paths_are_lettered_and_what_follows_them_goes_on_counting():
    assert read(side_by_side()) == ["1 before", "2 both", "2A", "2A1 left", "2B", "2B1 right", "3 meet", "4 after"]


def test_a_path_that_ends_by_name_leaves_the_others_on_the_main_line():
    assert read(chosen()) == ["1 ask", "2 which", "2A", "2B", "2B1 no", "3 pay", "4 tell"]


def test_a_step_that_two_paths_lead_to_is_listed_once_and_named_where_they_go_on():
    drawing = side_by_side()
    drawing = put(put(drawing, person("extra"), "after:left"), person("third"), "path:both")
    link = next(link for link in drawing.links if link.id == "both>right#p2")
    drawing = redirected(drawing, link, "extra")
    on = [line.key for line in lines_of(drawing) if line.kind == "on"]
    assert on == ["extra"]
    assert unreached(drawing) == ["right"]


def test_the_letters_go_on_after_z():
    assert [letters(0), letters(25), letters(26), letters(27)] == ["A", "Z", "AA", "AB"]


# -- adding ----------------------------------------------------------------------------------------------------------


def test_a_step_can_be_put_between_any_two_and_at_both_ends():
    drawing = put(put(put(line("b"), person("a"), "after:start"), person("c"), ""), person("x"), "on:a>b")
    assert drawing.order() == ["a", "x", "b", "c"]


def test_a_new_choice_has_a_path_to_describe_and_an_otherwise_that_both_go_on():
    drawing = put(line("a", "b"), ChooseStep(key="which", name="Which"), "after:a")
    assert [(link.target, link.key, link.otherwise) for link in drawing.graph.out("which")] == [
        ("b", "p1", False), ("b", "otherwise", True)]  # fmt: skip


def test_a_step_after_a_choice_stands_where_its_paths_meet():
    drawing = put(line("a", "b"), ChooseStep(key="which", name="Which"), "after:a")
    drawing = put(put(drawing, person("x"), "on:which>b#p1"), person("y"), "after:which")
    assert read(drawing) == ["1 a", "2 which", "2A", "2A1 x", "2B", "3 y", "4 b"]


def test_another_path_is_asked_before_the_otherwise():
    drawing = put(chosen(), person("wait"), "path:which")
    assert [link.target for link in drawing.graph.out("which")] == ["pay", "wait", "no"]


def test_a_join_takes_all_that_led_to_what_follows():
    drawing = put(line("a", "b"), ParallelStep(key="both", name="Both"), "after:a")
    drawing = put(drawing, JoinStep(key="meet", name="Meet"), "before:b")
    assert [link.source for link in drawing.graph.into("meet")] == ["both", "both"]
    assert [link.target for link in drawing.graph.out("meet")] == ["b"]


@pytest.mark.parametrize("place", ["after:nobody", "on:a>z", "after:no", "sideways:a"])
def test_a_place_that_is_not_there_is_refused(place):
    with pytest.raises(NoPlace):
        put(chosen(), person("x"), place)


def test_keys_and_names_are_fresh_whatever_is_typed():
    drawing = line("start_2")
    assert fresh_key(drawing, "Start") not in ("start", "start_2")
    assert fresh_key(drawing, "办公室 🚀") and fresh_key(drawing, "x" * 500)
    assert fresh_name(line("a"), "A") == "A 2"


# -- removing --------------------------------------------------------------------------------------------------------


def test_what_led_to_a_removed_step_leads_to_what_followed():
    removal = without(line("a", "b", "c"), "b")
    assert (removal.definition.order(), removal.lost) == (["a", "c"], [])


def test_a_removed_path_step_leaves_its_condition_on_the_path():
    drawing = with_paths(chosen(), "which", [*paths_of(chosen(), "which")]).definition
    removal = without(drawing, "pay")
    assert removal.definition.graph.out("which")[0].target == "tell"


def test_a_removed_choice_keeps_its_first_path_and_says_what_is_lost():
    removal = without(chosen(), "which")
    assert removal.definition.order() == ["ask", "pay", "tell"]
    assert [step.name for step in removal.lost] == ["Declined"]


def test_removed_parts_take_their_join_along():
    removal = without(side_by_side(), "both")
    assert removal.definition.order() == ["before", "left", "after"]
    assert [step.key for step in removal.lost] == ["right", "meet"]


def test_a_removed_path_takes_the_steps_only_it_led_to():
    drawing = side_by_side()
    removal = without_path(drawing, next(link for link in drawing.links if link.target == "right"))
    assert [step.key for step in removal.lost] == ["right"]


# -- moving ----------------------------------------------------------------------------------------------------------


def test_parts_move_with_the_step_that_begins_them():
    drawing = moved(side_by_side(), "both", 1)
    assert read(drawing) == ["1 before", "2 after", "3 both", "3A", "3A1 left", "3B", "3B1 right", "4 meet"]
    assert {link.id for link in moved(drawing, "both", -1).links} == {link.id for link in side_by_side().links}


def test_a_join_stays_where_the_parts_it_closes_end():
    drawing = side_by_side()
    assert "meet" not in movable(drawing, lines_of(drawing))
    assert moved(drawing, "after", -1).order() == ["before", "after", "both", "left", "right", "meet"]


def test_a_step_can_be_moved_into_a_path_and_out_again():
    inside = moved_to(side_by_side(), "after", "on:both>left#p1")
    assert "2A1 after" in read(inside)
    assert moved_to(inside, "after", "after:meet").order() == side_by_side().order()


def test_a_step_cannot_be_moved_into_itself_or_behind_an_end():
    for place in ("after:left", "on:both>left#p1"):
        with pytest.raises(NoPlace):
            moved_to(side_by_side(), "both", place)
    with pytest.raises(NoPlace):
        moved_to(chosen(), "ask", "after:no")


def test_the_first_cannot_go_up_nor_the_last_down():
    drawing = line("a", "b")
    assert moved(drawing, "a", -1) == drawing
    assert moved(drawing, "b", 1) == drawing


def test_paths_can_be_asked_in_another_order_and_otherwise_stays_last():
    drawing = put(chosen(), person("wait"), "path:which")
    out = drawing.graph.out("which")
    drawing = path_moved(drawing, out[0], 5)
    assert [link.target for link in drawing.graph.out("which")] == ["wait", "pay", "no"]


# -- copying ---------------------------------------------------------------------------------------------------------


def test_a_copy_keeps_what_it_is_given_and_stands_after_its_original():
    drawing = line("a", "b")
    given = drawing.step("a").model_copy(update={"inputs": {"x": Input(path="run.amount")}})
    drawing = drawing.model_copy(update={"steps": [given, drawing.step("b")]})
    made, key = copied(drawing, "a")
    assert made.order() == ["a", key, "b"]
    assert made.work(key).inputs == given.inputs


def test_copied_parts_ask_one_another_not_the_originals():
    drawing = side_by_side()
    picks = drawing.step("right").model_copy(update={"inputs": {"x": Input(text="From {left.note}")}})
    drawing = drawing.model_copy(update={"steps": [picks if step.key == "right" else step for step in drawing.steps]})
    made, key = copied(drawing, "both")
    assert made.order() == ["before", "both", "left", "right", "meet", key, "left_2", "right_2", "meet_2", "after"]
    assert made.work("right_2").inputs["x"].text == "From {left_2.note}"


# -- paths by the values of a field ----------------------------------------------------------------------------------


def test_every_value_of_a_field_gets_a_path_and_what_is_there_already_stays():
    drawing = put(line("a", "b"), ChooseStep(key="which", name="Which"), "after:a")
    drawing = with_paths(drawing, "which", by_values(drawing, "which", "run.category", CATEGORY)).definition
    fees = next(link for link in drawing.links if link.when == when("fees"))
    drawing = put(drawing, person("refund"), f"on:{fees.id}")
    again = with_paths(drawing, "which", by_values(drawing, "which", "run.category", CATEGORY))
    assert again.lost == []
    assert [(link.name, link.target) for link in again.definition.graph.out("which")] == [
        ("Fees", "refund"), ("Card", "b"), ("", "b")]  # fmt: skip


# -- links -----------------------------------------------------------------------------------------------------------


def test_a_link_leads_only_to_what_does_not_lead_back():
    drawing = side_by_side()
    assert targets(drawing, "left") == ["right", "meet", "after", "end"]
    link = drawing.graph.out("left")[0]
    with pytest.raises(NoPlace):
        redirected(drawing, link, "before")


# -- any of it, in any order -----------------------------------------------------------------------------------------


def _anything(chance: random.Random, drawing: Definition, number: int) -> Definition:
    keys = [step.key for step in drawing.steps] or ["start"]
    key, what = chance.choice(keys), chance.randrange(8)
    join = JoinStep(key=f"j{number}", name="Join")
    made = [person(f"s{number}"), ChooseStep(key=f"c{number}", name="Choose"), EndStep(key=f"e{number}", name="End")]
    place = chance.choice([f"after:{key}", "", *(f"on:{link.id}" for link in drawing.links), f"before:{key}"])
    if what < 3:
        return put(drawing, chance.choice(made), place)
    if what == 3:
        return put(drawing, ParallelStep(key=f"p{number}", name="Both"), place, closing=join)
    if key == "start":
        return drawing
    if what == 4:
        return without(drawing, key).definition
    if what == 5:
        return moved(drawing, key, chance.choice([-1, 1]))
    if what == 6:
        return moved_to(drawing, key, chance.choice(places_for(drawing, key) or [place]))
    return copied(drawing, key)[0]


@pytest.mark.parametrize("seed", range(25))
def test_whatever_is_done_in_whatever_order_the_drawing_stays_whole(seed):
    chance, drawing = random.Random(seed), Definition()
    for number in range(40):
        before = drawing
        try:
            drawing = _anything(chance, drawing, number)
        except NoPlace:
            continue
        there = {"start", "end", *(step.key for step in drawing.steps)}
        assert len({step.key for step in drawing.steps}) == len(drawing.steps)
        assert len({link.id for link in drawing.links}) == len(drawing.links)
        assert all({link.source, link.target} <= there for link in drawing.links)
        assert drawing.graph.circle == [], before
        listed = [line.key for line in lines_of(drawing) if line.kind == "step"]
        assert sorted(listed) == sorted(drawing.order())
        assert Definition.model_validate(drawing.model_dump(mode="json")).links == drawing.links
