"""A drawing is refused in plain words, beside the step they are about."""

import pytest

from fields.conditions import Condition, Row
from fields.types import Choice, Field
from orchestrator.engine.check import check, fits, sound
from orchestrator.engine.definition import END, START, Definition, End, Input, Link, Shape
from tests.engine.drawings import AMOUNT, OVER_100, SIZE, WORDS, act, ask, drawing, look, once


def said(definition):
    """(step, field, severity, sentence) of every problem."""
    return [(each.step, each.field, each.severity, str(each.sentence)) for each in check(definition)]


def only(definition):
    """The one problem."""
    (problem,) = said(definition)
    return problem


def test_a_sound_drawing_has_no_problems():
    made = drawing(ask(), look(), act(only_when=OVER_100), end=End(outcome_path="ask.size", results=["look.size"]))
    assert said(made) == []


def test_there_must_be_a_step():
    assert only(Definition()) == ("", "steps", "error", "Add at least one step.")


def test_two_steps_cannot_have_the_same_key():
    assert ("ask", "key", "error", "“Ask” has the key of another step. Remove one of them.") in said(
        drawing(ask(), ask())
    )


@pytest.mark.parametrize("key", ["run", "start", "end"])
def test_the_words_for_the_run_and_its_two_ends_are_taken(key):
    assert (key, "key", "error", f"The key of “{key.capitalize()}” is kept for Steward. Choose another.") in said(
        drawing(ask(key))
    )


def test_the_request_asks_for_a_field_once():
    made = drawing(ask(), inputs=[AMOUNT, AMOUNT])
    assert only(made) == ("", "inputs", "error", "The request asks twice for “Amount”. Remove one of them.")


def test_a_link_to_nowhere_is_named():
    made = drawing(ask(), links=[Link(source=START, target="ask"), Link(source="ask", target="gone")])
    sentence = "A link leads to or from a step that is not there. Remove it."
    assert only(made) == ("ask", "links", "error", sentence)
    assert check(made)[0].link == "ask>gone"


def test_a_circle_is_named():
    links = [Link(source=a, target=b) for a, b in ((START, "ask"), ("ask", "look"), ("look", "ask"))]
    assert only(drawing(ask(), look(), links=links)) == (
        "look",
        "links",
        "error",
        "“Ask” and “Look” lead in a circle. Let the last one lead on, not back.",
    )


def test_a_step_that_is_never_reached_is_named():
    made = drawing(ask(), look(), links=[Link(source=START, target="ask"), Link(source="ask", target=END)])
    assert only(made) == ("look", "links", "error", "“Look” is never reached. Link a step to it.")


def test_a_step_without_its_agent_or_tool_says_so():
    made = drawing(ask(), act()).model_copy(update={"shapes": {}})
    gone = "Its agent is put away or not published. Choose another, or see to that one."
    off = "What it should do is no longer in use. Choose something else, or switch that on again."
    assert said(made) == [("ask", "agent", "error", gone), ("act", "tool", "error", off)]
    open_yet = [step.model_copy(update={step.kind: 0}) for step in made.steps]
    assert said(made.model_copy(update={"steps": open_yet})) == [
        ("ask", "agent", "error", "Choose an agent with a published version."),
        ("act", "tool", "error", "Choose what to do."),
    ]


@pytest.mark.parametrize("given", [{}, {"amount": Input()}, {"amount": Input(value="")}])
def test_a_needed_input_without_a_source_is_named(given):
    problem = ("ask", "inputs.amount", "error", "“Amount” needs a value. Pick where it comes from.")
    assert only(drawing(ask(inputs=given))) == problem


def test_what_may_stay_empty_needs_no_source():
    shape = Shape(takes=[AMOUNT.model_copy(update={"required": False})])
    assert said(drawing(ask(inputs={}), shapes={"ask": shape})) == []


def test_a_fixed_value_must_fit():
    step, place, severity, sentence = only(drawing(ask(inputs={"amount": Input(value="plenty")})))
    assert (step, place, severity) == ("ask", "inputs.amount", "error")
    assert "Amount" in sentence
    assert said(drawing(ask(inputs={"amount": Input(value=0)}))) == []


