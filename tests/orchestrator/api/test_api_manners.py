"""The API's manners: who it answers, how it refuses, and what it says of itself."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.handlers.asgi import ASGIRequest
from django.core.management import call_command
from django.utils import timezone
from rest_framework.throttling import UserRateThrottle

from governance.actions import machines, people
from orchestrator.api.runs import WorkflowRunViewSet
from tests import desk
from tests.orchestrator.api.callers import error, signed_in

START = "teams/care/workflows/five-rules/runs"
EVERYWHERE = ["me", "runs", "runs/1", "escalations", "escalations/1", "schema/workflow", "openapi.json"]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_nobody_gets_nothing(nobody, path):
    response = nobody.get(path)
    assert (response.status_code, error(response)["code"]) == (401, "not_authenticated")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_token_that_ended_opens_nothing(house, mimi):
    token = house.mimi.tokens.get()
    machines.end_token(house.tia, house.care, token)
    response = mimi.get("me")
    assert (response.status_code, error(response)["code"]) == (401, "authentication_failed")


def test_a_machine_that_was_stopped_is_refused_at_once(house, mimi):
    people.stop_account(house.ada, house.organisation, house.mimi)
    assert mimi.get("me").status_code == 401


def test_a_token_that_is_made_up_opens_nothing(nobody):
    nobody.headers["Authorization"] = "Bearer stw_guess"
    assert nobody.get("runs").status_code == 401


def test_mimi_learns_who_she_is_and_what_she_may_do(house, mimi):
    told = mimi.get("me").json()
    assert (told["kind"], told["name"]) == ("machine", "Mimi")
    (care,) = told["teams"]
    assert care["slug"] == "care"
    assert set(care["verbs"]) == {
        "team.view",
        "agent.view",
        "workflow.view",
        "run.view",
        "run.start",
        "run.cancel",
        "tool.use",
    }
    assert told["token"]["prefix"].startswith("stw_")


def test_the_token_notes_when_it_was_used(house, mimi):
    mimi.get("me")
    assert house.mimi.tokens.get().last_used_at <= timezone.now()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ('{"amount": ', 400, "invalid_json"),
        ('{"amount": NaN}', 400, "invalid_json"),
        (b'{"amount": "\xff"}', 400, "invalid_json"),
        ('{"\\ud800": 1}', 400, "invalid_json"),
        ("[" * 100_000, 400, "invalid_json"),
        ("[1]", 422, "invalid"),
        ('"amount"', 422, "invalid"),
        ("null", 422, "invalid"),
        (b'{"amount": "' + b"9" * 10_000_000 + b'"}', 413, "too_large"),
    ],
    ids=["cut off", "NaN", "not UTF-8", "half a character", "deep", "a list", "a text", "null", "10 MB"],
)
def test_a_body_that_cannot_be_read_is_refused_in_words(house, mimi, body, status, code):
    desk.five_rules(house)
    response = mimi.post(START, body)
    assert response.status_code == status
    assert error(response)["code"] == code


def in_chunks(caller, body):
    """Start a run with a body that does not say its length, as a streaming client sends it."""
    headers = caller.headers | {"Transfer-Encoding": "chunked", "Content-Type": "application/json"}
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "POST", "path": f"/api/v1/{START}", "headers": raw}
    request = ASGIRequest(scope, BytesIO(body))
    return WorkflowRunViewSet.as_view({"post": "start"})(request, team="care", key="five-rules")


def test_a_body_sent_in_chunks_is_read_like_any_other(house, mimi):
    desk.five_rules(house)
    assert in_chunks(mimi, b'{"amount": 250}').status_code == 201
    assert in_chunks(mimi, b'{"amount": "' + b"9" * 10_000_000 + b'"}').status_code == 413


def test_a_body_that_is_not_json_is_told_what_to_send(house, mimi):
    desk.five_rules(house)
    response = mimi.client.post(f"/api/v1/{START}", {"amount": "1"}, headers=mimi.headers)
    assert response.status_code == 415
    assert "Content-Type" in error(response)["message"]


def test_emoji_and_right_to_left_text_come_back_as_they_were_sent(house, mimi):
    from fields.types import Field
    from orchestrator.engine.definition import PersonStep

    message = Field(key="message", name="Message", type="long_text")
    desk.workflow(house, "Letters", [message], [PersonStep(key="look", name="Look")])
    said = "🙂 שלום مرحبا"
    run = mimi.post("teams/care/workflows/letters/runs", {"message": said}).json()
    assert run["input"] == {"message": said}


def test_another_teams_things_are_not_there(house, mimi):
    desk.five_rules(house)
    dan = signed_in(house.dan)
    assert dan.post(START, {"amount": 1}).status_code == 404
    assert dan.get("teams/care/workflows/five-rules").status_code == 404
    run = mimi.post(START, {"amount": 1}).json()
    assert dan.get(f"runs/{run['id']}").status_code == 404
    assert dan.get("runs").json()["runs"] == []
    assert dan.get("runs", team="care").status_code == 404


def test_vic_sees_a_run_and_may_not_stop_it(house, mimi):
    desk.five_rules(house)
    run = mimi.post(START, {"amount": 1}).json()
    vic = signed_in(house.vic)
    assert vic.get(f"runs/{run['id']}").status_code == 200
    refused = vic.post(f"runs/{run['id']}/cancel")
    assert (refused.status_code, error(refused)["code"]) == (403, "permission_denied")


def test_a_browser_needs_its_csrf_token(house):
    from django.test import Client

    desk.five_rules(house)
    client = Client(enforce_csrf_checks=True)
    client.force_login(house.otto)
    response = client.post(f"/api/v1/{START}", {"amount": 1}, content_type="application/json")
    assert response.status_code == 403


def test_too_many_requests_are_told_to_wait(house, mimi, monkeypatch):
    cache.clear()
    monkeypatch.setattr(UserRateThrottle, "rate", "2/minute", raising=False)
    statuses = [mimi.get("schema/workflow").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    response = mimi.get("schema/workflow")
    assert error(response)["code"] == "throttled"
    assert int(response["Retry-After"]) > 0


def test_an_address_that_does_not_exist_answers_in_json(mimi):
    response = mimi.get("nothing")
    assert (response.status_code, error(response)["code"]) == (404, "not_found")


def test_the_wrong_method_is_told_so(mimi):
    response = mimi.post("runs", {})
    assert (response.status_code, error(response)["code"]) in [(405, "method_not_allowed"), (403, "permission_denied")]


def test_a_mistake_of_our_own_shows_no_trace(house, mimi, monkeypatch):
    from orchestrator.api import run_facts

    def broken(_run):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(run_facts, "summary", broken)
    mimi.client.raise_request_exception = False
    run = desk.play(house.otto, desk.five_rules(house), amount=1)
    response = mimi.get(f"runs/{run.pk}")
    assert response.status_code == 500
    assert b"secret" not in response.content
    assert b"Traceback" not in response.content


def test_the_definition_has_a_schema(mimi):
    schema = mimi.get("schema/workflow").json()
    assert {"inputs", "steps", "links", "limits", "end", "schema"} <= set(schema["properties"])


def test_a_workflow_says_what_its_runs_take(house, mimi):
    desk.five_rules(house)
    told = mimi.get("teams/care/workflows/five-rules").json()
    assert (told["name"], told["version"]) == ("Five rules", 1)
    assert told["input_schema"]["required"] == ["amount"]


def test_the_description_has_no_warning(tmp_path):
    target = tmp_path / "openapi.json"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(target), "--format", "openapi-json")
    assert target.stat().st_size > 10_000


def test_mimi_may_read_the_description(mimi):
    told = mimi.get("openapi.json").json()
    assert "/api/v1/escalations/{id}/decide" in told["paths"]
    answers = told["paths"]["/api/v1/escalations/{id}/decide"]["post"]["responses"]
    assert set(answers) == {"200", "400", "401", "403", "404", "409", "413", "415", "422", "429"}
