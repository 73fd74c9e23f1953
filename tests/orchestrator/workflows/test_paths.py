"""Ben draws more than a line: choices, parts side by side, ends of their own, all by form and without a script."""

import pytest

from fields.types import FieldType
from tests import desk
from tests.orchestrator.workflows.builder import Builder

INSPECTOR = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def sized(house, ben) -> Builder:
    """A request with an amount, and rules that say whether it is small or large."""
    ben.asks_for(amount="number")
    ben.adds("rules", agent=desk.sizer(house).pk, inputs__amount__path="run.amount")
    return ben


def by_size(ben: Builder) -> None:
    """After the rules, one path for each size."""
    ben.adds("choose", at="after:sizer", name="Which size", by="values", field="sizer.verdict")


def path_of(ben: Builder, name: str) -> str:
    return next(link.id for link in ben.draft.links if link.name == name)


# -- a choice ----------------------------------------------------------------------------------------------------------


def test_a_choice_by_a_field_makes_a_path_for_each_of_its_values(sized):
    by_size(sized)
    assert sized.lines[:5] == ["1 Sizer", "2 Which size", "2A Small", "2B Large", "2C Otherwise"]


def test_only_ticked_values_get_a_path_of_their_own(sized):
    sized.adds("choose", at="after:sizer", by="values", field="sizer.verdict", values=["large"])
    assert sized.lines[2:4] == ["2A Large", "2B Otherwise"]


def test_a_choice_by_conditions_reads_back_as_a_sentence(sized):
    rows = {"field": "run.amount", "comparison": "is_more_than", "value": "500"}
    answers = {f"paths__0__when__rows__0__{key}": value for key, value in rows.items()}
    sized.adds("choose", at="after:sizer", by="rows", paths__0__link="new", **answers)
    assert sized.lines[2] == "2A If Amount is more than 500"


def test_a_condition_that_does_not_fit_is_refused_beside_its_row(sized):
    rows = {"field": "run.amount", "comparison": "is_more_than", "value": "a lot"}
    answers = {f"paths__0__when__rows__0__{key}": value for key, value in rows.items()}
    page = sized.adds("choose", at="after:sizer", by="rows", paths__0__link="new", **answers)
    assert page.status_code == 422
    assert 'id="f-paths-0-when-rows-0' in page.content.decode()
    assert sized.steps == ["Sizer"]


def test_a_choice_without_a_field_is_asked_for_one(sized):
    page = sized.adds("choose", by="values", field="")
    assert page.status_code == 422
    assert "Pick a field with a few values" in page.content.decode()


def test_choosing_by_values_suggests_the_field_that_was_given_last(sized):
    page = sized.adds("choose", by="values", _do="refresh").content.decode()
    assert '<option value="sizer.verdict" data-name="Verdict" data-icon="list" data-type="Choice" selected' in page


def test_what_ben_chose_is_what_the_run_does(house, sized):
    by_size(sized)
    sized.adds("end", at=f"on:{path_of(sized, 'Large')}", outcome="Too much")
    assert sized.post("workflow-publish").status_code == 302
    sized.workflow.refresh_from_db()
    assert desk.play(house.otto, sized.workflow, amount=5).outcome == "Completed"
    assert desk.play(house.otto, sized.workflow, amount=5000).outcome == "Too much"


def test_dropping_a_path_with_steps_asks_first_and_names_them(sized):
    by_size(sized)
    sized.adds("person", at=f"on:{path_of(sized, 'Large')}", name="Look")
    sized.adds("person", name="Close")
    small = {"by": "values", "field": "sizer.verdict", "values": ["small"]}
    asked = sized.post("workflow-step", "choose_a_path", _job="choose", name="Which size", **small)
    assert "<li>Look</li>" in asked.content.decode()
    assert "Look" in sized.steps
    sized.post("workflow-step", "choose_a_path", _job="choose", name="Which size", _sure="1", **small)
    assert sized.lines[2:4] == ["2A Small", "2B Otherwise"]
    assert "Look" not in sized.steps


# -- parts side by side, and where they meet ---------------------------------------------------------------------------


