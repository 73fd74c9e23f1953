"""The screens of connections, as people use them."""

import pytest

from agents import actions
from agents.connection_documents import ConnectorDocument, EndpointDocument, ToolDocument
from agents.models import Connector, ModelEndpoint, Tool
from governance import secrets
from governance.actions.organisation import set_allowed_hosts
from tests.agents.providers import OPENAI
from tests.agents.rows import raw
from tests.agents.test_agent_screens import read, send

SECRET = "very-secret-token"
SYSTEM = {"name": "CRM", "base_url": "https://crm.example.org/api", "auth": "bearer", "secret": SECRET}
TOOL = {
    "name": "Look up a customer",
    "method": "GET",
    "path": "/customers/{id}",
    "inputs-0-name": "Id",
    "inputs-0-key": "",
    "inputs-0-type": "text",
    "inputs-0-place": "path",
    "inputs-0-send_as": "",
    "outputs-0-name": "Plan",
    "outputs-0-key": "",
    "outputs-0-type": "text",
    "outputs-0-pointer": "customer.plan",
    "seconds": "5",
    "_off": ["changes", "repeat_safe", "sensitive", "enabled", "inputs-0-required"],
    "inputs-0-required": "true",
    "enabled": "true",
}
MODEL = {
    "name": "Big",
    "kind": "openai",
    "model": "big-1",
    "base_url": "",
    "key": SECRET,
    "price_in": "2.50",
    "price_out": "10",
    "currency": "EUR",
    "max_tokens": "2000",
    "answers_by": "tool",
    "_off": ["is_default", "enabled"],
    "enabled": "true",
}


@pytest.fixture
def connector(house):
    document = ConnectorDocument(name="CRM", base_url="https://crm.example.org", auth="bearer", secret=SECRET)
    return actions.create_connector(house.tia, house.care, document)


def test_tia_connects_a_system_and_adds_a_tool(client, house):
    assert "No systems connected" in read(client, house.tia, "connections")
    send(client, house.tia, "connector-new", SYSTEM)
    system = Connector.objects.get()
    assert secrets.open_sealed(system.sealed_secret) == SECRET
    read(client, house.tia, "tool-new", connector=system.pk)
    send(client, house.tia, "tool-new", TOOL, connector=system.pk)
    made = Tool.objects.get()
    assert (made.key, made.changes, made.enabled, made.seconds) == ("look_up_a_customer", False, True, 5)
    assert (made.input_fields[0].place, made.output_fields[0].pointer) == ("path", "customer.plan")
    page = read(client, house.tia, "connections")
    assert "Look up a customer" in page and "Looks up" in page


def test_no_page_ever_shows_a_secret_again(client, house, connector):
    endpoint = actions.create_endpoint(
        house.tia, house.care, EndpointDocument(name="Big", kind="openai", model="m", key=SECRET)
    )
    assert SECRET not in read(client, house.tia, "connector-edit", pk=connector.pk)
    assert SECRET not in read(client, house.tia, "endpoint-edit", pk=endpoint.pk)
    assert SECRET not in read(client, house.tia, "connections")


def test_a_new_address_asks_for_the_credential_again(client, house, connector):
    moved = SYSTEM | {"base_url": "https://evil.example", "secret": "", "_revision": "1"}
    answer = send(client, house.tia, "connector-edit", moved, status=422, pk=connector.pk)
    assert "enter the credential again" in answer.content.decode()


def test_what_does_not_fit_is_named(client, house, connector):
    answer = send(client, house.tia, "tool-new", TOOL | {"path": "/customers"}, status=422, connector=connector.pk)
    assert "Write {id} into the path" in answer.content.decode()
    answer = send(client, house.tia, "connector-new", SYSTEM | {"base_url": "crm"}, status=422)
    assert "whole address" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"price_in": "a lot"}, '#f-price_in">Price of reading</a>: Write an amount, such as 2.50.'),
        ({"currency": "x" * 500}, '#f-currency">Currency</a>: Write the currency as three letters, such as EUR.'),
    ],
)
def test_an_unreadable_price_is_named_beside_its_input(client, house, wrong, said):
    page = send(client, house.tia, "endpoint-new", MODEL | wrong, status=422).content.decode()
    assert said in page


