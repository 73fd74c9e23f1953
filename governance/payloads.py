"""Payloads: what runs were given and made, sealed under the run's own key, outside the trail."""

import hmac
import json
import os
import time
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple, Self

from governance import quick, secrets
from governance.models import Payload, PayloadKey


class Sealed(NamedTuple):
    """Where a payload lies and the salted digest that proves it."""

    id: str
    digest: str


class PayloadGone(LookupError):
    """The payload's key was destroyed, or it never existed."""


@dataclass
class Vault:
    """One run's payloads; holds the unwrapped key for as long as the caller keeps it, no longer."""

    run_ref: str
    row: PayloadKey
    key: bytes
    waiting: list[Payload] = field(default_factory=list)
    made: dict[str, bytes] = field(default_factory=dict)  # plain bytes of what was sealed here: often asked for next

    @classmethod
    def create(cls, run_ref: str) -> Self:
        """Make a run's key, in the transaction that makes the run (inside an open door)."""
        key = os.urandom(32)
        wrapped = secrets.encrypt(secrets.master_key("payload keys"), key, run_ref.encode())
        return cls(run_ref, PayloadKey.objects.create(run_ref=run_ref, wrapped=wrapped), key)

    @classmethod
    def of(cls, run_ref: str) -> Self:
        """The vault of a run (one query); raises PayloadGone after erasure."""
        row = PayloadKey.objects.filter(run_ref=run_ref).first()
        if row is None:
            raise PayloadGone(f"{run_ref} has no key.")
        return cls.unlock(row)

    @classmethod
    def unlock(cls, row: PayloadKey) -> Self:
        """The vault of a key row already at hand."""
        if row.wrapped is None:
            raise PayloadGone(f"The key of {row.run_ref} was destroyed.")
        wrapping = secrets.master_key("payload keys")
        return cls(row.run_ref, row, secrets.decrypt(wrapping, bytes(row.wrapped), row.run_ref.encode()))

    @cached_property
    def _salt(self) -> bytes:
        return secrets.derive(self.key, "payload digest")

    def seal(self, value: dict[str, Any]) -> Sealed:
        """Seal a JSON value; it is stored together with the next records appended with this vault."""
        plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        payload_id = _new_id()
        sealed = secrets.encrypt(self.key, plain, payload_id.encode())
        self.waiting.append(Payload(id=payload_id, key=self.row, sealed=sealed))
        self.made[payload_id] = plain
        return Sealed(payload_id, self.digest(plain))

    def digest(self, plain: bytes) -> str:
        """The digest the trail keeps: worthless for guessing once the key is gone."""
        return hmac.new(self._salt, plain, sha256).hexdigest()

    def open(self, payload_id: str) -> dict[str, Any]:
        """Open one payload."""
        return self.open_all([payload_id])[payload_id]

    def open_all(self, ids: list[str]) -> dict[str, dict[str, Any]]:
        """Open many payloads with at most one query, also ones not stored yet."""
        missing = [payload_id for payload_id in ids if payload_id not in self.made]
        found = Payload.objects.filter(key=self.row).in_bulk(missing) if missing else {}
        if lost := [payload_id for payload_id in missing if payload_id not in found]:
            raise PayloadGone(f"{self.run_ref} has no payload {lost[0]}.")
        plain = self.made | {payload_id: self.unseal(found[payload_id]) for payload_id in missing}
        return {payload_id: json.loads(plain[payload_id]) for payload_id in ids}

    def unseal(self, payload: Payload) -> bytes:
        """The plain bytes of a payload; raises secrets.SealBroken when they were changed."""
        return secrets.decrypt(self.key, bytes(payload.sealed), payload.id.encode())

    def store(self) -> None:
        """Write what waits, in one insert; trail.append calls this."""
        if self.waiting:
            waiting, self.waiting = self.waiting, []
            quick.insert(Payload, ("id", "key", "sealed"), [(each.id, self.row.pk, each.sealed) for each in waiting])


def _new_id() -> str:
    # Time first, so that new rows land together at the end of the index; the rest is random.
    return f"{time.time_ns() // 1_000_000:012x}{os.urandom(10).hex()}"
