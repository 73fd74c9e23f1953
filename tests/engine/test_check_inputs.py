"""What a step needs is sure to be there, whichever way the walk took; else it is said before anything runs."""

import pytest

from fields.conditions import Condition, Group, Row
from fields.types import Field
from orchestrator.engine.check import check, ruled
from orchestrator.engine.definition import ChooseStep, Definition, Input, JoinStep, Link, ParallelStep, Shape
from tests.engine.drawings import AMOUNT, OVER_100, SIZE, WORDS, act, ask, drawing, look, once
from tests.engine.test_check_paths import to

CHOOSE = ChooseStep(key="choose", name="Choose")
AT_ONCE = ParallelStep(key="fork", name="Fork")
HIGH = Link(source="choose", target="look", when=OVER_100)
LOW = Link(source="choose", target="other", otherwise=True, rank=1)
TAKER = ask("last", inputs={"size": Input(path="look.size")})
NEEDS_SIZE = {"last": Shape(takes=[SIZE])}


def about(field, comparison, value=None):
    """A condition of one row."""
    return Condition(rows=[Row(field=field, comparison=comparison, value=value)])


def said(*steps, links, shapes=NEEDS_SIZE):
    """(step, severity, sentence) of every problem."""
    found = check(drawing(*steps, links=links, shapes=shapes))
    return [(each.step, each.severity, str(each.sentence)) for each in found]


NOT_EVERY_WAY = "“Size” is needed here, but it comes from “Look”, which not every way here passes."


def test_what_only_one_path_gives_is_missed_after_the_choice():
    links = [*to("start>choose", "look>last>end", "other>last"), HIGH, LOW]
    assert said(CHOOSE, look(), ask("other"), TAKER, links=links) == [("last", "error", NOT_EVERY_WAY)]


def test_what_every_path_passes_is_there():
    links = [*to("start>look>choose", "a>last>end", "b>last")]
    links += [HIGH.model_copy(update={"target": "a"}), LOW.model_copy(update={"target": "b"})]
    assert said(look(), CHOOSE, ask("a"), ask("b"), TAKER, links=links) == []


@pytest.mark.parametrize("rule", ["all", "any"])
def test_parts_are_all_there_after_a_join_unless_it_goes_on_early(rule):
    links = to("start>fork>look>join>last>end", "fork>other>join")
    join = JoinStep(key="join", name="Join", rule=rule)
    problems = said(AT_ONCE, look(), ask("other"), join, TAKER, links=links)
    assert problems == ([] if rule == "all" else [("last", "error", NOT_EVERY_WAY)])


def test_parts_meet_at_any_step_that_several_links_lead_to():
    links = to("start>fork>look>last>end", "fork>other>last")
    assert said(AT_ONCE, look(), ask("other"), TAKER, links=links) == []


def test_a_choice_inside_a_part_comes_out_whole_after_the_join():
    links = [*to("start>fork>choose", "a>look>last>end", "b>look", "fork>other>last")]
    links += [HIGH.model_copy(update={"target": "a"}), LOW.model_copy(update={"target": "b"})]
    assert said(AT_ONCE, CHOOSE, ask("a"), ask("b"), look(), ask("other"), TAKER, links=links) == []


def test_what_is_before_the_parts_is_there_in_each_of_them_also_when_a_join_goes_on_early():
    links = to("start>look>fork>last>join>end", "fork>other>join")
    join = JoinStep(key="join", name="Join", rule="any")
    assert said(look(), AT_ONCE, TAKER, ask("other"), join, links=links) == []


@pytest.mark.parametrize(
    "when",
    [
        about("look.size", "is", "large"),
        about("look.size", "is_not_empty"),
        Condition(
            rows=[Row(field="run.amount", comparison="is_more_than", value=1)],
            groups=[
                Group(
                    match="any",
                    rows=[Row(field="look.size", comparison="is", value=size) for size in ("small", "large")],
                )
            ],
        ),
    ],
)
def test_what_a_condition_asked_about_on_the_way_is_there(when):
    giver = look(only_when=OVER_100)
    links = [*to("start>look>choose", "last>end"), Link(source="choose", target="last", when=when)]
    links += to("choose>end", otherwise=True)
    assert said(giver, CHOOSE, TAKER, links=links) == []
    alone = TAKER.model_copy(update={"only_when": when})
    assert said(giver, alone, links=to("start>look>last>end")) == []


