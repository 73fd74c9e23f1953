"""Choices, parts that run at once, joins and ends: what is half drawn is named, with its step or link."""

from itertools import pairwise

import pytest

from fields.conditions import Condition, Row
from orchestrator.engine.check import check
from orchestrator.engine.definition import END, START, ChooseStep, End, EndStep, JoinStep, Link, ParallelStep
from tests.engine.drawings import OVER_100, ask, drawing, look

CHOOSE = ChooseStep(key="choose", name="Choose")
AT_ONCE = ParallelStep(key="fork", name="Fork")
JOIN = JoinStep(key="join", name="Join")
REFUNDED = EndStep(key="refunded", name="Refunded", end=End(outcome="Refunded"))
DECLINED = EndStep(key="declined", name="Declined", end=End(outcome="Declined"))
LARGE = Condition(rows=[Row(field="ask.size", comparison="is", value="large")])


def to(*ways: str, **how: object) -> list[Link]:
    """Links along keys: "start>ask>end"."""
    keys = [way.split(">") for way in ways]
    return [Link(source=a, target=b, **how) for way in keys for a, b in pairwise(way)]


def said(steps, links):
    """(step or link, field, severity, sentence) of every problem."""
    found = check(drawing(*steps, links=links))
    return [(each.link or each.step, each.field, each.severity, str(each.sentence)) for each in found]


def only(steps, links):
    """The one problem."""
    (problem,) = said(steps, links)
    return problem


def choice(*links: Link) -> list[Link]:
    """A choice after the first step, whose paths all end."""
    return [*to("start>ask>choose", f"look>{END}"), *links]


HIGH = Link(source="choose", target="look", when=LARGE, name="High")
ELSE = Link(source="choose", target=END, otherwise=True, rank=1)


def test_a_choice_with_an_otherwise_is_sound():
    assert said([ask(), CHOOSE, look()], choice(HIGH, ELSE)) == []


def test_a_choice_needs_two_paths_and_an_otherwise():
    assert only([ask(), CHOOSE], to("start>ask>choose")) == (
        "choose",
        "links",
        "error",
        "Say what comes after “Choose”.",
    )
    assert only([ask(), CHOOSE], to("start>ask>choose>end")) == (
        "choose",
        "links",
        "error",
        "“Choose” has only one path. Add another.",
    )
    assert only([ask(), CHOOSE, look()], choice(HIGH, ELSE.model_copy(update={"otherwise": False, "when": LARGE}))) == (
        "choose",
        "links",
        "error",
        "“Choose” needs an “otherwise”: the path that is taken when no condition holds.",
    )


def test_a_choice_has_one_otherwise_and_a_condition_on_every_other_path():
    again = HIGH.model_copy(update={"when": None, "otherwise": True})
    sentence = "“Choose” has two paths for “otherwise”. Keep one."
    assert only([ask(), CHOOSE, look()], choice(again, ELSE)) == ("choose>end", "links", "error", sentence)
    for nothing in (None, Condition()):
        bare = HIGH.model_copy(update={"when": nothing})
        sentence = "Say when “Choose” leads to “Look”."
        assert only([ask(), CHOOSE, look()], choice(bare, ELSE)) == ("choose>look", "when", "error", sentence)
    both = ELSE.model_copy(update={"when": LARGE})
    sentence = "An “otherwise” has no condition of its own. Remove the condition."
    assert only([ask(), CHOOSE, look()], choice(HIGH, both)) == ("choose>end", "when", "error", sentence)


def test_a_path_asks_for_what_comes_before_it():
    late = Condition(rows=[Row(field="look.size", comparison="is", value="large")])
    found = only([ask(), CHOOSE, look()], choice(HIGH.model_copy(update={"when": late}), ELSE))
    assert found == ("choose>look", "when", "error", "“Size” is not there any more. Pick another field.")


def test_a_link_may_ask_about_the_step_it_leaves():
    links = [*to("start>ask", "look>end"), *to("ask>look", when=LARGE), *to("ask>end", otherwise=True)]
    assert said([ask(), look()], links) == []
    assert only([ask(), look()], links[:-1]) == (
        "ask",
        "links",
        "error",
        "What comes after “Ask” when no condition holds? Add an “otherwise”.",
    )
    assert said([ask(), look()], [*links[:-1], *to("ask>end")]) == []


def test_the_start_asks_nothing():
    links = [*to("start>ask", when=OVER_100), *to("ask>end")]
    sentence = "What follows the start has no condition. Add a “choose a path” after the start instead."
    assert only([ask()], links) == ("start>ask", "when", "error", sentence)


