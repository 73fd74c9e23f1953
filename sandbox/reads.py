"""What can be asked of the bank: each function answers one GET from a reading connection."""

import json
import sqlite3
from typing import Any

from sandbox.answers import Answer, Document, RefusalError, money, say
from sandbox.calls import Call
from sandbox.store import ENTITIES
from sandbox.wants import LONGEST_LIST, query_number

LATEST_FEE = "SELECT * FROM invoices WHERE customer_id=? ORDER BY charged_on DESC, id DESC LIMIT 1"


def find(db: sqlite3.Connection, table: str, column: str, value: Any, thing: str) -> sqlite3.Row:
    """The one row with this value, or a 404 naming the thing that is missing."""
    row: sqlite3.Row | None = db.execute(f"SELECT * FROM {table} WHERE {column}=?", (value,)).fetchone()  # noqa: S608 (names are ours)
    if row is None:
        raise RefusalError(404, f"unknown_{thing}", f"There is no {thing} with {column.replace('_', ' ')} “{value}”.")
    return row


def customer_by_email(db: sqlite3.Connection, call: Call) -> Answer:
    """GET /customers?email=…: one customer with what a support case needs, or 404."""
    email = call.query.get("email", "").strip().lower()
    if not email:
        raise RefusalError(400, "missing_field", "Say whose customer record: add ?email=… to the address.")
    return say(case_view(db, find(db, "customers", "email", email, "customer")))


def customer(db: sqlite3.Connection, call: Call) -> Answer:
    """GET /customers/{id}: the same fields as the look-up by e-mail."""
    return say(case_view(db, find(db, "customers", "id", call.parts["id"], "customer")))


def case_view(db: sqlite3.Connection, person: sqlite3.Row) -> Document:
    """The flat fields a support case needs about one customer."""
    account = find(db, "accounts", "customer_id", person["id"], "account")
    card = find(db, "cards", "customer_id", person["id"], "card")
    fee = db.execute(LATEST_FEE, (person["id"],)).fetchone()
    owing = "SELECT count(*) FROM invoices WHERE customer_id=? AND status='open'"
    return {
        "customer_id": person["id"],
        "name": person["name"],
        "email": person["email"],
        "phone": person["phone"],
        "tier": person["tier"],
        "status": person["status"],
        "customer_since": person["since"],
        "account_id": account["id"],
        "account_number": account["number"],
        "balance": money(account["balance_minor"], account["currency"]),
        "card_id": card["id"],
        "card_status": card["status"],
        "card_ending": card["ending"],
        "last_fee_id": fee["id"],
        "last_fee_amount": money(fee["amount_minor"], fee["currency"]),
        "last_fee_reason": fee["reason"],
        "last_fee_status": fee["status"],
        "last_fee_on": fee["charged_on"],
        "open_invoices": db.execute(owing, (person["id"],)).fetchone()[0],
    }


def held(table: str) -> Any:
    """The function that lists what one customer holds: accounts, cards, invoices or payments."""

    def listing(db: sqlite3.Connection, call: Call) -> Answer:
        find(db, "customers", "id", call.parts["id"], "customer")
        rows = db.execute(f"SELECT * FROM {table} WHERE customer_id=? ORDER BY id", (call.parts["id"],))  # noqa: S608
        return items(rows.fetchall())

    return listing


def notes(db: sqlite3.Connection, call: Call) -> Answer:
    """GET /customers/{id}/notes: everything noted about one customer, on tickets too."""
    find(db, "customers", "id", call.parts["id"], "customer")
    return _page(db, call, "notes", {"customer_id": call.parts["id"]})


def one(table: str, column: str, thing: str) -> Any:
    """The function that shows a single row of a table by its id."""

    def showing(db: sqlite3.Connection, call: Call) -> Answer:
        return say(shown(find(db, table, column, call.parts["id"], thing)))

    return showing


def tickets(db: sqlite3.Connection, call: Call) -> Answer:
    """GET /tickets?customer_id=…&after=…&limit=…: tickets in the order they were opened."""
    whose = call.query.get("customer_id")
    return _page(db, call, "tickets", {"customer_id": whose})


def ticket(db: sqlite3.Connection, call: Call) -> Answer:
    """GET /tickets/{id}: a ticket with its notes."""
    row = find(db, "tickets", "number", ticket_number(call.parts["id"]), "ticket")
    said = db.execute("SELECT * FROM notes WHERE ticket_number=? ORDER BY number", (row["number"],)).fetchall()
    return say({**shown(row), "notes": [shown(note) for note in said]})


def records(db: sqlite3.Connection, call: Call) -> Answer:
    """GET /records?kind=…&key=…&customer_id=…&after=…&limit=…: every effect ever applied."""
    wanted = {name: call.query.get(name) for name in ("kind", "customer_id")}
    return _page(db, call, "records", {**wanted, "idempotency_key": call.query.get("key")})


def counts(db: sqlite3.Connection, _call: Call) -> Answer:
    """GET /counts: rows per table, effects per kind, replays, and every key whose effect was applied twice."""
    tables = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ENTITIES}  # noqa: S608
    kinds = dict(db.execute("SELECT kind, count(*) FROM records GROUP BY kind").fetchall())
    twice = "SELECT idempotency_key FROM records WHERE idempotency_key IS NOT NULL GROUP BY 1 HAVING count(*) > 1"
    keys, replays = db.execute("SELECT count(*), coalesce(sum(replays), 0) FROM kept_answers").fetchone()
    doubled = [key for (key,) in db.execute(twice)]
    effects = {"total": sum(kinds.values()), "by_kind": kinds, "keys": keys, "replays": replays, "doubled": doubled}
    return say({"tables": tables, "effects": effects})


def _page(db: sqlite3.Connection, call: Call, table: str, equal: dict[str, str | None]) -> Answer:
    wanted = {column: value for column, value in equal.items() if value}
    after = query_number(call.query, "after", 0, most=10**11)
    where = " AND ".join(["number > ?", *(f"{column}=?" for column in wanted)])
    limit = query_number(call.query, "limit", 1000) or LONGEST_LIST
    found = db.execute(
        f"SELECT * FROM {table} WHERE {where} ORDER BY number LIMIT ?",  # noqa: S608 (names are ours, values are bound)
        (after, *wanted.values(), limit),
    )
    return items(found.fetchall())


def items(rows: list[sqlite3.Row]) -> Answer:
    """A list of rows as an answer."""
    return say({"items": [shown(row) for row in rows], "count": len(rows)})


def shown(row: sqlite3.Row) -> Document:
    """A row as the sandbox shows it: amounts together with their currency, tickets by their id."""
    document = dict(row)
    if "currency" in document:
        currency = document.pop("currency")
        for column in [name for name in document if name.endswith("_minor")]:
            document[column.removesuffix("_minor")] = money(document.pop(column), currency)
    if "idempotency_key" in document:
        document["body"] = json.loads(document["body"])
    if "priority" in document:
        document = {"id": ticket_id(document["number"]), **document}
    return document


def ticket_id(number: int) -> str:
    """The id a ticket is known by outside."""
    return f"T{number:06d}"


def ticket_number(text: str) -> int:
    """The number within a ticket's id, or 0, which no ticket has."""
    digits = text.removeprefix("T")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else 0
