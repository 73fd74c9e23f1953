"""How a turn or a tool call can fail: a class the engine acts on, and a sentence for people."""

from typing import Any, Literal

FailureClass = Literal["timeout", "refused", "unavailable", "contract", "policy", "limit", "bug"]


class Failure(Exception):
    """A failed turn or call; the sentence names what happened and never holds a secret or a stack trace."""

    def __init__(self, failure: FailureClass, sentence: str) -> None:
        super().__init__(sentence)
        self.failure: FailureClass = failure
        self.sentence = sentence


class ToolError(Failure):
    """A tool call without a usable answer; `sent` says whether it may have happened all the same."""

    def __init__(
        self,
        failure: FailureClass,
        sentence: str,
        *,
        sent: bool,
        status: int | None = None,
        request: dict[str, Any] | None = None,
        response: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(failure, sentence)
        self.sent, self.status = sent, status
        self.request, self.response = request or {}, response or {}


class TurnError(Failure):
    """A turn without a usable output, with what was said until then and what it used."""

    def __init__(self, failure: FailureClass, sentence: str, *, transcript: list[Any] | None = None) -> None:
        super().__init__(failure, sentence)
        self.transcript = transcript or []
        self.tokens_in = self.tokens_out = self.cost_micros = self.calls = 0
        self.model = ""
