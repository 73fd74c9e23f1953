"""Ben builds a workflow by form: no code, no JSON."""

import re

from orchestrator.models import Workflow
from tests import desk
from tests.orchestrator.workflows.builder import Builder


def built(ben: Builder, house) -> None:
    """A request with an amount, rules that size it, and a person who looks at large ones."""
    rules = desk.sizer(house)
    ben.asks_for(amount="number")
    ben.adds("rules", agent=rules.pk, inputs__amount__path="run.amount")
    ben.adds(
        "person",
        name="Look at it",
        shown=["run.amount", "sizer.verdict"],
        only_when__rows__0__field="sizer.verdict",
        only_when__rows__0__comparison="is",
        only_when__rows__0__value="large",
    )
    ben.post("workflow-end", outcome="Done", outcome_path="sizer.verdict", results=["sizer.verdict"])


def test_ben_begins_a_workflow(house, browser):
    made = browser("ben").post("/teams/care/new-workflow/", {"name": "Support desk", "purpose": "Answers"})
    assert made.url == "/teams/care/workflows/support-desk/edit/"
    assert "No steps yet" in browser("ben").get(made.url).content.decode()


def test_two_workflows_may_have_one_name(house, browser):
    for name in ("Refund desk", "Refund desk", "مكتب", "办公室"):
        made = browser("ben").post("/teams/care/new-workflow/", {"name": name})
        assert made.status_code == 302
    assert Workflow.objects.filter(name="Refund desk").count() == 2


def test_an_agent_no_row_can_have_is_refused_in_words(house, ben):
    page = ben.adds("rules", agent="9" * 400)
    assert page.status_code == 422
    assert "Pick one of the list." in page.content.decode()


def test_a_workflow_without_a_name_is_refused_beside_the_field(house, browser):
    page = browser("ben").post("/teams/care/new-workflow/", {"name": ""})
    assert page.status_code == 422
    assert not Workflow.objects.exists()


def test_what_ben_built_runs(house, ben):
    built(ben, house)
    assert ben.steps == ["Sizer", "Look at it"]
    assert ben.post("workflow-publish", note="First").status_code == 302
    ben.workflow.refresh_from_db()
    small = desk.play(house.otto, ben.workflow, amount=5)
    assert (small.state, small.outcome) == ("done", "Small")
    assert desk.play(house.otto, ben.workflow, amount=500).reason == "person_step"


def test_the_outline_says_it_in_words(house, ben):
    built(ben, house)
    page = ben.get("workflow-edit").content.decode()
    assert "Only when Verdict is Large" in page
    assert "The request › Amount" in page
    assert "With the word in Sizer › Verdict" in page


def test_the_condition_is_shown_as_cel_on_request(house, ben):
    built(ben, house)
    page = ben.get("workflow-edit").content.decode()
    assert "Show as CEL" in page
    assert "data.sizer.verdict ==" in page


def test_choosing_an_agent_suggests_where_its_inputs_come_from(house, ben):
    ben.asks_for(amount="number")
    page = ben.adds("rules", agent=desk.sizer(house).pk, _do="refresh").content.decode()
    assert re.search(r'<option value="run.amount"[^>]* selected>', page)
    assert ben.steps == []


def test_a_fixed_value_is_read_as_its_field_reads_it(house, ben):
    ben.adds("rules", agent=desk.sizer(house).pk, inputs__amount__path="=", inputs__amount__value="1,000")
    assert ben.draft.step("sizer").inputs["amount"].value == 1000


def test_a_fixed_value_that_does_not_fit_is_refused_beside_its_field(house, ben):
    page = ben.adds("rules", agent=desk.sizer(house).pk, inputs__amount__path="=", inputs__amount__value="a lot")
    assert page.status_code == 422
    assert "f-inputs-amount-value-error" in page.content.decode()
    assert ben.steps == []


def test_only_published_agents_of_the_team_are_offered(house, ben):
    foreign = desk.sizer(house, "Foreign")
    with desk.door.opened(house.ben, "agent.edit"):
        type(foreign).objects.filter(pk=foreign.pk).update(team=house.sales)
    assert "Foreign" not in ben.get("workflow-step-new", query="?job=rules").content.decode()
    assert ben.adds("rules", agent=foreign.pk).status_code == 422
    assert ben.steps == []


def test_a_new_step_goes_where_ben_wants_it_and_the_links_stay_a_line(house, ben):
    built(ben, house)
    ben.adds("person", at="after:start", name="Read it first")
    assert ben.steps == ["Read it first", "Sizer", "Look at it"]
    ben.post("workflow-step-move", "read_it_first", to="down")
    assert ben.steps == ["Sizer", "Read it first", "Look at it"]


def test_removing_a_step_asks_once_and_names_who_uses_it(house, ben):
    built(ben, house)
    asked = ben.get("workflow-step-remove", "sizer").content.decode()
    assert "<li>Look at it</li>" in asked
    assert ben.steps == ["Sizer", "Look at it"]
    ben.post("workflow-step-remove", "sizer")
    assert ben.steps == ["Look at it"]


def test_a_removed_step_leaves_words_not_paths(house, ben):
    built(ben, house)
    ben.post("workflow-step-remove", "sizer")
    page = ben.get("workflow-edit").content.decode()
    assert "sizer.verdict" not in page
    assert "“Verdict” is not there any more. Pick another field." in page


def test_a_renamed_field_is_shown_to_people_under_its_new_name(house, ben):
    built(ben, house)
    rows = {"key": "amount", "name": "Sum", "type": "number", "required": "true"}
    ben.post("workflow-inputs", **{f"inputs__0__{key}": value for key, value in rows.items()})
    assert ben.draft.step("look_at_it").takes[0].name == "Sum"


def test_the_limits_are_kept_in_the_teams_money(house, ben):
    asked = {"steps": "20", "tool_calls": "5", "tokens": "1000", "minutes": "10"}
    ben.post("workflow-limits", **asked, money__amount="1.50", money__currency="EUR")
    assert ben.draft.limits.cost_micros == 1_500_000
    page = ben.post("workflow-limits", **asked, money__amount="1.50", money__currency="USD")
    assert "EUR" in page.content.decode()
    assert page.status_code == 422


def test_ben_changes_name_and_purpose(ben):
    ben.post("workflow-about", name="Refund desk", purpose="Pays back")
    ben.workflow.refresh_from_db()
    assert (ben.workflow.name, ben.workflow.purpose) == ("Refund desk", "Pays back")