def test_parts_come_with_a_join_whose_rule_is_asked_in_the_same_form(ben):
    ben.adds("parallel", name="Both", paths__0__link="new", paths__0__name="Mail", paths__1__link="new",
             paths__1__name="Bank", rule="any")  # fmt: skip
    assert ben.lines == ["1 Both", "1A Mail", "1B Bank", "2 Bring parts together"]
    assert ben.draft.step("bring_parts_together").rule == "any"


def test_how_many_parts_must_arrive_is_asked_where_it_matters(ben):
    ben.adds("parallel", rule="all", paths__0__link="new", paths__1__link="new")
    page = ben.post("workflow-step", "bring_parts_together", _do="refresh", rule="some").content.decode()
    assert "How many parts" in page
    ben.post("workflow-step", "bring_parts_together", _job="join", name="Meet", rule="some", count="2")
    assert (ben.draft.step("bring_parts_together").rule, ben.draft.step("bring_parts_together").name) == (
        "some", "Meet")  # fmt: skip


# -- links -------------------------------------------------------------------------------------------------------------


def test_a_path_can_be_named_described_and_led_elsewhere(sized):
    sized.adds("choose", at="after:sizer", by="rows", paths__0__link="new", paths__0__name="First")
    sized.adds("person", name="Look")
    link = path_of(sized, "First")
    rows = {"field": "sizer.verdict", "comparison": "is", "value": "large"}
    answers = {f"when__rows__0__{key}": value for key, value in rows.items()}
    sized.post("workflow-link", query=f"?link={link.replace('#', '%23')}", name="Large ones", then="end", **answers)
    found = next(each for each in sized.draft.links if each.name == "Large ones")
    assert (found.target, found.when.rows[0].value) == ("end", "large")


def test_a_step_can_be_led_to_any_later_one(ben):
    for name in ("First", "Second", "Third"):
        ben.adds("person", name=name)
    ben.post("workflow-step", "first", _job="person", name="First", _then="third")
    assert ben.steps == ["First", "Third"]
    page = ben.get("workflow-edit").content.decode()
    assert "Steps nobody reaches" in page
    ben.post("workflow-step-move", "second", to="after:first")
    assert ben.steps == ["First", "Second", "Third"]


def test_a_form_leads_a_step_elsewhere_only_where_somebody_said_so(ben):
    """The form was made while it led to the end; a step was put there on the canvas since."""
    for name in ("First", "Second"):
        ben.adds("person", name=name)
    ben.post("workflow-step", "first", _job="person", name="Read it", _then="end", _then_was="end")
    assert ben.steps == ["Read it", "Second"]


def test_a_path_keeps_its_steps_when_the_form_was_made_before_they_were_put_there(sized):
    by_size(sized)
    was = path_of(sized, "Small")
    sized.adds("person", at=f"on:{was}", name="Look")
    rows = {"field": "sizer.verdict", "comparison": "is", "value": "small"}
    answers = {f"paths__0__when__rows__0__{key}": value for key, value in rows.items()}
    given = {"paths__0__link": was, "paths__0__name": "Little", "by": "rows", "_sure": "1"}
    sized.post("workflow-step", "choose_a_path", _job="choose", name="Which size", **given, **answers)
    assert sized.lines[1:4] == ["2 Which size", "2A Little", "2A1 Look"]


def test_a_link_that_is_gone_is_told(ben):
    assert ben.get("workflow-link", query="?link=a%3Eb").status_code == 302
    assert "no longer in the draft" in ben.get("workflow-edit").content.decode()


# -- moving and copying ------------------------------------------------------------------------------------------------


def test_a_move_is_told_in_words(ben):
    for name in ("Triage", "Research", "Reply"):
        ben.adds("person", name=name)
    ben.post("workflow-step-move", "research", to="down")
    assert "Moved “Research” after “Reply”. Step 3 of 3." in ben.get("workflow-edit").content.decode()


def test_a_step_can_be_moved_into_a_path_from_a_list_of_places(sized):
    by_size(sized)
    sized.adds("person", name="Look")
    page = sized.get("workflow-step-move", "look").content.decode()
    assert "At the beginning of path 2B Large" in page
    sized.post("workflow-step-move", "look", to=f"on:{path_of(sized, 'Large')}")
    assert "2B1 Look" in sized.lines


