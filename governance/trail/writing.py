"""Adding records: the only code that writes to the trail."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

import rfc8785
from django.db import connection, transaction
from django.utils import timezone

from governance import actors, wall
from governance.models.record import Record

if TYPE_CHECKING:
    from governance.payloads import Sealed, Vault

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
BEFORE_THE_FIRST = bytes(32)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be recorded: facts are small and never personal, what is personal goes into the payload."""

    kind: str
    facts: dict[str, Any] = field(default_factory=dict)
    payload: dict[str, Any] | None = None
    cause: str | None = None
    sealed: "Sealed | None" = None  # a payload that its vault already sealed


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
        maker = _Maker(stream, actors.reference(actor), team_id, run_id, root, vault)
        records = []
        for entry in entries:
            record, last = maker.make(entry, last)
            records.append(record)
        door = wall.current()
        with wall.opening(door or wall.OpenDoor(actor, "trail")):
            if vault is not None:
                vault.store()
            Record.objects.bulk_create(records)
    if door is not None:
        door.appended += len(records)
    return last


def _last(stream: str) -> Head:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [stream])
    row = Record.objects.filter(stream=stream).order_by("-number").values_list("number", "hash").first()
    return Head(row[0], bytes(row[1])) if row else START


class _Maker:
    """Makes the records of one batch: the same stream, actor and moment."""

    def __init__(
        self, stream: str, actor: str, team_id: int | None, run_id: int | None, root: str | None, vault: "Vault | None"
    ) -> None:
        self.stream, self.actor, self.team_id, self.run_id = stream, actor, team_id, run_id
        self.vault = vault
        self.root = root or (f"{stream}#1" if run_id is not None else None)
        self.at = timezone.now()
        self.at_text = str((self.at - EPOCH) // MICROSECOND)

    def make(self, entry: Entry, last: Head) -> tuple[Record, Head]:
        number = last.number + 1
        root = self.root or f"{self.stream}#{number}"
        payload = entry.sealed._asdict() if entry.sealed else self._seal(entry.payload)
        body = rfc8785.dumps(
            {
                "stream": self.stream,
                "number": number,
                "kind": entry.kind,
                "actor": self.actor,
                "cause": entry.cause,
                "root": root,
                "at": self.at_text,
                "facts": entry.facts,
                "payload": payload,
                "previous": last.hash.hex(),
            }
        )
        head = Head(number, sha256(body).digest())
        record = Record(
            stream=self.stream,
            number=number,
            kind=entry.kind,
            actor=self.actor,
            team_id=self.team_id,
            run_id=self.run_id,
            at=self.at,
            root=root,
            cause=entry.cause,
            payload_id=payload["id"] if payload else None,
            body=body,
            hash=head.hash,
        )
        return record, head

    def _seal(self, payload: dict[str, Any] | None) -> dict[str, str] | None:
        if payload is None:
            return None
        if self.vault is None:
            raise ValueError("A record with a payload needs its run's vault.")
        sealed = self.vault.seal(payload)
        return {"id": sealed.id, "digest": sealed.digest}
