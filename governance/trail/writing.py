"""Adding records: the only code that writes to the trail."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

import rfc8785
from django.db import connection, transaction
from django.utils import timezone

from governance import actors, quick, wall
from governance.models.record import Record

if TYPE_CHECKING:
    from governance.payloads import Sealed, Vault

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
BEFORE_THE_FIRST = bytes(32)

# In the order in which _Maker.make gives them.
COLUMNS = (
    *("stream", "number", "kind", "actor", "team_id", "run_id"),
    *("at", "root", "cause", "payload_id", "body", "hash"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be recorded: facts are small and never personal, what is personal goes into the payload."""

    kind: str
    facts: dict[str, Any] = field(default_factory=dict)
    payload: dict[str, Any] | None = None
    cause: str | None = None
    sealed: "Sealed | None" = None  # a payload that its vault already sealed


Row = tuple[str | int | bytes | None, ...]


class Head(NamedTuple):
    """The last record of a stream."""

    number: int
    hash: bytes


START = Head(0, BEFORE_THE_FIRST)


def append(
    stream: str,
    entries: Sequence[Entry],
    *,
    actor: actors.Actor,
    team_id: int | None,
    run_id: int | None = None,
    root: str | None = None,
    vault: "Vault | None" = None,
    head: Head | None = None,
) -> Head:
    """Add records to a stream and return its new head.

    Streams are "organisation", "team:3" and "run:42". With `head` nothing is looked up: two writers who both hold it
    collide on (stream, number) and the second gets an IntegrityError. Entries with a payload need the run's vault.
    """
    with transaction.atomic(savepoint=False):
        last = _last(stream) if head is None else head
        maker = _Maker(stream, actors.reference(actor), root=root, vault=vault, team_id=team_id, run_id=run_id)
        rows: list[Row] = []
        for entry in entries:
            row, last = maker.make(entry, last)
            rows.append(row)
        door = wall.current()
        with wall.opening(door or wall.OpenDoor(actor, "trail")):
            if vault is not None:
                vault.store()
            quick.insert(Record, COLUMNS, rows)
    if door is not None:
        door.appended += len(rows)
    return last


def _last(stream: str) -> Head:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [stream])
    row = Record.objects.filter(stream=stream).order_by("-number").values_list("number", "hash").first()
    return Head(row[0], bytes(row[1])) if row else START


def _quoted(text: str | None) -> bytes:
    return b"null" if text is None else json.dumps(text, ensure_ascii=False).encode()


class _Maker:
    """Makes the records of one batch: the same stream, actor and moment."""

    def __init__(
        self, stream: str, actor: str, *, root: str | None, vault: "Vault | None", **about: int | None
    ) -> None:
        self.stream, self.actor, self.vault = stream, actor, vault
        self.team_id, self.run_id = about["team_id"], about["run_id"]
        self.root = root or (f"{stream}#1" if self.run_id is not None else None)
        at = timezone.now()
        self.at = connection.ops.adapt_datetimefield_value(at)
        self.opening = b'{"actor":%b,"at":"%d","cause":' % (_quoted(actor), (at - EPOCH) // MICROSECOND)
        self.closing = b',"stream":%b}' % _quoted(stream)

    def make(self, entry: Entry, last: Head) -> tuple[Row, Head]:
        number = last.number + 1
        root = self.root or f"{self.stream}#{number}"
        payload_id, payload = self._seal(entry)
        body = self._body(entry, number, payload, last.hash.hex(), root)
        head = Head(number, sha256(body).digest())
        row = (
            self.stream,
            number,
            entry.kind,
            self.actor,
            self.team_id,
            self.run_id,
            self.at,
            root,
            entry.cause,
            payload_id,
            body,
            head.hash,
        )
        return row, head

    def _body(self, entry: Entry, number: int, payload: bytes, previous: str, root: str) -> bytes:
        # RFC 8785 by hand for the envelope (keys in order, plain strings and whole numbers), by its library for the
        # facts, where numbers may be anything. A test holds the two against each other.
        middle = b'%b,"facts":%b,"kind":%b,"number":%d,"payload":%b,"previous":"%b","root":%b' % (
            _quoted(entry.cause),
            rfc8785.dumps(entry.facts),
            _quoted(entry.kind),
            number,
            payload,
            previous.encode(),
            _quoted(root),
        )
        return self.opening + middle + self.closing

    def _seal(self, entry: Entry) -> tuple[str | None, bytes]:
        sealed = entry.sealed
        if sealed is None and entry.payload is None:
            return None, b"null"
        if sealed is None:
            if self.vault is None:
                raise ValueError("A record with a payload needs its run's vault.")
            sealed = self.vault.seal(entry.payload or {})
        return sealed.id, b'{"digest":"%b","id":"%b"}' % (sealed.digest.encode(), sealed.id.encode())
