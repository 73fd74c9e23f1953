"""The sandbox can be told to misbehave, so that tests see what Steward makes of it."""

import http.client
import socket

import pytest

TICKET = {"subject": "Card has not arrived"}


def test_it_fails_as_often_as_told_without_acting(bank):
    bank.misbehave("fail", path="/tickets", times=2, status=503)
    assert [bank.ask("POST", "/tickets", TICKET)[0] for _ in range(3)] == [503, 503, 201]
    assert bank.effects()["total"] == 1


def test_only_the_matching_method_and_path_are_hit(bank):
    bank.misbehave("fail", method="POST", path="/refunds", times=0)
    assert bank.ask("GET", "/tickets")[0] == 200
    assert bank.ask("POST", "/tickets", TICKET)[0] == 201
    assert bank.ask("POST", "/refunds", {})[0] == 500
    assert bank.ask("GET", "/control/faults")[1]["items"][0]["hits"] == 1
    bank.ask("DELETE", "/control/faults")
    assert bank.ask("POST", "/refunds", {})[0] == 422


def test_it_answers_html_where_json_is_expected(bank):
    bank.misbehave("html", status=502)
    with pytest.raises(ValueError):
        bank.ask("GET", "/tickets")


def test_it_answers_json_of_another_shape(bank):
    bank.misbehave("nonsense", path="/customers")
    status, said = bank.ask("GET", "/customers/C001")
    assert status == 200
    assert "name" not in said


def test_it_is_slow_for_one_and_answers_others_meanwhile(bank):
    bank.misbehave("slow", path="/tickets", seconds=30)
    connection = http.client.HTTPConnection("127.0.0.1", bank.port, timeout=0.2)
    with pytest.raises(TimeoutError):
        connection.request("GET", "/tickets", headers={"Authorization": "Bearer a-token-for-tests"})
        connection.getresponse()
    connection.close()
    assert bank.ask("GET", "/tickets")[0] == 200


def test_it_hangs_up_without_acting(bank):
    bank.misbehave("drop", path="/tickets")
    with pytest.raises((http.client.HTTPException, OSError)):
        bank.ask("POST", "/tickets", TICKET, key="run-1")
    assert bank.effects()["total"] == 0


def test_it_acts_and_hangs_up_and_the_retry_is_safe(bank):
    bank.misbehave("hang_up", path="/tickets")
    with pytest.raises((http.client.HTTPException, OSError)):
        bank.ask("POST", "/tickets", TICKET, key="run-1")
    assert bank.effects()["total"] == 1
    assert bank.ask("POST", "/tickets", TICKET, key="run-1")[1]["ticket_id"] == "T000001"
    assert bank.effects()["total"] == 1


def test_it_acts_and_dies_and_the_effect_is_on_disk(bank):
    bank.misbehave("die", path="/tickets")
    with pytest.raises((http.client.HTTPException, OSError)):
        bank.ask("POST", "/tickets", TICKET, key="run-1")
    assert bank.started is not None
    assert bank.started.process.wait(5) == 1
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", bank.port)):
        pass
    bank.start()
    assert bank.effects()["total"] == 1
    assert bank.ask("POST", "/tickets", TICKET, key="run-1")[0] == 201
    assert bank.effects() | {"replays": 0} == {
        "total": 1, "by_kind": {"ticket.opened": 1}, "keys": 1, "replays": 0, "doubled": [],
    }  # fmt: skip


def test_it_forgets_a_key_and_its_records_tell_on_the_caller(bank):
    bank.ask("POST", "/tickets", TICKET, key="run-1")
    bank.misbehave("forget_key", path="/tickets")
    bank.ask("POST", "/tickets", TICKET, key="run-1")
    assert bank.effects()["doubled"] == ["run-1"]


@pytest.mark.parametrize(
    "order", [{}, {"action": "explode"}, {"action": "slow", "seconds": "long"}, {"action": "die", "times": -1}]
)
def test_a_fault_it_does_not_know_is_refused(bank, order):
    assert bank.ask("POST", "/control/faults", order)[0] == 422
