"""What an agent can find out about a customer."""

import pytest


def test_a_customer_is_found_by_email_with_all_a_case_needs(bank):
    status, found = bank.ask("GET", "/customers?email=Customer042@bank.example")
    assert status == 200
    assert found["customer_id"] == "C042"
    assert found["name"] and found["tier"] in ("standard", "plus", "premium")
    assert found["balance"]["currency"] == "EUR"
    assert (found["account_id"], found["card_id"], found["last_fee_id"]) == ("A042-1", "K042-1", "F042-3")
    assert found["last_fee_amount"]["minor"] > 0
    assert isinstance(found["open_invoices"], int)


def test_every_one_of_the_hundred_customers_is_complete(bank):
    for n in range(100):
        status, found = bank.ask("GET", f"/customers/C{n:03d}")
        assert status == 200
        assert found["email"] == f"customer{n:03d}@bank.example"
        assert all(value not in ("", None) for value in found.values())


def test_an_unknown_customer_is_404_with_a_sentence(bank):
    status, said = bank.ask("GET", "/customers?email=nobody@bank.example")
    assert (status, said["error"]["code"]) == (404, "unknown_customer")
    assert "nobody@bank.example" in said["error"]["message"]


@pytest.mark.parametrize(("held", "count"), [("accounts", 2), ("cards", 1), ("invoices", 3), ("payments", 5)])
def test_what_a_customer_holds_is_listed(bank, held, count):
    status, said = bank.ask("GET", f"/customers/C004/{held}")
    assert (status, said["count"]) == (200, count)
    assert all(item["customer_id"] == "C004" for item in said["items"])


def test_what_an_unknown_customer_holds_is_404(bank):
    assert bank.ask("GET", "/customers/C999/accounts")[0] == 404


def test_single_things_are_shown_by_their_ids(bank):
    assert bank.ask("GET", "/accounts/A004-1")[1]["balance"]["currency"] == "EUR"
    assert bank.ask("GET", "/cards/K004-1")[1]["kind"] == "debit"
    assert bank.ask("GET", "/invoices/F004-2")[1]["amount"]["minor"] > 0
    assert bank.ask("GET", "/tickets/T000001")[0] == 404


def test_reset_plants_the_same_book_again(bank):
    before = bank.ask("GET", "/customers/C017")
    bank.ask("POST", "/cards/K017-1/block")
    bank.ask("POST", "/control/reset")
    assert bank.ask("GET", "/customers/C017") == before
    assert bank.effects()["total"] == 0
