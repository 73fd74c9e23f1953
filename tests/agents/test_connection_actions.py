"""Connectors, tools and models as people change them."""

import pytest
from django.core.exceptions import PermissionDenied
from pydantic import ValidationError

from agents import actions, guard, queries
from agents.connection_documents import ConnectorDocument, EndpointDocument, ToolDocument
from agents.models import Connector, ModelEndpoint
from fields.nested import errors_by_path
from governance import access, secrets
from governance.actions.organisation import set_allowed_hosts
from governance.actions.problems import Problem, Stale
from tests.agents.providers import OPENAI
from tests.agents.rows import raw
from tests.agents.test_turn import triage

SECRET = "very-secret-token"


def crm(**how):
    return ConnectorDocument(**({"name": "CRM", "base_url": "https://crm.example.org/api/"} | how))


def look_up(**how):
    made = {"name": "Look up", "path": "/customers/{id}", "changes": False}
    return ToolDocument(**(made | {"inputs": [raw("id", place="path")], "outputs": [raw("plan")]} | how))


def model(**how):
    return EndpointDocument(**({"name": "Big model", "kind": "openai", "model": "big-1", "key": SECRET} | how))


@pytest.fixture
def connector(house):
    return actions.create_connector(house.tia, house.care, crm(auth="bearer", secret=SECRET))


def test_a_credential_is_sealed_and_kept_when_left_empty(house, connector):
    assert SECRET.encode() not in bytes(connector.sealed_secret)
    assert secrets.open_sealed(connector.sealed_secret) == SECRET
    kept = actions.change_connector(house.tia, connector, crm(name="Renamed", auth="bearer"), revision=1)
    assert kept.name == "Renamed" and secrets.open_sealed(kept.sealed_secret) == SECRET
    assert SECRET not in repr(crm(secret=SECRET))


def test_a_credential_is_not_sent_to_a_new_address_without_being_entered_again(house, connector):
    with pytest.raises(Problem, match="enter the credential again"):
        actions.change_connector(house.tia, connector, crm(base_url="https://evil.example", auth="bearer"), revision=1)


def test_a_credential_goes_when_none_is_used_any_more(house, connector):
    assert actions.change_connector(house.tia, connector, crm(), revision=1).sealed_secret is None


@pytest.mark.parametrize("who", ["ben", "cleo", "otto", "vic", "dan"])
def test_only_a_team_admin_connects_systems(house, who):
    with pytest.raises(PermissionDenied):
        actions.create_connector(getattr(house, who), house.care, crm())


def test_ben_sees_the_tools_and_dan_does_not(house, connector):
    made = actions.create_tool(house.tia, connector, look_up())
    assert list(queries.tools(house.ben, house.care)) == [made]
    assert not queries.tools(house.dan, house.care).exists()
    assert not queries.tools(house.vic, house.care).exists()


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"base_url": "crm"}, "base_url"),
        ({"base_url": "ftp://crm.example"}, "base_url"),
        ({"base_url": "https://ann:pass@crm.example"}, "base_url"),
        ({"base_url": "https://crm.example/?a=1"}, "base_url"),
        ({"name": " "}, "name"),
        ({"auth": "header"}, ""),
        ({"auth": "header", "auth_header": "Host"}, ""),
        ({"auth": "basic", "secret": "no-colon"}, ""),
        ({"secret": "two\nlines"}, ""),
        ({"auth": "magic"}, "auth"),
    ],
)
def test_a_connector_names_what_is_wrong(wrong, path):
    with pytest.raises(ValidationError) as caught:
        crm(**wrong)
    assert path in errors_by_path(caught.value)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"path": "/customers"}, "Write {id} into the path"),
        ({"inputs": []}, "The path has {id}"),
        ({"path": "https://other.example/{id}"}, "only the path"),
        ({"inputs": [raw("id", "money", place="path")]}, "Money cannot stand"),
        ({"inputs": [raw("id", place="path", required=False)]}, "must be filled in"),
        ({"inputs": [raw("id", place="path"), raw("x", place="header", send_as="Authorization")]}, "Steward's own"),
        ({"inputs": [raw("id", place="path"), raw("id", place="path")]}, "Two fields"),
        ({"seconds": 0}, "at least"),
    ],
)
def test_a_tool_names_what_is_wrong(wrong, words):
    with pytest.raises(ValidationError) as caught:
        look_up(**wrong)
    assert words in " ".join(str(sentence) for sentence in errors_by_path(caught.value).values())


def test_two_people_at_one_tool(house, connector):
    made = actions.create_tool(house.tia, connector, look_up())
    actions.change_tool(house.ada, made, look_up(name="Hers"), revision=1)
    with pytest.raises(Stale, match="Ada Abel changed this"):
        actions.change_tool(house.tia, made, look_up(name="Mine"), revision=1)


def test_a_look_up_can_be_sent_as_a_test_and_a_change_cannot(house, loopback):
    set_allowed_hosts(house.ada, house.organisation, hosts=[loopback.host])
    loopback.answers("/customers/c1", {"plan": "gold"})
    system = actions.create_connector(house.tia, house.care, crm(base_url=loopback.url))
    made = actions.create_tool(house.tia, system, look_up())
    assert actions.send_test(house.tia, made, {"id": "c1"}).output == {"plan": "gold"}
    changing = actions.create_tool(house.tia, system, look_up(name="Change", method="POST", changes=True))
    with pytest.raises(Problem, match="changes something"):
        actions.send_test(house.tia, changing, {"id": "c1"})
    with pytest.raises(PermissionDenied):
        actions.send_test(house.vic, made, {"id": "c1"})


