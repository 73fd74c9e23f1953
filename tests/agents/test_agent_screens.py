"""The screens of agents, as people use them."""

import pytest
from django.urls import reverse

from agents import actions
from agents.models import Agent, AgentVersion
from tests.agents.test_turn import RULES, triage


def address(name, **more):
    return reverse(name, kwargs={"team": "care", **more})


def read(client, user, name, status=200, query="", **more):
    client.force_login(user)
    answer = client.get(address(name, **more) + query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def send(client, user, name, data, status=302, **more):
    client.force_login(user)
    answer = client.post(address(name, **more), data)
    assert answer.status_code == status, answer.content.decode()[:4000]
    return answer


AI = {
    "name": "Triage",
    "purpose": "Sort mail.",
    "instructions": "Pick one.",
    "threshold": "0.7",
    "endpoint": "",
    "inputs-0-key": "",
    "inputs-0-name": "Message",
    "inputs-0-type": "long_text",
    "outputs-0-name": "Category",
    "outputs-0-key": "",
    "outputs-0-type": "choice",
    "outputs-0-choices-0-value": "",
    "outputs-0-choices-0-label": "Card",
    "outputs-0-choices-0-description": "a lost card",
    "outputs-0-choices-0-examples": "my card is gone\nstolen card",
    "outputs-0-choices-1-value": "",
    "outputs-0-choices-1-label": "Fee",
    "limits-seconds": "30",
    "limits-tool_calls": "3",
    "limits-tokens": "9000",
}
TABLE = {
    "name": "Refund rules",
    "inputs-0-name": "Amount",
    "inputs-0-key": "amount",
    "inputs-0-type": "money",
    "table-hit_policy": "first",
    "table-outputs-0-name": "Decision",
    "table-outputs-0-key": "decision",
    "table-outputs-0-type": "text",
    "table-rows-0-conditions-0-field": "amount",
    "table-rows-0-conditions-0-comparison": "is_at_most",
    "table-rows-0-conditions-0-value-amount": "50",
    "table-rows-0-conditions-0-value-currency": "EUR",
    "table-rows-0-outputs-decision": "pay",
}


@pytest.fixture
def agent(house):
    return actions.create_agent(house.ben, house.care, name="Triage", definition=triage())


def test_ben_describes_an_ai_agent_in_a_form(client, house):
    assert "Instructions" in read(client, house.ben, "agent-new", kind="ai")
    answer = send(client, house.ben, "agent-new", AI, kind="ai")
    made = Agent.objects.get()
    assert answer.url == address("agent-edit", pk=made.pk)
    draft = made.draft
    assert (draft["threshold"], draft["limits"]["seconds"], draft["tools"]) == (0.7, 30, [])
    assert draft["outputs"][0]["choices"][0]["examples"] == ["my card is gone", "stolen card"]
    assert [field["key"] for field in draft["inputs"] + draft["outputs"]] == ["message", "category"]
    page = read(client, house.ben, "agent-edit", pk=made.pk)
    assert "my card is gone" in page and "Try it" in page


def test_ben_describes_a_rules_agent_in_a_form(client, house):
    assert "The rules" in read(client, house.ben, "agent-new", kind="rules")
    send(client, house.ben, "agent-new", TABLE, kind="rules")
    made = Agent.objects.get()
    condition = made.draft["table"]["rows"][0]["conditions"][0]
    assert condition["value"] == {"minor": 5000, "currency": "EUR"} or condition["value"]["amount"] == "50"
    assert "Decision" in read(client, house.ben, "agent-edit", pk=made.pk)
    send(client, house.ben, "agent-publish", {"_revision": "1"}, pk=made.pk)
    page = read(client, house.vic, "agent-edit", pk=made.pk)
    assert "at most" in page and "€50.00" in page


def test_an_agent_can_be_given_tools(client, house):
    from agents.connection_documents import ConnectorDocument, ToolDocument

    crm = actions.create_connector(house.tia, house.care, ConnectorDocument(name="CRM", base_url="https://crm.example"))
    first = actions.create_tool(house.tia, crm, ToolDocument(name="Look up", path="/a", changes=False))
    second = actions.create_tool(house.tia, crm, ToolDocument(name="Refund", path="/b", method="POST"))
    assert "Refund" in read(client, house.ben, "agent-new", kind="ai")
    send(client, house.ben, "agent-new", AI | {"tools": str(first.pk)}, kind="ai")
    send(client, house.ben, "agent-new", AI | {"tools": [str(first.pk), str(second.pk)]}, kind="ai")
    assert [made.draft["tools"] for made in Agent.objects.order_by("pk")] == [[first.pk], [first.pk, second.pk]]


def test_a_row_is_added_without_losing_what_was_typed(client, house):
    answer = send(client, house.ben, "agent-new", AI | {"_do": "add:outputs"}, status=200, kind="ai")
    page = answer.content.decode()
    assert 'name="outputs-1-name"' in page and "stolen card" in page
    assert not Agent.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Give the agent a name"),
        ({"threshold": "7"}, "at most"),
        ({"limits-seconds": "soon"}, "whole number"),
        ({"outputs-0-choices-0-label": ""}, "Fill this in"),
        ({"tools": "crm"}, "whole number"),
        ({"instructions": "x" * 20_001}, "at most 20000"),
    ],
)
def test_what_does_not_fit_is_named_beside_its_input(client, house, wrong, words):
    answer = send(client, house.ben, "agent-new", AI | wrong, status=422, kind="ai")
    assert words in answer.content.decode()
    assert not Agent.objects.exists()