@pytest.mark.parametrize("path", ["look.size", "ask.size", "gone.size", "run.gone"])
def test_only_what_comes_before_can_be_picked(path):
    sentence = "“Amount” is picked from something that does not come before this step. Pick it again."
    assert only(drawing(ask(inputs={"amount": Input(path=path)}), look())) == (
        "ask",
        "inputs.amount",
        "error",
        sentence,
    )


def test_a_wrong_type_along_a_link_is_named_with_both_types():
    made = drawing(look(), ask(inputs={"amount": Input(path="look.size")}))
    sentence = "“Size” cannot fill “Amount”: one is choice, the other number."
    assert only(made) == ("ask", "inputs.amount", "error", sentence)


@pytest.mark.parametrize("giver", [look(only_when=OVER_100), look(failure=once(then="skip"))])
def test_a_needed_input_from_a_step_that_may_be_skipped_is_refused(giver):
    shape = Shape(takes=[SIZE])
    made = drawing(giver, ask(inputs={"size": Input(path="look.size")}), shapes={"ask": shape})
    sentence = "“Size” is needed here, but it comes from “Look”, which may be skipped."
    assert only(made) == ("ask", "inputs.size", "error", sentence)


def test_a_needed_input_from_a_field_that_may_be_empty_is_a_warning():
    made = drawing(ask(), inputs=[AMOUNT.model_copy(update={"required": False})])
    sentence = "“Amount” is needed here, but “Amount” may be left empty."
    assert only(made) == ("ask", "inputs.amount", "warning", sentence)
    assert sound(check(made))


def test_a_condition_on_what_is_not_there_is_named():
    condition = Condition(match="all", rows=[Row(field="look.size", comparison="is", value="large")])
    step, place, severity, sentence = only(drawing(ask(only_when=condition), look()))
    assert (step, place, severity) == ("ask", "only_when", "error")
    assert sentence.endswith("Pick another field.")


def test_untrusted_data_on_its_way_to_a_sensitive_tool_is_a_warning_unless_a_rule_decides():
    sensitive = Shape(takes=[AMOUNT], sensitive=True)
    made = drawing(act(), shapes={"act": sensitive})
    sentence = "“Act” is sensitive and no rule decides about it: runs ask a person when its data is untrusted."
    assert only(made) == ("act", "only_when", "warning", sentence)
    ruled = Condition(match="all", rows=[Row(field="ask.size", comparison="is", value="small")])
    by_rules = {"act": sensitive, "ask": Shape(takes=[AMOUNT], gives=[SIZE], rules=True)}
    assert said(drawing(ask(), act(only_when=ruled), shapes=by_rules)) == []
    by_a_model = by_rules | {"ask": Shape(takes=[AMOUNT], gives=[SIZE])}
    assert only(drawing(ask(), act(only_when=ruled), shapes=by_a_model))[2] == "warning"


def test_the_end_reads_what_is_there():
    made = drawing(ask(), end=End(outcome_path="ask.gone", results=["gone.size"]))
    assert said(made) == [
        ("", "end.outcome_path", "error", "The outcome is picked from a field that is not there. Pick it again."),
        ("", "end.results.0", "error", "A result is picked from a field that is not there. Pick it again."),
    ]


def test_the_outcome_is_a_word():
    sentence = "The outcome must be a choice or a short text."
    assert only(drawing(ask(), end=End(outcome_path="run.amount")))[3] == sentence


def test_what_fits_without_guessing():
    part = SIZE.model_copy(update={"choices": [Choice(value="small", label="Small")]})
    mail = Field(key="mail", name="Mail", type="email")
    assert fits(part, SIZE) and not fits(SIZE, part)
    assert fits(mail, WORDS) and fits(WORDS, mail)
    assert fits(AMOUNT, AMOUNT) and not fits(AMOUNT, WORDS) and not fits(WORDS, AMOUNT)
