"""Ctrl-C, a second start, and a business system that dies in the middle of a call."""

import signal

import pytest

from sandbox.ports import free_port
from tests.chaos.steward import Steward, wait
from tests.chaos.test_killed import ASKS, a_refund, settled

pytestmark = pytest.mark.real


def test_ctrl_c_ends_a_server_even_while_a_call_hangs_and_the_next_start_goes_on(steward: Steward):
    steward.misbehave("slow", "/tickets", seconds=5)
    server = steward.serve()
    steward.begin([{"message": ASKS, "email": "customer001@bank.example"}])
    steward.until_a_call_is_under_way("ticket")
    server.send_signal(signal.SIGINT)
    assert server.wait(20) == 0, steward.said(server)
    assert "Traceback" not in steward.said(server)
    steward.serve()
    settled(steward)
    assert steward.one("SELECT state FROM orchestrator_run") == "done"
    assert steward.ask("GET", "/counts")["effects"]["by_kind"] == {"ticket.opened": 1}


def test_ctrl_c_ends_an_idle_server_and_the_sandbox_it_started(steward: Steward):
    port = free_port()
    server = steward.serve(STEWARD_SANDBOX_PORT=str(port))
    server.send_signal(signal.SIGINT)
    assert server.wait(20) == 0
    said = steward.said(server)
    assert "Steward is ready: http://127.0.0.1:" in said
    assert "WARNING" not in said and "Traceback" not in said, said


def test_a_bank_that_dies_after_a_refund_leaves_the_question_to_a_person(steward: Steward):
    steward.serve()
    steward.misbehave("die", "/refunds", times=1)
    steward.begin(a_refund(steward))
    wait(lambda: steward.resting() == 1, "the run waits")
    assert steward.rows("SELECT step, reason, state FROM orchestrator_escalation") == [("refund", "doubtful", "open")]
    wait(steward.bank_answers, "the server has started the bank again")
    settled(steward)
    assert steward.ask("GET", "/counts")["effects"]["by_kind"] == {"fee.refunded": 1}


def test_a_bank_that_dies_after_opening_a_ticket_is_asked_again_under_the_same_key(steward: Steward):
    steward.serve()
    steward.misbehave("die", "/tickets", times=1)
    steward.begin([{"message": ASKS, "email": "customer001@bank.example"}])
    wait(lambda: steward.resting() == 1, "the run ended or waits")
    wait(steward.bank_answers, "the server has started the bank again")
    settled(steward)
    assert steward.ask("GET", "/counts")["effects"]["by_kind"] == {"ticket.opened": 1}
