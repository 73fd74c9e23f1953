"""Model endpoints against servers that answer as each published API does."""

import json
import logging
import traceback

import pytest

from agents import guard
from agents.definition import AgentLimits
from agents.failures import TurnError
from tests.agents.providers import OPENAI, PROVIDERS
from tests.agents.rows import endpoint, raw, tool
from tests.agents.test_turn import Book, triage, turn

SECRET = "sk-very-secret-0123456789"


@pytest.fixture(params=PROVIDERS, ids=lambda provider: provider.kind)
def provider(request):
    return request.param


def at(provider, system, **how):
    return endpoint(provider.kind, system.url + provider.base, key=SECRET, **how)


def test_it_calls_a_tool_and_then_answers(provider, system):
    system.answers(provider.path, provider.calls("look_up", {"customer": "c1"}, 1))
    system.answers(provider.path, provider.calls("give_answer", {"category": "fee", "confidence": 0.7, "why": "x"}, 2))
    look = tool("http://crm.example", inputs=[raw("customer")], outputs=[raw("plan")])
    ledger = Book({"plan": "gold"})
    result = turn(triage(), ledger, endpoint=at(provider, system), tools=[look])
    assert (result.output, result.confidence) == ({"category": "fee"}, 0.7)
    assert ledger.calls == [("look_up", {"customer": "c1"})]
    assert (result.tokens_in, result.tokens_out) == (60, 14)
    first, second = system.requests
    assert first.headers[provider.key_header] == provider.key_prefix + SECRET
    assert provider.tools_of(first.json) == {"look_up", "give_answer"}
    assert "My card is gone" in first.body.decode() and "Pick one." in first.body.decode()
    assert "gold" in second.body.decode()


def test_an_answer_in_words_is_asked_for_again(provider, system):
    system.answers(provider.path, provider.says("I would say it is the card."))
    system.answers(provider.path, provider.calls("give_answer", {"category": "card", "confidence": 1}))
    result = turn(triage(), endpoint=at(provider, system))
    assert (result.output, result.confidence) == ({"category": "card"}, 0.8)


@pytest.mark.parametrize("style", ["schema", "text"])
def test_a_model_may_be_asked_for_json_instead(provider, system, style):
    if (provider.kind, style) == ("anthropic", "schema"):
        pytest.skip("depends on the model's name")
    system.answers(provider.path, provider.says('```json\n{"category": "fee", "confidence": 0.5}\n```'))
    result = turn(triage(), endpoint=at(provider, system, answers_by=style))
    assert (result.output, result.confidence) == ({"category": "fee"}, 0.5)


@pytest.mark.parametrize(
    ("status", "failure", "words"),
    [
        (400, "refused", "refused the request"),
        (401, "refused", "did not accept its key"),
        (404, "refused", "was not found"),
        (429, "unavailable", "slow down"),
        (500, "unavailable", "not able to answer"),
        (503, "unavailable", "not able to answer"),
    ],
)
def test_each_status_has_its_failure_and_is_tried_once(provider, system, status, failure, words):
    system.answers(provider.path, provider.error(status, f"Incorrect key {SECRET}"), status=status)
    with pytest.raises(TurnError, match=words) as caught:
        turn(triage(), endpoint=at(provider, system))
    assert caught.value.failure == failure
    assert len(system.requests) == 1


@pytest.mark.parametrize(
    "body", [b"<html><h1>Bad gateway</h1></html>", b"{}", b"[]", b"null", b'{"choices": 7}', b"\xff"]
)
def test_nonsense_with_status_200_is_a_failure_and_not_a_crash(provider, system, body):
    system.answers(provider.path, body, headers={"Content-Type": "text/html"})
    with pytest.raises(TurnError) as caught:
        turn(triage(), endpoint=at(provider, system))
    assert caught.value.failure in ("contract", "unavailable"), traceback.format_exception(caught.value)


def test_html_with_status_502_is_a_failure_and_not_a_crash(provider, system):
    system.answers(provider.path, b"<html>Bad gateway</html>", status=502, headers={"Content-Type": "text/html"})
    with pytest.raises(TurnError, match="not able to answer") as caught:
        turn(triage(), endpoint=at(provider, system))
    assert caught.value.failure == "unavailable"


def test_a_model_that_never_answers_is_given_up(provider, system):
    system.answers(provider.path, {}, wait=3)
    with pytest.raises(TurnError) as caught:
        turn(triage(limits=AgentLimits(seconds=1)), endpoint=at(provider, system))
    assert caught.value.failure == "timeout"


def test_a_connection_broken_midway_is_a_failure(provider, system):
    system.answers(provider.path, {}, hang_up=True)
    with pytest.raises(TurnError, match="could not reach") as caught:
        turn(triage(), endpoint=at(provider, system))
    assert caught.value.failure == "unavailable"


def test_a_model_that_is_not_there_is_a_failure(provider, monkeypatch):
    monkeypatch.setattr(guard, "allowed_hosts", lambda: frozenset({"127.0.0.1"}))
    with pytest.raises(TurnError, match="could not reach") as caught:
        turn(triage(), endpoint=endpoint(provider.kind, "http://127.0.0.1:1", key=SECRET))
    assert caught.value.failure == "unavailable"


def test_a_model_at_a_private_address_is_refused(provider, loopback, monkeypatch):
    monkeypatch.setattr(guard, "allowed_hosts", frozenset)
    with pytest.raises(TurnError, match="not on the public internet") as caught:
        turn(triage(), endpoint=at(provider, loopback))
    assert (caught.value.failure, loopback.requests) == ("policy", [])


def test_a_redirect_is_not_followed_with_the_key(provider, system):
    system.answers(provider.path, b"", status=307, headers={"Location": "/elsewhere"})
    with pytest.raises(TurnError):
        turn(triage(), endpoint=at(provider, system))
    assert len(system.requests) == 1


@pytest.mark.parametrize("status", [200, 401, 500])
def test_the_key_stands_in_no_log_error_or_transcript(provider, system, status, caplog):
    caplog.set_level(logging.DEBUG)
    body = provider.error(status, f"Incorrect key {SECRET}") if status != 200 else {"key": SECRET}
    system.answers(provider.path, body, status=status)
    with pytest.raises(TurnError) as caught:
        turn(triage(), endpoint=at(provider, system))
    assert SECRET not in caplog.text
    assert SECRET not in str(caught.value) + json.dumps(caught.value.transcript)


def test_nothing_of_the_servers_environment_is_sent_to_a_model(provider, system, monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.setenv(name, "from-the-environment")
    for name in ("GOOGLE_API_KEY", "GEMINI_API_KEY"):
        monkeypatch.setenv(name, "from-the-environment")
    for name in ("OPENAI_CUSTOM_HEADERS", "ANTHROPIC_CUSTOM_HEADERS"):
        monkeypatch.setenv(name, "X-Gateway: from-the-environment")
    system.answers(provider.path, provider.calls("give_answer", {"category": "card", "confidence": 1}))
    row = at(provider, system)
    row.sealed_key = None
    turn(triage(), endpoint=row)
    assert "from-the-environment" not in repr(system.requests)


def test_a_cut_off_answer_says_that_it_was_too_long(system):
    reply = OPENAI.says('{"category": "ca')
    reply["choices"][0]["finish_reason"] = "length"
    system.answers(OPENAI.path, reply)
    with pytest.raises(TurnError, match="longer than the model") as caught:
        turn(triage(), endpoint=at(OPENAI, system))
    assert caught.value.failure == "limit"
