"""One request, read and ready to be carried out."""

from dataclasses import dataclass, field

from sandbox.answers import Document, RefusalError

LONGEST_KEY = 255


@dataclass(frozen=True)
class Call:
    """What a route's function gets: the address taken apart, the body, and the key it was sent under."""

    method: str
    path: str
    parts: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    body: Document = field(default_factory=dict)
    key: str = ""


def checked_key(raw: str | None) -> str:
    """An idempotency key as sent, "" where there is none."""
    if raw is None:
        return ""
    key = raw.strip()
    if not key or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise RefusalError(400, "invalid_key", f"The Idempotency-Key must be 1 to {LONGEST_KEY} printable characters.")
    return key
