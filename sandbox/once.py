"""An effect and the record of it, applied once per idempotency key."""

import hashlib
import json
import sqlite3
from collections.abc import Callable

from sandbox.answers import Answer, RefusalError
from sandbox.calls import Call
from sandbox.effects import Effect, now
from sandbox.store import Store

REPLAYED = {"Idempotency-Replayed": "true"}
Act = Callable[[sqlite3.Connection, Call], Effect]


def apply(store: Store, act: Act, call: Call, *, heed_key: bool = True) -> Answer:
    """Carry out an effect in one transaction with its record; a key seen before gets the kept answer instead."""
    with store.writing() as db:
        if call.key and heed_key and (kept := _kept(db, call)):
            return kept
        effect = act(db, call)
        _record(db, call, effect)
        if call.key:
            _keep(db, call, effect.answer)
    return effect.answer


def _body_text(call: Call) -> str:
    return json.dumps(call.body, sort_keys=True, ensure_ascii=False)


def _digest(call: Call) -> str:
    # The address is part of what was asked: the same key on another route is another request.
    return hashlib.sha256(f"{call.method} {call.path}\n{_body_text(call)}".encode()).hexdigest()


def _kept(db: sqlite3.Connection, call: Call) -> Answer | None:
    kept = db.execute("SELECT * FROM kept_answers WHERE key=?", (call.key,)).fetchone()
    if kept is None:
        return None
    if kept["digest"] != _digest(call):
        raise RefusalError(422, "key_reused", "This Idempotency-Key was used for another request: send a new key.")
    db.execute("UPDATE kept_answers SET replays = replays + 1 WHERE key=?", (call.key,))
    return Answer(kept["status"], kept["body"], REPLAYED)


def _record(db: sqlite3.Connection, call: Call, effect: Effect) -> None:
    row = (
        now(),
        effect.kind,
        effect.thing,
        effect.customer_id,
        call.key or None,
        call.method,
        call.path,
        _body_text(call),
    )
    columns = "at, kind, thing, customer_id, idempotency_key, method, path, body"
    db.execute(f"INSERT INTO records ({columns}) VALUES (?,?,?,?,?,?,?,?)", row)  # noqa: S608


def _keep(db: sqlite3.Connection, call: Call, answer: Answer) -> None:
    # Replaced only where a fault made the bank forget the key: the last answer is then the one it would remember.
    row = (call.key, _digest(call), answer.status, answer.body)
    db.execute("INSERT OR REPLACE INTO kept_answers (key, digest, status, body) VALUES (?,?,?,?)", row)
