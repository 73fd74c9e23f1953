"""The table of routes: which request leads to which function."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from sandbox import effects, reads
from sandbox.answers import Answer, RefusalError, say
from sandbox.calls import Call
from sandbox.faults import Faults
from sandbox.once import Act, apply
from sandbox.store import Store

SYSTEM = "steward-sandbox"
Ask = Callable[[sqlite3.Connection, Call], Answer]


@dataclass(frozen=True)
class Bank:
    """The book and the misbehaviour ordered: all that a request can touch."""

    store: Store
    faults: Faults


def health(bank: Bank, _call: Call) -> Answer:
    """GET /health: who answers here, and from which file."""
    return say({"system": SYSTEM, "status": "ok", "database": str(bank.store.path)})


def order_fault(bank: Bank, call: Call) -> Answer:
    """POST /control/faults {action, method?, path?, times?, seconds?, status?}."""
    return say(dict(vars(bank.faults.order(call.body))), 201)


def list_faults(bank: Bank, _call: Call) -> Answer:
    """GET /control/faults."""
    return say({"items": bank.faults.listed()})


def clear_faults(bank: Bank, _call: Call) -> Answer:
    """DELETE /control/faults."""
    bank.faults.clear()
    return say({"items": []})


def reset(bank: Bank, _call: Call) -> Answer:
    """POST /control/reset: the first customers again, no effects, no faults."""
    bank.faults.clear()
    bank.store.reset()
    return say({"status": "reset"})


READS: dict[str, Ask] = {
    "/customers": reads.customer_by_email,
    "/customers/{id}": reads.customer,
    "/customers/{id}/accounts": reads.held("accounts"),
    "/customers/{id}/cards": reads.held("cards"),
    "/customers/{id}/invoices": reads.held("invoices"),
    "/customers/{id}/payments": reads.held("payments"),
    "/customers/{id}/notes": reads.notes,
    "/accounts/{id}": reads.one("accounts", "id", "account"),
    "/cards/{id}": reads.one("cards", "id", "card"),
    "/invoices/{id}": reads.one("invoices", "id", "invoice"),
    "/tickets": reads.tickets,
    "/tickets/{id}": reads.ticket,
    "/records": reads.records,
    "/counts": reads.counts,
}
EFFECTS: dict[str, Act] = {
    "/cards/{id}/block": effects.block_card,
    "/refunds": effects.refund_fee,
    "/tickets": effects.open_ticket,
    "/tickets/{id}/notes": effects.note_on_ticket,
    "/customers/{id}/notes": effects.note_on_customer,
}
CONTROLS: dict[tuple[str, str], Callable[[Bank, Call], Answer]] = {
    ("GET", "/health"): health,
    ("GET", "/control/faults"): list_faults,
    ("POST", "/control/faults"): order_fault,
    ("DELETE", "/control/faults"): clear_faults,
    ("POST", "/control/reset"): reset,
}
METHODS: dict[str, list[str]] = {}
for _method, _pattern in (*(("GET", path) for path in READS), *(("POST", path) for path in EFFECTS), *CONTROLS):
    METHODS.setdefault(_pattern, []).append(_method)


def match(path: str) -> tuple[str, dict[str, str]]:
    """The pattern a path meets and the id in it; 404 where there is none."""
    if path in METHODS and "{" not in path:
        return path, {}
    room, _, rest = path.removeprefix("/").partition("/")
    thing, slash, deed = rest.partition("/")
    pattern = f"/{room}/{{id}}{slash}{deed}"
    if thing and pattern in METHODS:
        return pattern, {"id": thing}
    raise RefusalError(404, "unknown_path", f"Nothing is found at {path}.")


def carry_out(bank: Bank, pattern: str, call: Call, *, heed_key: bool = True) -> Answer:
    """Lead a call to its function."""
    if control := CONTROLS.get((call.method, pattern)):
        return control(bank, call)
    if call.method == "GET" and (ask := READS.get(pattern)):
        with bank.store.reading() as db:
            return ask(db, call)
    if call.method == "POST" and (act := EFFECTS.get(pattern)):
        return apply(bank.store, act, call, heed_key=heed_key)
    allowed = ", ".join(sorted(METHODS[pattern]))
    raise RefusalError(405, "wrong_method", f"{call.path} takes {allowed} only.", {"Allow": allowed})