@pytest.mark.parametrize(
    ("links", "problem"),
    [
        (["start>ask"], ("ask", "links", "error", "Say what comes after “Ask”.")),
        (["ask>end"], ("", "links", "error", "Nothing comes after the start. Say which step is first.")),
        (
            ["start>ask>end", "ask>end"],
            ("ask>end", "links", "error", "“Ask” is linked to “End” twice. Remove one of the links."),
        ),
        (["start>ask>end", "ask>start"], ("ask>start", "links", "error", "A link leads back to the start. Remove it.")),
        (
            ["start>ask>end>ask"],
            ("end>ask", "links", "error", "Nothing comes after “End”. Remove the link that leaves it."),
        ),
        (["start>ask>ask", "ask>end"], ("ask>ask", "links", "error", "“Ask” leads back to itself. Remove that link.")),
    ],
)
def test_a_link_that_cannot_be_walked_is_named(links, problem):
    assert problem in said([ask()], to(*links))


def test_nothing_comes_after_a_named_end():
    sentence = "Nothing comes after “Refunded”. Remove the link that leaves it."
    links = to("start>ask>refunded>look>end")
    assert only([ask(), REFUNDED, look()], links) == ("refunded>look", "links", "error", sentence)
    assert said([ask(), REFUNDED], to("start>ask>refunded")) == []


def test_parts_and_joins_have_more_than_one():
    sentence = "“Fork” starts only one part. Add another, or remove “Fork”."
    assert only([AT_ONCE, ask()], to("start>fork>ask>end")) == ("fork", "links", "error", sentence)
    sentence = "“Join” joins only one part. Link another to it, or remove “Join”."
    assert only([ask(), JOIN], to("start>ask>join>end")) == ("join", "rule", "error", sentence)


def test_a_join_does_not_wait_for_more_parts_than_there_are():
    some = JOIN.model_copy(update={"rule": "some", "count": 3})
    links = to("start>fork>ask>join>end", "fork>look>join")
    sentence = "“Join” waits for 3 parts, but only 2 lead to it. Lower the number."
    assert only([AT_ONCE, ask(), look(), some], links) == ("join", "count", "error", sentence)
    assert said([AT_ONCE, ask(), look(), some.model_copy(update={"count": 2})], links) == []


def test_a_join_of_paths_of_which_one_is_taken_is_not_needed():
    links = [*to("start>ask>choose", "look>join>end"), HIGH, ELSE.model_copy(update={"target": "join"})]
    sentence = "“Join” joins parts of which only one is ever taken. It can be removed."
    assert only([ask(), CHOOSE, look(), JOIN], links) == ("join", "rule", "warning", sentence)


def test_two_ends_in_one_run_are_a_warning():
    links = to("start>fork>ask>refunded", "fork>look>declined")
    sentence = "One run may reach both “Refunded” and “Declined”. It then ends with “Refunded”."
    assert only([AT_ONCE, ask(), look(), REFUNDED, DECLINED], links) == ("declined", "end", "warning", sentence)
    same = DECLINED.model_copy(update={"end": REFUNDED.end})
    assert said([AT_ONCE, ask(), look(), REFUNDED, same], links) == []


def test_ends_that_are_chosen_after_the_parts_met_are_not_two_in_one_run():
    when = {"when": LARGE}
    links = to("start>fork>ask>join>choose", "fork>look>join", "start>fork")[:-1]
    links += [
        Link(source="choose", target="refunded", **when),
        Link(source="choose", target="declined", otherwise=True),
    ]
    assert said([AT_ONCE, ask(), look(), JOIN, CHOOSE, REFUNDED, DECLINED], links) == []


def test_a_named_end_reads_what_comes_before_it():
    reads = EndStep(key="done", name="Done", end=End(outcome_path="look.size", results=["ask.size", "look.size"]))
    links = [*to("start>ask>choose", "look>end"), HIGH, ELSE.model_copy(update={"target": "done"})]
    assert [(step, field) for step, field, *_ in said([ask(), CHOOSE, look(), reads], links)] == [
        ("done", "end.outcome_path"),
        ("done", "end.results.1"),
    ]


def test_a_very_large_drawing_is_a_warning():
    steps = [ask(f"ask{number}") for number in range(201)]
    (problem,) = check(drawing(*steps))
    assert (problem.step, problem.field, problem.severity) == ("", "steps", "warning")
    assert str(problem.sentence).endswith("Split it into several workflows.")


def test_a_long_circle_names_its_first_steps():
    steps = [ask(f"ask{number}") for number in range(7)]
    links = to("start>ask0>ask1>ask2>ask3>ask4>ask5>ask6>ask0")
    target, _field, _severity, sentence = only(steps, links)
    assert target == "ask6>ask0"
    assert sentence.startswith("“Ask0” and “Ask1”") and "and 2 more lead in a circle" in sentence
    assert START not in sentence
