"""Reading what a record says from the bytes that are proven, not from the copies."""

import json
from typing import Any

from governance.models.record import Record


def said(record: Record) -> dict[str, Any]:
    """Everything a record says."""
    body: dict[str, Any] = json.loads(bytes(record.body))
    return body


def facts_of(record: Record) -> dict[str, Any]:
    """The facts of a record."""
    facts: dict[str, Any] = said(record)["facts"]
    return facts
