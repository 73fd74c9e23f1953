"""A workflow as a file: what is in it, what is never in it, and that it means the same in another team."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import HealthCheck, given, settings

from agents.actions import publish_agent, save_draft
from agents.definition import parse_definition
from agents.models import Agent
from governance import door
from governance.actions import memberships, roles
from governance.models import Record
from orchestrator.actions import workflows
from orchestrator.actions.files import copy_workflow, export_workflow, import_workflow
from orchestrator.files.plan import Choices, Plan
from orchestrator.files.report import report_of
from orchestrator.files.writing import text_of
from orchestrator.models import Workflow, WorkflowVersion
from orchestrator.queries.versions import kept_drafts, state_of
from tests.engine.random_drawings import drawings
from tests.orchestrator.workflows.filing import bank, claude, filed, full, read_back, small, unnumbered

pytestmark = pytest.mark.django_db


def put_in(house, file, **choices):
    """Dan imports a file into Sales."""
    return import_workflow(house.dan, house.sales, read_back(file), Choices(**choices))


def filed_of(house, made):
    """What Dan would export."""
    return export_workflow(house.dan, made, state_of(house.dan, made, "draft"))


def test_it_names_agents_tools_and_models_by_key_and_holds_no_id(house):
    file = filed(house, full(house))
    steps = {step["key"]: step for step in file["workflow"]["document"]["steps"]}
    assert steps["read"]["agent"] == "reader"
    assert steps["ticket"]["tool"] == "ticket"
    assert file["agents"][0]["definition"]["tools"] == ["ticket"]
    assert file["agents"][0]["definition"]["endpoint"] == "Big model"
    assert file["needs"]["models"][0]["name"] == "Big model"
    assert file["needs"]["connectors"][0]["tools"][0]["key"] == "ticket"


def test_credentials_are_named_and_nothing_secret_or_personal_is_in_it(house):
    text = text_of(filed(house, full(house)))
    assert json.loads(text)["needs"]["credentials"] == ["Bank: bearer token"]
    for never in ("sealed", "s3", "k3y", "0ther", "Ben", "ben@", "person:"):
        assert never not in text, never
    assert "bank.example.org" in text


def test_the_same_drawing_gives_the_same_text(house):
    made = full(house)
    first = text_of(filed(house, made))
    drawing = made.drawing
    mixed = drawing.model_copy(update={"links": drawing.links[::-1]})
    made = workflows.save_draft(house.ben, made, mixed, revision=made.revision)
    assert text_of(filed(house, made)) == first
    assert "שלום" in first


def test_an_old_version_is_taken_out_with_the_agents_it_was_published_with(house):
    made = full(house)
    workflows.publish_workflow(house.ben, made)
    reader = Agent.objects.get(key="reader")
    changed = parse_definition(reader.draft | {"instructions": "Say it louder."})
    save_draft(house.ben, reader, name="Reader", definition=changed, revision=reader.revision)
    publish_agent(house.ben, Agent.objects.get(key="reader"))
    made.refresh_from_db()
    assert filed(house, made, "1")["agents"][0]["definition"]["instructions"] == "Say how large it is."
    assert filed(house, made)["agents"][0]["definition"]["instructions"] == "Say it louder."


def test_in_a_team_that_has_all_it_needs_it_is_the_same_again(house):
    file = filed(house, full(house))
    bank(house, house.sales)
    claude(house, house.sales)
    made = put_in(house, file)
    assert made.team == house.sales
    assert unnumbered(filed_of(house, made)) == unnumbered(file)
    assert set(Agent.objects.filter(team=house.sales).values_list("key", flat=True)) == {"reader", "sizer"}
    assert all(agent.live_version for agent in Agent.objects.filter(team=house.sales))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(definition=drawings())
def test_any_drawing_comes_out_as_it_went_in(house, definition):
    made = workflows.create_workflow(house.ben, house.care, "Any")
    made = workflows.save_draft(house.ben, made, definition, revision=1)
    file = filed(house, made)
    again = filed_of(house, put_in(house, file, name="Any"))
    assert unnumbered(again) == unnumbered(file)


def test_what_the_team_lacks_stays_open_and_is_said(house):
    plan = Plan(house.dan, house.sales, read_back(filed(house, full(house))), Choices())
    report = report_of(plan)
    needs = " ".join(need.sentence for need in report.needs)
    assert "Have “Bank” (bank.example.org, bearer token) connected with “Open a ticket”" in needs
    assert "This team has no model “Big model”" in needs
    assert "Mend and publish the agent “Reader”: A tool of this agent is not in use any more." in needs
    assert report.problems == []
    assert not Workflow.objects.filter(team=house.sales).exists()
    assert not Agent.objects.filter(team=house.sales).exists()


def test_a_credential_that_is_missing_and_a_tool_that_is_off_are_said(house):
    file = filed(house, full(house))
    system = bank(house, house.sales)
    with door.opened(house.tia, "connection.manage"):
        system.sealed_secret = None
        system.save()
        system.tools.update(enabled=False)
    needs = [need.sentence for need in report_of(Plan(house.dan, house.sales, read_back(file), Choices())).needs]
    assert "“Bank” has no credential yet. Have it entered." in needs
    assert "The tool “Open a ticket” of “Bank” is not in use. Have it put into use." in needs


def test_the_same_agents_are_not_made_twice(house):
    file = filed(house, full(house))
    put_in(house, file)
    put_in(house, file)
    assert Agent.objects.filter(team=house.sales).count() == 2
    assert sorted(Workflow.objects.filter(team=house.sales).values_list("name", flat=True)) == ["Full", "Full 2"]


@pytest.mark.parametrize(("choice", "count", "named"), [("copy", 3, "Sizer 2"), ("ours", 2, "Sizer")])
def test_another_agent_of_the_name_is_used_or_left_alone_as_one_says(house, choice, count, named):
    file = filed(house, full(house))
    put_in(house, file)
    file["agents"][1]["definition"]["purpose"] = "Something else"
    plan = Plan(house.dan, house.sales, read_back(file), Choices())
    assert [each.filed.key for each in plan.agents if each.is_asked] == ["sizer"]
    made = put_in(house, file, agents={"sizer": choice})
    assert Agent.objects.filter(team=house.sales).count() == count
    assert Agent.objects.get(pk=made.drawing.step("size").agent).name == named


def test_it_can_replace_a_draft_which_is_put_aside(house):
    first = put_in(house, small())
    put_in(house, small(steps=[{"kind": "person", "key": "other", "name": "Other"}]), into=first.key)
    first.refresh_from_db()
    assert [step.key for step in first.drawing.steps] == ["other"]
    assert [step.key for step in kept_drafts(first).get().definition.steps] == ["look"]


def test_into_a_workflow_of_another_team_is_404(house, client):
    made = full(house)
    client.force_login(house.dan)
    sent = {"text": json.dumps(small()), "name": "x", "into": made.key, "_make": "yes"}
    assert client.post(reverse("workflow-import", args=["sales"]), sent).status_code == 404


def test_somebody_who_may_not_publish_agents_gets_drafts(house):
    drafter = house.person("Dora")
    role = roles.make_role(
        house.ada,
        house.organisation,
        name="Drafter",
        verbs=["team.view", "workflow.view", "workflow.edit", "agent.view", "agent.edit"],
    )
    memberships.add_member(house.ada, house.sales, drafter, role=role)
    plan = Plan(drafter, house.sales, read_back(filed(house, full(house))), Choices())
    assert "The agent “Sizer”, as a draft" in report_of(plan).makes
    import_workflow(drafter, house.sales, plan.file, Choices())
    assert not Agent.objects.filter(team=house.sales, live_version__isnull=False).exists()


def test_whoever_may_draw_but_make_no_agents_makes_nothing(house):
    painter = house.person("Pia")
    role = roles.make_role(
        house.ada, house.organisation, name="Painter", verbs=["team.view", "workflow.view", "workflow.edit"]
    )
    memberships.add_member(house.ada, house.sales, painter, role=role)
    with pytest.raises(PermissionDenied):
        import_workflow(painter, house.sales, read_back(filed(house, full(house))), Choices())
    assert not Workflow.objects.filter(team=house.sales).exists()


def test_a_copy_has_the_very_same_agents_and_tools(house):
    made = full(house)
    copied = copy_workflow(house.ben, house.care, made)
    assert copied.name == "Full (copy)"
    assert unnumbered(filed(house, copied)) == unnumbered(filed(house, made))
    assert copied.drawing.step("size") == made.drawing.step("size")
    assert Agent.objects.count() == 2
    assert Record.objects.filter(kind="workflow.copied").count() == 1


def test_the_trail_tells_of_every_file(house):
    put_in(house, filed(house, full(house)))
    kinds = list(Record.objects.order_by("pk").values_list("kind", flat=True))
    begun = kinds.index("workflow.exported")
    made = ["agent.created", "agent.created", "agent.published", "workflow.created", "workflow.imported"]
    assert kinds[begun + 1 :] == made


def test_ben_downloads_what_he_later_uploads(house, client):
    made = full(house)
    workflows.publish_workflow(house.ben, made)
    client.force_login(house.ben)
    answer = client.post(reverse("workflow-export", args=["care", made.key, "1"]))
    assert answer["Content-Disposition"] == 'attachment; filename="full-1.json"'
    page = client.post(reverse("workflow-import", args=["care"]), {"text": answer.content.decode()}).content.decode()
    assert "The agent “Reader”, just the same" in page
    assert WorkflowVersion.objects.filter(number=1).count() == 1
