"""Every bad request gets a 4xx and a sentence, and the connection or the system never breaks."""

import http.client
import json
import socket

import pytest

GOOD = {"customer_id": "C001", "amount": {"minor": 100, "currency": "EUR"}, "reason": "x"}


def raw(bank, body, method="POST", path="/refunds", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", bank.port, timeout=10)
    headers = {"Authorization": "Bearer a-token-for-tests", **headers}
    connection.request(method, path, body, headers)
    reply = connection.getresponse()
    said = json.loads(reply.read())
    connection.close()
    return reply.status, said


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"\xff\xfe", b"nonsense", b'{"a": NaN}', b"[" * 100_000, b'{"reason": "\\ud800"}', b"9" * 9_000],
)
def test_what_is_not_a_json_object_is_refused(bank, body):
    status, said = raw(bank, body)
    assert (status, said["error"]["code"]) == (400, "invalid_json")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"customer_id": 7}, "customer_id"),
        ({"customer_id": ""}, "customer_id"),
        ({"reason": None}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"amount": 12.5}, "amount"),
        ({"amount": {"minor": 1.5, "currency": "EUR"}}, "minor"),
        ({"amount": {"minor": True, "currency": "EUR"}}, "minor"),
        ({"amount": {"minor": 0, "currency": "EUR"}}, "minor"),
        ({"amount": {"minor": -5, "currency": "EUR"}}, "minor"),
        ({"amount": {"minor": 10**30, "currency": "EUR"}}, "minor"),
        ({"amount": {"minor": 5}}, "currency"),
        ({"amount": {"minor": 5, "currency": "USD"}}, "EUR"),
    ],
)
def test_a_wrong_field_is_named(bank, change, field):
    status, said = bank.ask("POST", "/refunds", GOOD | change)
    assert status == 422
    assert field in said["error"]["message"]
    assert bank.effects()["total"] == 0


def test_ten_megabytes_are_refused_with_a_sentence(bank):
    status, said = raw(bank, b"x" * 10_000_000)
    assert (status, said["error"]["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing/here", 404),
        ("GET", "/customers/", 404),
        ("GET", "//[", 404),
        ("GET", "/customers/{id}", 404),
        ("GET", "/customers", 400),
        ("GET", "/customers/%F0%9F%A6%8A", 404),
        ("PUT", "/refunds", 405),
        ("GET", "/refunds", 405),
        ("BREW", "/refunds", 501),
        ("GET", "/tickets/T99999999999999999999", 404),
        ("GET", "/records?limit=-1", 400),
        ("GET", "/records?after=" + "9" * 40, 400),
        ("POST", "/cards/K999-9/block", 404),
    ],
)
def test_what_is_not_there_is_said(bank, method, path, status):
    got, said = raw(bank, None, method, path)
    assert got == status
    assert said["error"]["message"].endswith(".")


def test_an_empty_or_endless_key_is_refused(bank):
    for key in (" ", "k" * 256):
        status, said = raw(bank, json.dumps(GOOD), **{"Idempotency-Key": key})
        assert (status, said["error"]["code"]) == (400, "invalid_key")


def test_only_the_right_token_opens(bank):
    for token in ("Bearer wrong", "Basic a-token-for-tests", ""):
        status, said = raw(bank, None, "GET", "/customers/C001", Authorization=token)
        assert (status, said["error"]["code"]) == (401, "wrong_token")
    assert raw(bank, None, "GET", "/health", Authorization="")[0] == 200


def test_a_web_page_cannot_reach_it(bank):
    assert raw(bank, b"{}", path="/control/reset", Origin="https://elsewhere.example")[0] == 403
    assert raw(bank, None, "GET", "/health", Host="elsewhere.example")[0] == 403


@pytest.mark.parametrize(
    "line", [b"nonsense\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\r\n\r\n", b"GET /health\r\n\r\n"]
)
def test_what_is_not_http_does_not_break_it(bank, line):
    with socket.create_connection(("127.0.0.1", bank.port), timeout=5) as caller:
        caller.sendall(line)
        assert caller.recv(100).startswith(b"HTTP/1.1")
    assert bank.ask("GET", "/health")[0] == 200