@pytest.mark.parametrize(
    "when",
    [
        about("look.size", "is_empty"),
        about("run.amount", "is_not_empty"),
        Condition(match="any", rows=[*about("look.size", "is_not_empty").rows, *OVER_100.rows]),
    ],
)
def test_what_a_condition_need_not_have_found_may_be_missing(when):
    links = [*to("start>look>choose", "last>end"), Link(source="choose", target="last", when=when)]
    links += to("choose>end", otherwise=True)
    sentence = "“Size” is needed here, but it comes from “Look”, which may be skipped."
    assert said(look(failure=once(then="skip")), CHOOSE, TAKER, links=links) == [("last", "error", sentence)]


def test_otherwise_tells_that_what_was_asked_to_be_empty_is_there():
    links = [*to("start>look>choose", "last>end"), *to("choose>end", when=about("look.size", "is_empty"))]
    links += to("choose>last", otherwise=True)
    assert said(look(only_when=OVER_100), CHOOSE, TAKER, links=links) == []


BODY = Field(key="body", name="Body", type="long_text")


def written(text: str, target: Field = BODY, *steps, **how) -> list[tuple[str, str, str]]:
    """What is said of a text that fills one field of the last step."""
    last = ask("last", inputs={target.key: Input(text=text)})
    made: Definition = drawing(*steps, last, shapes={"last": Shape(takes=[target])}, **how)
    return [(each.field, each.severity, str(each.sentence)) for each in check(made)]


def test_a_text_stands_for_what_comes_before():
    assert written("{look.size} of {run.amount}", BODY, look()) == []
    gone = "“Size” is not there any more. Pick another field."
    assert written("{later.size}", BODY) == [("inputs.body", "error", gone)]


def test_a_text_fills_only_texts():
    sentence = "“Amount” is no text, but number. Pick a value for it."
    assert written("{run.amount}", AMOUNT) == [("inputs.amount", "error", sentence)]
    assert written("Ada {run.amount}", WORDS) == []


def test_a_text_without_values_must_fit_like_a_fixed_one():
    mail = Field(key="mail", name="Mail", type="email")
    assert written("ada@example.org", mail) == []
    assert [place for place, *_ in written("ada", mail)] == ["inputs.mail"]


def test_a_text_with_a_value_that_may_be_missing_is_a_warning():
    sentence = "“Size” in “Body” stays empty where “Look” was not done."
    assert written("{look.size}", BODY, look(only_when=OVER_100)) == [("inputs.body", "warning", sentence)]


SENSITIVE = Shape(takes=[AMOUNT], sensitive=True)
RULES = Shape(takes=[AMOUNT], gives=[SIZE], rules=True)
SMALL = about("ask.size", "is", "small")


def paid(*links: Link, only_when: Condition | None = None) -> Definition:
    """A rules agent, a choice, and a sensitive tool on one of its paths."""
    steps = [ask(), CHOOSE, look(), act(only_when=only_when)]
    shapes = {"act": SENSITIVE, "ask": RULES}
    return drawing(*steps, links=[*to("start>ask>choose", "look>act>end"), *links], shapes=shapes)


def choose(target: str, when: Condition | None = None) -> Link:
    """A path of the choice."""
    return Link(source="choose", target=target, when=when, otherwise=when is None, rank=when is None)


def test_a_rule_decides_where_every_way_to_a_step_asked_it():
    by_rule = paid(choose("look", SMALL), choose("end"))
    assert ruled(by_rule, "act") and check(by_rule) == []
    assert not ruled(paid(choose("look", OVER_100), choose("end")), "act")
    assert ruled(paid(choose("look", OVER_100), choose("end"), only_when=SMALL), "act")


def test_an_otherwise_is_no_rule_and_one_way_around_it_is_enough():
    assert not ruled(paid(choose("end", SMALL), choose("look")), "act")
    around = paid(choose("look", SMALL), choose("act"))
    assert not ruled(around, "act")
    assert [each.severity for each in check(around)] == ["warning"]


def test_a_rule_that_need_not_hold_does_not_decide():
    either = Condition(match="any", rows=[*SMALL.rows, *OVER_100.rows])
    assert not ruled(paid(choose("look", either), choose("end")), "act")
    assert not ruled(paid(choose("look", about("ask.size", "is_empty")), choose("end")), "act")


def test_a_text_takes_untrusted_values_to_a_sensitive_tool_as_well():
    told = act(inputs={"words": Input(text="{run.amount}")})
    made = drawing(told, shapes={"act": Shape(takes=[WORDS], sensitive=True)})
    assert [(each.field, each.severity) for each in check(made)] == [("only_when", "warning")]
