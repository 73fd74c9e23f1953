"""What an agent can change, and that it happens exactly as often as it is asked for."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

from sandbox.control import ask

REFUND = {"customer_id": "C042", "amount": {"minor": 350, "currency": "EUR"}, "reason": "Charged by mistake"}
TICKET = {"customer_id": "C007", "subject": "Card has not arrived", "category": "card_order"}


def balance(bank, customer="C042"):
    return bank.ask("GET", f"/customers/{customer}")[1]["balance"]["minor"]


def test_blocking_a_card_shows_in_the_next_lookup(bank):
    status, said = bank.ask("POST", "/cards/K042-1/block", {"reason": "Stolen"})
    assert (status, said["card_status"], said["already_blocked"]) == (200, "blocked", False)
    assert bank.ask("GET", "/customers/C042")[1]["card_status"] == "blocked"
    assert bank.ask("POST", "/cards/K042-1/block")[1]["already_blocked"] is True


def test_a_refund_credits_the_account(bank):
    before = balance(bank)
    status, said = bank.ask("POST", "/refunds", REFUND)
    assert (status, said["status"], said["refund_id"]) == (201, "done", "R000001")
    assert balance(bank) == before + 350 == said["balance"]["minor"]


def test_a_named_fee_is_never_refunded_beyond_its_amount(bank):
    fee = bank.ask("GET", "/invoices/F042-3")[1]["amount"]
    named = REFUND | {"invoice_id": "F042-3", "amount": fee}
    assert bank.ask("POST", "/refunds", named)[0] == 201
    assert bank.ask("GET", "/invoices/F042-3")[1]["status"] == "refunded"
    before = balance(bank)
    status, said = bank.ask("POST", "/refunds", named)
    assert (status, said["error"]["code"]) == (409, "already_refunded")
    assert balance(bank) == before


def test_a_fee_of_another_customer_is_not_refunded(bank):
    status, said = bank.ask("POST", "/refunds", REFUND | {"invoice_id": "F001-1"})
    assert (status, said["error"]["code"]) == (422, "wrong_customer")


def test_tickets_and_notes_are_kept_together(bank):
    assert bank.ask("POST", "/tickets", TICKET)[1]["ticket_id"] == "T000001"
    assert bank.ask("POST", "/tickets/T000001/notes", {"text": "Called back 📞 שלום", "author": "Agent"})[0] == 201
    assert bank.ask("POST", "/customers/C007/notes", {"text": "Prefers e-mail"})[0] == 201
    assert bank.ask("GET", "/tickets/T000001")[1]["notes"][0]["text"] == "Called back 📞 שלום"
    assert bank.ask("GET", "/customers/C007/notes")[1]["count"] == 2
    assert bank.ask("GET", "/tickets?customer_id=C007")[1]["count"] == 1
    assert bank.ask("GET", "/tickets?customer_id=C008")[1]["count"] == 0


def test_a_ticket_may_be_for_nobody_known(bank):
    assert bank.ask("POST", "/tickets", {"subject": "Unknown caller"})[0] == 201
    assert bank.ask("POST", "/tickets", TICKET | {"customer_id": "C999"})[0] == 404


def test_without_a_key_each_request_has_its_effect(bank):
    for _ in range(2):
        bank.ask("POST", "/tickets", TICKET)
    assert bank.effects()["by_kind"] == {"ticket.opened": 2}


def test_the_same_key_is_answered_again_without_a_second_effect(bank):
    first = bank.ask("POST", "/refunds", REFUND, key="run-1")
    before = balance(bank)
    assert bank.ask("POST", "/refunds", dict(reversed(REFUND.items())), key="run-1") == first
    assert balance(bank) == before
    assert bank.effects() == {"total": 1, "by_kind": {"fee.refunded": 1}, "keys": 1, "replays": 1, "doubled": []}


def test_a_replay_says_so(bank):
    bank.ask("POST", "/cards/K001-1/block", {}, key="run-2")
    connection = HTTPConnection("127.0.0.1", bank.port)
    headers = {"Authorization": "Bearer a-token-for-tests", "Idempotency-Key": "run-2"}
    connection.request("POST", "/cards/K001-1/block", "{}", headers)
    reply = connection.getresponse()
    assert (reply.status, reply.headers["Idempotency-Replayed"]) == (200, "true")
    connection.close()


def test_a_key_cannot_be_used_for_another_request(bank):
    bank.ask("POST", "/refunds", REFUND, key="run-3")
    other = REFUND | {"reason": "Another"}
    assert bank.ask("POST", "/refunds", other, key="run-3")[1]["error"]["code"] == "key_reused"
    assert bank.ask("POST", "/tickets", TICKET, key="run-3")[0] == 422
    assert bank.effects()["total"] == 1


def test_a_refused_request_leaves_its_key_free(bank):
    assert bank.ask("POST", "/refunds", REFUND | {"customer_id": "C999"}, key="run-4")[0] == 404
    assert bank.ask("POST", "/refunds", REFUND, key="run-4")[0] == 201


def test_twenty_at_once_under_one_key_have_one_effect(bank):
    with ThreadPoolExecutor(20) as pool:
        calls = [pool.submit(bank.ask, "POST", "/refunds", REFUND, "run-5") for _ in range(20)]
    assert len({str(call.result()) for call in calls}) == 1
    assert bank.effects()["total"] == 1


def test_the_records_name_every_effect_and_its_key(bank):
    bank.ask("POST", "/tickets", TICKET, key="run-6")
    bank.ask("POST", "/cards/K042-1/block")
    items = bank.ask("GET", "/records")[1]["items"]
    assert [(item["kind"], item["thing"], item["idempotency_key"]) for item in items] == [
        ("ticket.opened", "T000001", "run-6"),
        ("card.blocked", "K042-1", None),
    ]
    assert items[0]["body"] == TICKET
    assert bank.ask("GET", "/records?key=run-6")[1]["count"] == 1
    assert bank.ask("GET", "/records?after=1&limit=5")[1]["items"][0]["number"] == 2
    assert bank.ask("GET", "/records?kind=fee.refunded")[1]["count"] == 0


def test_effects_outlive_the_process(bank):
    bank.ask("POST", "/refunds", REFUND, key="run-7")
    assert bank.started is not None
    bank.started.process.kill()
    bank.started.process.wait()
    bank.start()
    assert ask(bank.port, "GET", "/health")[0] == 200
    assert bank.ask("GET", "/records?key=run-7")[1]["count"] == 1
    assert bank.ask("POST", "/refunds", REFUND, key="run-7")[1]["refund_id"] == "R000001"
    assert bank.effects()["total"] == 1
