"""One call of one tool: what is sent, what is read, and what every failure is called."""

import pytest

from agents import guard
from agents.failures import ToolError
from agents.http_tool import send
from tests.agents.loopback import Loopback
from tests.agents.rows import raw, tool

KEY = "run-1-step-1"


def refund(system, **how):
    made = {"key": "refund", "name": "Refund", "method": "POST", "path": "/refunds", "changes": True} | how
    return tool(system.url, **made)


def test_a_look_up_sends_path_and_query_and_reads_typed_outputs(system):
    system.answers("/customers/a%2Fb", {"items": [{"owed": {"minor": 1250, "currency": "EUR"}}], "since": "2026-11-23"})
    look = tool(
        system.url,
        path="/customers/{id}",
        inputs=[raw("id", place="path"), raw("open", "yes_no", place="query", required=False)],
        outputs=[raw("owed", "money", pointer="items.0.owed"), raw("since", "date")],
    )
    reply = send(look, {"id": "a/b", "open": True}, idempotency_key=KEY)
    assert reply.output == {"owed": {"minor": 1250, "currency": "EUR"}, "since": "2026-11-23"}
    assert system.requests[0].path == "/customers/a%2Fb?open=true"
    assert "idempotency-key" not in system.requests[0].headers


def test_a_change_sends_nested_json_and_its_key(system):
    system.answers("/refunds", {"id": "r-1"})
    inputs = [
        raw("customer", send_as="customer.id"),
        raw("amount", "money"),
        raw("lang", place="header", send_as="X-Lang"),
    ]
    reply = send(
        refund(system, inputs=inputs, outputs=[raw("id")]),
        {"customer": "c1", "amount": "€12.50", "lang": "de\r\nX-Evil: 1"},
        idempotency_key=KEY,
    )
    asked = system.requests[0]
    assert asked.json == {"customer": {"id": "c1"}, "amount": {"minor": 1250, "currency": "EUR"}}
    assert asked.headers["idempotency-key"] == KEY
    assert asked.headers["x-lang"] == "de X-Evil: 1" and "x-evil" not in asked.headers
    assert reply.status == 200 and reply.output == {"id": "r-1"}


@pytest.mark.parametrize(
    ("auth", "header", "sent"),
    [("bearer", "", ("authorization", "Bearer s3cret")), ("header", "X-Key", ("x-key", "s3cret"))],
)
def test_the_credential_is_sent_and_never_recorded(system, auth, header, sent):
    system.answers("/customers", {})
    reply = send(tool(system.url, secret="s3cret", auth=auth, auth_header=header), {})
    assert system.requests[0].headers[sent[0]] == sent[1]
    assert "s3cret" not in repr(reply)


def test_a_basic_credential_is_encoded(system):
    system.answers("/customers", {})
    send(tool(system.url, secret="ann:pass", auth="basic"), {})
    assert system.requests[0].headers["authorization"] == "Basic YW5uOnBhc3M="


@pytest.mark.parametrize("climbing", ["..", ".", "../admin", "a/../../admin", "..\\admin", " "])
def test_a_path_value_cannot_climb_out(system, climbing):
    with pytest.raises(ToolError) as caught:
        send(tool(system.url, path="/customers/{id}/x", inputs=[raw("id", place="path")]), {"id": climbing})
    assert (caught.value.sent, system.requests) == (False, [])


def test_a_missing_argument_is_named_and_nothing_is_sent(system):
    with pytest.raises(ToolError, match="Customer") as caught:
        send(refund(system, inputs=[raw("customer")]), {}, idempotency_key=KEY)
    assert (caught.value.failure, caught.value.sent, system.requests) == ("contract", False, [])


@pytest.mark.parametrize(
    ("status", "failure", "sent"),
    [
        (400, "refused", False),
        (404, "refused", False),
        (409, "refused", False),
        (422, "refused", False),
        (401, "refused", False),
        (408, "unavailable", True),
        (429, "unavailable", False),
        (500, "unavailable", True),
        (503, "unavailable", True),
        (302, "contract", True),
    ],
)
def test_each_status_has_its_failure(system, status, failure, sent):
    system.answers("/refunds", {"error": {"message": "Refund is above the limit."}}, status=status)
    with pytest.raises(ToolError) as caught:
        send(refund(system), {}, idempotency_key=KEY)
    assert (caught.value.failure, caught.value.sent, caught.value.status) == (failure, sent, status)
    assert caught.value.request["method"] == "POST"
    assert caught.value.response["status"] == status


def test_a_refusal_repeats_the_reason_when_it_is_short(system):
    system.answers("/refunds", {"error": {"message": "Refund is above the limit."}}, status=422)
    with pytest.raises(ToolError, match=r"CRM refused: Refund is above the limit\."):
        send(refund(system), {})


def test_a_refusal_does_not_repeat_a_page(system):
    system.answers("/refunds", {"message": "x" * 5000}, status=422)
    with pytest.raises(ToolError, match=r"CRM refused the call \(status 422\)\."):
        send(refund(system), {})


