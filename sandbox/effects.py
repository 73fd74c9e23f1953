"""What can be changed at the bank: each function does one thing inside the transaction it is handed."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from sandbox import wants
from sandbox.answers import Answer, RefusalError, money, say
from sandbox.calls import Call
from sandbox.reads import find, ticket_id, ticket_number

PRIORITIES = ("low", "normal", "high")


@dataclass(frozen=True)
class Effect:
    """What was done, to what, for whom, and what is answered."""

    kind: str
    thing: str
    customer_id: str | None
    answer: Answer


def now() -> str:
    """The moment, UTC, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def block_card(db: sqlite3.Connection, call: Call) -> Effect:
    """POST /cards/{id}/block {reason?}: the card can no longer be used."""
    card = find(db, "cards", "id", call.parts["id"], "card")
    reason = wants.optional_text(call.body, "reason", longest=500)
    already = card["status"] == "blocked"
    if not already:
        db.execute("UPDATE cards SET status='blocked', block_reason=? WHERE id=?", (reason, card["id"]))
    document = {"card_id": card["id"], "customer_id": card["customer_id"], "card_ending": card["ending"]}
    answer = say({**document, "card_status": "blocked", "already_blocked": already})
    return Effect("card.blocked", card["id"], card["customer_id"], answer)


def refund_fee(db: sqlite3.Connection, call: Call) -> Effect:
    """POST /refunds {customer_id, amount, reason, invoice_id?}: credits the main account."""
    person = find(db, "customers", "id", wants.text(call.body, "customer_id", longest=50), "customer")
    minor, currency = wants.amount(call.body, "amount")
    reason = wants.text(call.body, "reason", longest=500)
    account = find(db, "accounts", "customer_id", person["id"], "account")
    if currency != account["currency"]:
        raise RefusalError(
            422, "wrong_currency", f"The account is held in {account['currency']}: refund in that currency."
        )
    # Where a fee is named, no more than that fee is given back.
    invoice_id = wants.optional_text(call.body, "invoice_id", longest=50) or None
    if invoice_id:
        _take_from_invoice(db, person["id"], invoice_id, minor)
    db.execute("UPDATE accounts SET balance_minor = balance_minor + ? WHERE id=?", (minor, account["id"]))
    row = (person["id"], account["id"], invoice_id, minor, currency, reason, now())
    columns = "customer_id, account_id, invoice_id, amount_minor, currency, reason, at"
    number = db.execute(f"INSERT INTO refunds ({columns}) VALUES (?,?,?,?,?,?,?)", row).lastrowid or 0  # noqa: S608
    refund = f"R{number:06d}"
    document = {"refund_id": refund, "customer_id": person["id"], "invoice_id": invoice_id, "status": "done"}
    amounts = {"amount": money(minor, currency), "balance": money(account["balance_minor"] + minor, currency)}
    return Effect("fee.refunded", refund, person["id"], say({**document, **amounts}, 201))


def _take_from_invoice(db: sqlite3.Connection, customer_id: str, invoice_id: str, minor: int) -> None:
    invoice = find(db, "invoices", "id", invoice_id, "invoice")
    if invoice["customer_id"] != customer_id:
        raise RefusalError(422, "wrong_customer", f"The fee “{invoice_id}” was charged to another customer.")
    refunded = invoice["refunded_minor"] + minor
    if refunded > invoice["amount_minor"]:
        raise RefusalError(409, "already_refunded", f"More than the fee “{invoice_id}” itself cannot be refunded.")
    status = "refunded" if refunded == invoice["amount_minor"] else invoice["status"]
    db.execute("UPDATE invoices SET refunded_minor=?, status=? WHERE id=?", (refunded, status, invoice_id))


def open_ticket(db: sqlite3.Connection, call: Call) -> Effect:
    """POST /tickets {customer_id?, subject, text?, category?, priority?}: a case for the bank's own staff."""
    body = call.body
    customer_id = wants.optional_text(body, "customer_id", longest=50) or None
    if customer_id:
        find(db, "customers", "id", customer_id, "customer")
    subject = wants.text(body, "subject", longest=300)
    category = wants.optional_text(body, "category", longest=100)
    priority = wants.choice(body, "priority", PRIORITIES, default="normal")
    row = (customer_id, subject, wants.optional_text(body, "text"), category, priority, "open", now())
    columns = "customer_id, subject, text, category, priority, status, at"
    number = db.execute(f"INSERT INTO tickets ({columns}) VALUES (?,?,?,?,?,?,?)", row).lastrowid or 0  # noqa: S608
    ticket = ticket_id(number)
    document = {"ticket_id": ticket, "customer_id": customer_id, "subject": subject}
    answer = say({**document, "category": category, "priority": priority, "status": "open"}, 201)
    return Effect("ticket.opened", ticket, customer_id, answer)


def note_on_ticket(db: sqlite3.Connection, call: Call) -> Effect:
    """POST /tickets/{id}/notes {text, author?}."""
    ticket = find(db, "tickets", "number", ticket_number(call.parts["id"]), "ticket")
    return _note(db, call, ticket["customer_id"], ticket["number"])


def note_on_customer(db: sqlite3.Connection, call: Call) -> Effect:
    """POST /customers/{id}/notes {text, author?}."""
    person = find(db, "customers", "id", call.parts["id"], "customer")
    return _note(db, call, person["id"], None)


def _note(db: sqlite3.Connection, call: Call, customer_id: str | None, ticket: int | None) -> Effect:
    author = wants.optional_text(call.body, "author", longest=200)
    row = (customer_id, ticket, wants.text(call.body, "text"), author, now())
    columns = "customer_id, ticket_number, text, author, at"
    number = db.execute(f"INSERT INTO notes ({columns}) VALUES (?,?,?,?,?)", row).lastrowid or 0  # noqa: S608
    note = f"N{number:06d}"
    document = {"note_id": note, "customer_id": customer_id, "ticket_id": ticket_id(ticket) if ticket else None}
    return Effect("note.added", note, customer_id, say(document, 201))