def test_a_copy_keeps_what_was_picked_and_is_told(sized):
    sized.post("workflow-step-copy", "sizer")
    assert sized.steps == ["Sizer", "Sizer 2"]
    assert sized.draft.work("sizer_2").inputs == sized.draft.work("sizer").inputs
    assert "Duplicated as “Sizer 2”. Step 2 of 2." in sized.get("workflow-edit").content.decode()


# -- beside the canvas -------------------------------------------------------------------------------------------------


def test_beside_the_canvas_a_form_stands_alone_and_saves_itself(ben):
    ben.adds("person", name="Look")
    url = ben.url("workflow-step", "look") + "?inspector=1"
    part = ben.client.get(url, **INSPECTOR).content.decode()
    assert "<html" not in part and "data-autosave" in part
    base = ben.opens("workflow-step", "look").kept["_base"]
    answer = ben.client.post(
        url, {"_base": base, "_autosave": "1", "_job": "person", "name": "Look closely"}, **INSPECTOR
    )
    assert answer.status_code == 200
    assert answer["HX-Trigger"] == f'{{"draft-changed": {{"revision": {ben.workflow.revision + 2}}}}}'
    assert ben.draft.step("look").name == "Look closely"


def test_a_form_that_saves_itself_while_it_is_left_says_nothing(ben):
    ben.adds("person", name="Look")
    ben.get("workflow-edit")
    answer = ben.post("workflow-step", "look", query="?inspector=1", _autosave="1", _job="person", name="Look closely")
    assert answer.status_code == 204
    assert ben.draft.step("look").name == "Look closely"
    assert "Saved “Look closely”" not in ben.get("workflow-edit").content.decode()


def test_what_is_still_to_be_written_is_not_yet_wrong(sized):
    url = sized.url("workflow-step", "sizer") + "?inspector=1"
    sent = {"_autosave": "1", "_job": "rules", "agent": str(sized.draft.step("sizer").agent), "name": "How large"}
    sent |= {"inputs-amount-path": "=", "inputs-amount-value": ""}
    sent |= {"only_when-rows-0-field": "run.amount", "only_when-rows-0-comparison": "is_more_than"}
    sized.workflow.refresh_from_db()
    answer = sized.client.post(url, sent | {"_revision": sized.workflow.revision}, **INSPECTOR)
    assert answer.status_code == 200
    assert sized.draft.step("sizer").name == "How large"


def test_a_path_added_while_the_form_saves_itself_is_made_once(sized):
    by_size(sized)
    url = sized.url("workflow-step", "choose_a_path") + "?inspector=1"
    sent = {"_autosave": "1", "_job": "choose", "name": "Which", "by": "rows", "_revision": "9"}
    sent |= {"paths-0-link": "new", "paths-0-name": "Any", "_sure": "1"}
    sized.workflow.refresh_from_db()
    part = sized.client.post(url, sent | {"_revision": sized.workflow.revision}, **INSPECTOR).content.decode()
    assert f'name="paths-0-link" value="{path_of(sized, "Any").replace(">", "&gt;")}"' in part


# -- notes and the start -----------------------------------------------------------------------------------------------


def test_notes_and_groups_are_kept_as_a_list(ben):
    ben.adds("person", name="Look")
    ben.post("workflow-notes", notes__0__text="Ask legal", notes__0__colour="pink", groups__0__name="Intake",
             groups__0__steps="look")  # fmt: skip
    draft = ben.draft
    assert (draft.notes[0].text, draft.notes[0].colour) == ("Ask legal", "pink")
    assert (draft.groups[0].name, draft.groups[0].steps) == ("Intake", ["look"])


def test_the_start_form_is_shown_as_people_will_see_it(ben):
    ben.asks_for(amount=FieldType.MONEY.value)
    page = ben.get("workflow-inputs").content.decode()
    assert "What a person will see" in page


def test_the_likely_next_job_comes_first(sized):
    page = sized.get("workflow-step-new", query="?at=after:sizer").content.decode()
    assert page.index("Choose a path") < page.index("Ask an agent")