@pytest.mark.parametrize("body", [b"<html>Sign in</html>", b"{not json", b"\xff\xfe", b"[" * 100_000])
def test_an_answer_that_is_no_json_breaks_the_contract(system, body):
    system.answers("/refunds", body)
    with pytest.raises(ToolError, match="did not answer in JSON") as caught:
        send(refund(system, outputs=[raw("id")]), {})
    assert (caught.value.failure, caught.value.sent) == ("contract", True)


def test_an_answer_without_the_field_names_it(system):
    system.answers("/customers", {"other": 1})
    with pytest.raises(ToolError, match="“Balance”"):
        send(tool(system.url, outputs=[raw("balance", "number")]), {})


def test_an_optional_output_may_be_missing(system):
    system.answers("/customers", {})
    assert send(tool(system.url, outputs=[raw("balance", "number", required=False)]), {}).output == {"balance": None}


def test_an_empty_answer_is_enough_where_nothing_is_asked_for(system):
    system.answers("/refunds", b"", status=204)
    assert send(refund(system), {}).output == {}


def test_a_system_that_is_not_there_was_not_sent_anything(system, monkeypatch):
    monkeypatch.setattr(guard, "allowed_hosts", lambda: frozenset({"127.0.0.1"}))
    with pytest.raises(ToolError, match="could not reach CRM") as caught:
        send(tool("http://127.0.0.1:1", method="POST", changes=True), {})
    assert (caught.value.failure, caught.value.sent) == ("unavailable", False)


def test_a_time_out_after_sending_leaves_it_open(system):
    system.answers("/refunds", {}, wait=1.5)
    with pytest.raises(ToolError, match="did not answer within 1 seconds") as caught:
        send(refund(system, seconds=1), {})
    assert (caught.value.failure, caught.value.sent) == ("timeout", True)


def test_a_connection_broken_after_sending_leaves_it_open(system):
    system.answers("/refunds", {}, hang_up=True)
    with pytest.raises(ToolError, match="broke before it answered") as caught:
        send(refund(system), {})
    assert (caught.value.failure, caught.value.sent) == ("unavailable", True)


def test_a_private_address_is_refused_by_policy(loopback, monkeypatch):
    monkeypatch.setattr(guard, "allowed_hosts", frozenset)
    with pytest.raises(ToolError, match="not on the public internet") as caught:
        send(tool(loopback.url), {})
    assert (caught.value.failure, caught.value.sent, loopback.requests) == ("policy", False, [])


def test_taking_a_host_off_the_list_stops_the_next_call(loopback, monkeypatch):
    loopback.answers("/customers", {})
    monkeypatch.setattr(guard, "allowed_hosts", lambda: frozenset({loopback.host}))
    send(tool(loopback.url), {})
    monkeypatch.setattr(guard, "allowed_hosts", frozenset)
    with pytest.raises(ToolError, match="not on the public internet"):
        send(tool(loopback.url), {})


def test_a_look_up_follows_three_redirects_and_no_more(system):
    for hop in range(5):
        system.answers(f"/hop{hop}", b"", status=302, headers={"Location": f"/hop{hop + 1}"})
    system.answers("/hop5", {})
    assert send(tool(system.url, path="/hop2"), {}).status == 200
    with pytest.raises(ToolError, match="sent the call elsewhere"):
        send(tool(system.url, path="/hop1"), {})


def test_a_redirect_does_not_carry_the_credential_to_another_host(system, monkeypatch):
    other = Loopback()
    monkeypatch.setattr(guard, "allowed_hosts", lambda: frozenset({"127.0.0.1"}))
    system.answers("/customers", b"", status=307, headers={"Location": other.url + "/stolen"})
    other.answers("/stolen", {})
    send(tool(system.url, secret="s3cret", auth="header", auth_header="X-Key"), {})
    other.close()
    assert system.requests[0].headers["x-key"] == "s3cret"
    assert "s3cret" not in repr(other.requests)


@pytest.mark.parametrize(
    "place", ["http://10.0.0.1/", "http://169.254.169.254/latest", "file:///etc/passwd", "//[::1]/"]
)
def test_a_redirect_to_a_private_place_is_refused(system, place):
    system.answers("/customers", b"", status=302, headers={"Location": place})
    with pytest.raises(ToolError) as caught:
        send(tool(system.url), {})
    assert caught.value.failure in ("policy", "contract")


def test_a_changing_call_follows_no_redirect(system):
    system.answers("/refunds", b"", status=307, headers={"Location": "/elsewhere"})
    system.answers("/elsewhere", {})
    with pytest.raises(ToolError):
        send(refund(system), {})
    assert [asked.path for asked in system.requests] == ["/refunds"]


def test_an_answer_above_the_limit_breaks_the_contract(system):
    system.answers("/customers", b'"' + b"x" * 3_000_000 + b'"')
    with pytest.raises(ToolError, match="larger than 2 MB") as caught:
        send(tool(system.url), {})
    assert caught.value.failure == "contract"


@pytest.mark.parametrize("address", ["http://exa mple", "ftp://example.org", "http://[::1", "nonsense"])
def test_an_address_that_is_none_is_a_sentence(system, address):
    with pytest.raises(ToolError) as caught:
        send(tool(address), {})
    assert not caught.value.sent