def test_a_row_without_a_name_is_one_question(client, house, connector):
    nameless = TOOL | {"inputs-0-name": "", "inputs-0-help": "The customer's number"}
    page = send(client, house.tia, "tool-new", nameless, status=422, connector=connector.pk).content.decode()
    assert "Inputs 1 › Name" in page
    assert "Inputs 1 › Key" not in page


def test_a_look_up_is_sent_as_a_test(client, house, loopback):
    set_allowed_hosts(house.ada, house.organisation, hosts=[loopback.host])
    system = actions.create_connector(house.tia, house.care, ConnectorDocument(name="CRM", base_url=loopback.url))
    document = ToolDocument(
        name="Look", path="/c/{id}", changes=False, inputs=[raw("id", place="path")], outputs=[raw("plan")]
    )
    made = actions.create_tool(house.tia, system, document)
    loopback.answers("/c/7", {"plan": "gold <b>"})
    assert "With these values" in read(client, house.tia, "tool-test", pk=made.pk)
    page = send(client, house.tia, "tool-test", {"arguments-id": "7"}, status=200, pk=made.pk).content.decode()
    assert "gold &lt;b&gt;" in page
    answer = send(client, house.tia, "tool-test", {"arguments-id": "8"}, status=200, pk=made.pk)
    assert "CRM refused: no such page" in answer.content.decode()
    assert send(client, house.tia, "tool-test", {"arguments-id": ""}, status=422, pk=made.pk)


def test_a_changing_tool_offers_no_test(client, house, connector):
    made = actions.create_tool(house.tia, connector, ToolDocument(name="Pay", path="/pay", method="POST"))
    assert "Send a test" not in read(client, house.tia, "tool-edit", pk=made.pk)
    answer = send(client, house.tia, "tool-test", {}, status=422, pk=made.pk)
    assert "changes something" in answer.content.decode()


def test_tia_connects_a_model_and_checks_it(client, house, loopback):
    set_allowed_hosts(house.ada, house.organisation, hosts=[loopback.host])
    loopback.answers(OPENAI.path, OPENAI.calls("give_answer", {"day": "friday", "confidence": 1}))
    send(client, house.tia, "endpoint-new", MODEL | {"base_url": loopback.url + "/v1"})
    made = ModelEndpoint.objects.get()
    assert (made.team, made.price_in, made.price_out) == (house.care, 250, 1000)
    assert "2.50" in read(client, house.tia, "endpoint-edit", pk=made.pk)
    send(client, house.tia, "endpoint-check", {}, pk=made.pk)
    assert "answered a small question rightly" in read(client, house.tia, "endpoint-edit", pk=made.pk)


def test_only_an_administrator_connects_a_model_for_all(client, house):
    send(client, house.tia, "endpoint-new", MODEL | {"_for": "organisation"}, status=403)
    send(client, house.ada, "endpoint-new", MODEL | {"_for": "organisation"})
    made = ModelEndpoint.objects.get()
    assert made.team is None
    read(client, house.tia, "endpoint-edit", status=403, pk=made.pk)
    assert "Big" in read(client, house.ben, "connections")
    assert "Big" in read(client, house.ben, "agent-new", kind="ai")


def test_the_offline_model_is_honest_about_itself(client, house):
    assert "works by rules" in read(client, house.ben, "connections")
    page = send(client, house.tia, "endpoint-new", MODEL | {"kind": "offline", "_do": "refresh"}, status=200)
    assert "connect a model for real language understanding" in page.content.decode()


def test_ben_sees_connections_and_changes_none(client, house, connector):
    page = read(client, house.ben, "connections")
    assert "CRM" in page and "Connect a system" not in page
    read(client, house.ben, "connector-edit", status=403, pk=connector.pk)
    send(client, house.ben, "connector-new", SYSTEM, status=403)
    read(client, house.vic, "connections", status=403)


def test_two_people_at_one_system(client, house, connector):
    kept = ConnectorDocument(name="Hers", base_url="https://crm.example.org", auth="bearer")
    actions.change_connector(house.ada, connector, kept, revision=1)
    answer = send(client, house.tia, "connector-edit", SYSTEM | {"_revision": "1"}, status=422, pk=connector.pk)
    assert "Ada Abel changed this" in answer.content.decode()