@pytest.mark.parametrize("words", ["Ünïcødé 🚀", "مرحبا", "<script>alert(1)</script>", '"><img src=x>'])
def test_any_words_are_kept_and_shown_as_words(client, house, words):
    send(client, house.ben, "agent-new", AI | {"name": words, "purpose": words}, kind="ai")
    made = Agent.objects.get()
    assert made.draft["purpose"] == words
    page = read(client, house.ben, "agent-edit", pk=made.pk)
    assert "<script>alert" not in page and "<img src=x>" not in page


def test_the_second_of_two_is_told_and_keeps_what_they_typed(client, house, agent):
    bea = house.person("Bea", house.care, "builder")
    actions.save_draft(bea, agent, name="Hers", definition=triage(), revision=1)
    answer = send(client, house.ben, "agent-edit", AI | {"_revision": "1"}, status=422, pk=agent.pk)
    page = answer.content.decode()
    assert "Bea changed this" in page and "stolen card" in page
    assert Agent.objects.get().name == "Hers"


def test_everything_that_does_not_fit_is_named_at_once(client, house):
    wrong = AI | {"name": "", "limits-seconds": "soon", "tools": "9" * 30}
    page = send(client, house.ben, "agent-new", wrong, status=422, kind="ai").content.decode()
    for said in ("Give the agent a name.", "Write a whole number.", "Pick one of the list."):
        assert said in page


def test_an_agent_is_published_without_scripts_too(client, house, agent):
    """The button is a link to the dialog's place in the page."""
    page = read(client, house.ben, "agent-edit", pk=agent.pk)
    assert ('href="#publish"' in page, 'id="publish"' in page) == (True, True)


def test_publishing_leads_to_the_versions(client, house, agent):
    send(client, house.cleo, "agent-publish", {"_revision": "1", "note": "First"}, pk=agent.pk)
    page = read(client, house.vic, "agent-versions", pk=agent.pk)
    assert "Version 1" in page and "First" in page and "Cleo Clark" in page
    assert "Pick one." in read(client, house.vic, "agent-version", pk=agent.pk, number=1)


def test_what_keeps_a_draft_from_being_published_stands_beside_its_input(client, house):
    made = actions.create_agent(house.ben, house.care, name="T", definition=triage(instructions=""))
    answer = send(client, house.ben, "agent-publish", {"_revision": "1"}, pk=made.pk)
    client.force_login(house.ben)
    assert "Write what the agent should do." in client.get(answer.url).content.decode()
    assert not AgentVersion.objects.exists()


def test_changes_since_the_published_version_are_marked(client, house, agent):
    actions.publish_agent(house.ben, agent)
    assert "changed-mark" not in read(client, house.ben, "agent-edit", pk=agent.pk)
    actions.save_draft(house.ben, agent, name="T", definition=triage(purpose="New."), revision=1)
    page = read(client, house.ben, "agent-edit", pk=agent.pk)
    assert page.count("changed-mark") == 1 and "differs from version 1" in page


def test_an_older_version_becomes_the_draft_again(client, house, agent):
    actions.publish_agent(house.ben, agent)
    actions.save_draft(house.ben, agent, name="T", definition=triage(purpose="New."), revision=1)
    actions.publish_agent(house.ben, agent)
    send(client, house.ben, "agent-restore", {"_revision": "2"}, pk=agent.pk, number=1)
    assert Agent.objects.get().draft["purpose"] == "Sort mail."


def test_an_agent_is_archived_and_brought_back(client, house, agent):
    send(client, house.ben, "agent-archive", {}, pk=agent.pk)
    assert "row-name" not in read(client, house.ben, "agents")
    assert "Triage" in read(client, house.ben, "agents", query="?show=archived")
    send(client, house.ben, "agent-bring-back", {}, pk=agent.pk)
    assert "Triage" in read(client, house.ben, "agents")


def test_an_empty_team_learns_what_an_agent_is(client, house):
    page = read(client, house.ben, "agents")
    assert "one specialist with one job" in page and address("agent-new", kind="rules") in page
    assert address("agent-new", kind="rules") not in read(client, house.vic, "agents")


def test_dan_is_told_that_there_is_nothing(client, house, agent):
    client.force_login(house.dan)
    for name in ("agents", "connections"):
        assert client.get(address(name)).status_code == 404
    assert client.get(address("agent-edit", pk=agent.pk)).status_code == 404
    assert client.post(address("agent-publish", pk=agent.pk)).status_code == 404


def test_an_agent_is_not_found_under_another_team(client, house, agent):
    client.force_login(house.ada)
    assert client.get(f"/teams/sales/agents/{agent.pk}/").status_code == 404


def test_vic_reads_what_is_published_and_edits_nothing(client, house, agent):
    assert "Not published yet" in read(client, house.vic, "agent-edit", pk=agent.pk)
    actions.publish_agent(house.ben, agent)
    page = read(client, house.vic, "agent-edit", pk=agent.pk)
    assert "Pick one." in page and "Save draft" not in page
    send(client, house.vic, "agent-edit", AI, status=403, pk=agent.pk)
    send(client, house.vic, "agent-archive", {}, status=403, pk=agent.pk)


def test_an_unknown_kind_of_agent_is_not_found(client, house):
    read(client, house.ben, "agent-new", status=404, kind="magic")


def test_reading_changes_nothing(client, house, agent):
    actions.create_agent(house.ben, house.care, name="Rules", definition=RULES)
    before = list(Agent.objects.values_list("pk", "revision", "changed_at"))
    for made in Agent.objects.all():
        read(client, house.ben, "agent-edit", pk=made.pk)
    assert list(Agent.objects.values_list("pk", "revision", "changed_at")) == before
