"""What the sandbox says: an answer, or a refusal with a code and a plain sentence."""

import json
from dataclasses import dataclass, field
from typing import Any

# A JSON object, as it came in or goes out.
Document = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """One HTTP answer; the body is already bytes, so that a replay is the same to the last byte."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = "application/json"


class RefusalError(Exception):
    """A request the sandbox does not carry out, with the reason a person can act on."""

    def __init__(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers or {}

    def answer(self) -> Answer:
        """The refusal as an HTTP answer."""
        return say({"error": {"code": self.code, "message": self.message}}, self.status, self.headers)


def say(document: Document, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """A JSON answer."""
    return Answer(status, json.dumps(document, ensure_ascii=False).encode(), headers or {})


def money(minor: int, currency: str) -> Document:
    """An amount as the sandbox writes it: an integer in minor units with its currency."""
    return {"minor": minor, "currency": currency}
