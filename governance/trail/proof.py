"""Proving the trail: the chain, the copies, the payloads, and what others say the last record is."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from governance.models.payload import Payload, PayloadKey
from governance.models.record import Record
from governance.trail import triggers
from governance.trail.writing import BEFORE_THE_FIRST, EPOCH, MICROSECOND, Head

CHUNK = 1000
STREAMS = 500

Claims = Callable[[list[str] | None], Iterable[tuple[str, int, bytes]]]
_claims: list[Claims] = []


def register_heads(claims: Claims) -> Claims:
    """Let a room that keeps the heads of streams have them compared with the trail.

    It is asked for some streams, or with None for all, and gives (stream, number, hash) of those it knows.
    """
    if claims not in _claims:
        _claims.append(claims)
    return claims


@dataclass(frozen=True)
class Verification:
    """What a verification checked, and the first broken record if there is one."""

    ok: bool
    checked: int
    streams: int
    first_broken: str | None
    reason: str | Promise

    @property
    def sentence(self) -> str:
        """What to tell a person."""
        if not self.ok:
            return str(_("Record %(record)s is broken: %(reason)s")) % {
                "record": self.first_broken,
                "reason": self.reason,
            }
        return ngettext(
            "%(count)d record verified: nothing was changed, removed or put in between.",
            "%(count)d records verified: nothing was changed, removed or put in between.",
            self.checked,
        ) % {"count": self.checked}


@dataclass(frozen=True)
class Broken(Exception):
    """The first record that does not hold."""

    record: str
    reason: str | Promise


@dataclass
class _Check:
    """A walk over records ordered by stream and number."""

    checked: int = 0
    streams: int = 0
    stream: str | None = None
    head: Head = field(default_factory=lambda: Head(0, BEFORE_THE_FIRST))
    claimed: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    vaults: dict[int, Any] = field(default_factory=dict)

    def walk(self, wanted: QuerySet[Record], claimed: dict[str, tuple[int, bytes]]) -> None:
        self.claimed = claimed
        records = wanted.order_by("stream", "number").iterator(chunk_size=CHUNK)
        while chunk := list(islice(records, CHUNK)):
            payloads = Payload.objects.in_bulk([record.payload_id for record in chunk if record.payload_id])
            keys = PayloadKey.objects.in_bulk(
                {f"run:{record.run_id}" for record in chunk if record.payload_id}, field_name="run_ref"
            )
            for record in chunk:
                self.one(record)
                if record.payload_id:
                    self.payload(record, payloads.get(record.payload_id), keys.get(f"run:{record.run_id}"))
        self.end_of_stream()
        self.stream = None
        for stream, (number, _hash) in sorted(self.claimed.items()):
            raise Broken(f"{stream}#{number}", _("the record is missing from the trail"))

    def one(self, record: Record) -> None:
        if record.stream != self.stream:
            self.end_of_stream()
            self.stream, self.head = record.stream, Head(0, BEFORE_THE_FIRST)
            self.streams += 1
        self.checked += 1
        wanted = self.head.number + 1
        if record.number != wanted:
            raise Broken(f"{record.stream}#{wanted}", _("the record is missing from the trail"))
        body = bytes(record.body)
        if sha256(body).digest() != bytes(record.hash):
            raise Broken(str(record), _("its content does not match its hash"))
        said = _parse(record, body)
        if said.get("previous") != self.head.hash.hex():
            raise Broken(str(record), _("it does not follow the record before it"))
        _compare(record, said)
        self.head = Head(record.number, bytes(record.hash))
        claim = self.claimed.get(record.stream)
        if claim and claim[0] == record.number:
            if claim[1] != self.head.hash:
                raise Broken(str(record), _("it is not the record its run remembers"))
            del self.claimed[record.stream]

    def end_of_stream(self) -> None:
        claim = self.claimed.get(self.stream or "")
        if claim:
            raise Broken(f"{self.stream}#{self.head.number + 1}", _("the record is missing from the trail"))

    def payload(self, record: Record, payload: Payload | None, key: PayloadKey | None) -> None:
        from governance.payloads import Vault
        from governance.secrets import SealBroken

        if key is None or key.wrapped is None:
            return  # erased: the digest stays as the proof that something was there
        if payload is None:
            raise Broken(str(record), _("what it was about is missing although it was not erased"))
        if key.pk not in self.vaults:
            self.vaults = {key.pk: Vault.unlock(key)}
        vault = self.vaults[key.pk]
        try:
            plain = vault.unseal(payload)
        except SealBroken:
            raise Broken(str(record), _("what it was about was changed")) from None
        if vault.digest(plain) != json.loads(bytes(record.body))["payload"]["digest"]:
            raise Broken(str(record), _("what it was about does not match its digest"))


def _parse(record: Record, body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Broken(str(record), _("its content cannot be read"))
    return said


def _compare(record: Record, said: dict[str, Any]) -> None:
    payload = said.get("payload")
    copies = {
        "stream": record.stream,
        "number": record.number,
        "kind": record.kind,
        "actor": record.actor,
        "cause": record.cause,
        "root": record.root,
        "at": str((record.at - EPOCH) // MICROSECOND),
    }
    if any(said.get(name) != value for name, value in copies.items()):
        raise Broken(str(record), _("its columns differ from what was recorded"))
    if (payload["id"] if payload else None) != record.payload_id:
        raise Broken(str(record), _("its columns differ from what was recorded"))
    kind, _colon, key = record.stream.partition(":")
    if (kind == "team" and record.team_id != int(key)) or (kind == "run" and record.run_id != int(key)):
        raise Broken(str(record), _("its columns differ from what was recorded"))


def verify(streams: Iterable[str] | None = None) -> Verification:
    """Check streams, or the whole trail, and say what was found."""
    check = _Check()
    try:
        if streams is None:
            check.walk(Record.objects.all(), _claimed(None))
            if gone := triggers.missing(connection):
                raise Broken(
                    "steward_trail", _("the database’s own protection of the trail is gone (%s)") % ", ".join(gone)
                )
        else:
            wanted = sorted(set(streams))
            for start in range(0, len(wanted), STREAMS):
                some = wanted[start : start + STREAMS]
                check.walk(Record.objects.filter(stream__in=some), _claimed(some))
    except Broken as broken:
        return Verification(False, check.checked, check.streams, broken.record, broken.reason)
    return Verification(True, check.checked, check.streams, None, "")


def _claimed(streams: list[str] | None) -> dict[str, tuple[int, bytes]]:
    said = (claim for claims in _claims for claim in claims(streams))
    return {stream: (number, bytes(head)) for stream, number, head in said if number}