def test_hosts_are_allowed_as_the_organisation_says_now(house):
    set_allowed_hosts(house.ada, house.organisation, hosts=["crm.local:8080"])
    assert guard.allowed_hosts() == {"crm.local:8080"}


def test_ada_connects_the_organisations_models_and_tia_the_teams(house):
    shared = actions.create_endpoint(house.ada, house.organisation, model())
    own = actions.create_endpoint(house.tia, house.care, model(name="Care's"))
    assert set(queries.endpoints(house.ben, house.care)) == {shared, own}
    assert list(queries.endpoints(house.dan, house.sales)) == [shared]
    with pytest.raises(PermissionDenied):
        actions.create_endpoint(house.tia, house.organisation, model())
    with pytest.raises(PermissionDenied):
        actions.change_endpoint(house.tia, shared, model(), revision=1)
    with pytest.raises(PermissionDenied):
        actions.create_endpoint(house.ben, house.care, model())


def test_a_key_is_sealed_kept_and_never_sent_elsewhere_unasked(house):
    made = actions.create_endpoint(house.tia, house.care, model())
    assert SECRET.encode() not in bytes(made.sealed_key)
    kept = actions.change_endpoint(house.tia, made, model(key="", name="Renamed"), revision=1)
    assert secrets.open_sealed(kept.sealed_key) == SECRET
    with pytest.raises(Problem, match="enter the key again"):
        actions.change_endpoint(house.tia, made, model(key="", base_url="https://evil.example"), revision=2)


def test_there_is_one_default_for_a_team_and_one_for_the_organisation(house):
    first = actions.create_endpoint(house.tia, house.care, model(is_default=True))
    shared = actions.create_endpoint(house.ada, house.organisation, model(is_default=True))
    second = actions.create_endpoint(house.tia, house.care, model(is_default=True))
    assert set(ModelEndpoint.objects.filter(is_default=True)) == {shared, second}
    assert queries.endpoint_for(triage(), house.care) == second
    assert queries.endpoint_for(triage(), house.sales) == shared
    assert queries.endpoint_for(triage(endpoint=first.pk), house.care) == first
    with pytest.raises(ModelEndpoint.DoesNotExist):
        queries.endpoint_for(triage(endpoint=first.pk), house.sales)


def test_without_any_endpoint_the_offline_model_answers(house):
    assert queries.endpoint_for(triage(), house.care) is None


@pytest.mark.parametrize(("typed", "minor"), [("2.50", 250), ("0", 0), ("", 0), (250, 250), ("1,25", 125)])
def test_prices_are_read_as_people_write_them(typed, minor):
    assert model(price_in=typed).price_in == minor


@pytest.mark.parametrize(
    "wrong", [{"model": ""}, {"base_url": "nonsense"}, {"kind": "magic"}, {"key": "a b"}, {"price_in": "much"}]
)
def test_a_model_names_what_is_wrong(wrong):
    with pytest.raises(ValidationError):
        model(**wrong)


def test_checking_a_model_says_how_it_went(house, loopback):
    set_allowed_hosts(house.ada, house.organisation, hosts=[loopback.host])
    loopback.answers(OPENAI.path, OPENAI.calls("give_answer", {"day": "friday", "confidence": 1}))
    made = actions.create_endpoint(house.tia, house.care, model(base_url=loopback.url + OPENAI.base))
    found = actions.check_endpoint(house.tia, made)
    assert found.ok and "rightly" in found.sentence
    with pytest.raises(PermissionDenied):
        actions.check_endpoint(house.ben, made)


def test_a_model_that_calls_no_tools_is_asked_in_another_way_from_then_on(house, loopback):
    set_allowed_hosts(house.ada, house.organisation, hosts=[loopback.host])
    loopback.answers(OPENAI.path, OPENAI.says('{"day": "friday", "confidence": 1}'))
    made = actions.create_endpoint(house.tia, house.care, model(base_url=loopback.url + OPENAI.base))
    assert actions.check_endpoint(house.tia, made).ok
    assert ModelEndpoint.objects.get(pk=made.pk).answers_by == "schema"


def test_a_model_that_takes_no_tools_at_all_is_asked_in_another_way(house, loopback):
    set_allowed_hosts(house.ada, house.organisation, hosts=[loopback.host])
    loopback.answers(OPENAI.path, OPENAI.error(400, "this model does not support tools"), status=400)
    loopback.answers(OPENAI.path, OPENAI.says('{"day": "friday", "confidence": 1}'))
    made = actions.create_endpoint(house.tia, house.care, model(base_url=loopback.url + OPENAI.base))
    assert actions.check_endpoint(house.tia, made).ok


def test_a_model_that_refuses_is_a_sentence_and_no_key(house, loopback):
    set_allowed_hosts(house.ada, house.organisation, hosts=[loopback.host])
    loopback.answers(OPENAI.path, OPENAI.error(401, f"Incorrect key {SECRET}"), status=401)
    made = actions.create_endpoint(house.tia, house.care, model(base_url=loopback.url + OPENAI.base))
    found = actions.check_endpoint(house.tia, made)
    assert not found.ok and "did not accept its key" in found.sentence and SECRET not in found.sentence
    assert len(loopback.requests) == 1


def test_the_offline_model_can_be_checked_too(house):
    made = actions.create_endpoint(house.tia, house.care, EndpointDocument(name="Offline", kind="offline"))
    assert actions.check_endpoint(house.tia, made).ok


def test_connections_of_care_are_not_there_for_sales(house, connector):
    assert not access.visible(house.dan, Connector).exists()
