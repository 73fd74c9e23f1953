"""What a turn gives back, and what it needs from those above."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from agents.models import Tool


@dataclass
class Turn:
    """The outcome of one turn; `cost_micros` are millionths of the currency's main unit."""

    output: dict[str, Any]
    confidence: float
    why: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    cost_micros: int = 0
    currency: str = ""
    seconds: float = 0.0
    model: str = ""
    calls: int = 0
    transcript: list[Any] = field(default_factory=list)


class Ledger(Protocol):
    """Where a turn's calls are allowed, journalled and paid; whatever it raises ends the turn unchanged."""

    def call(self, tool: Tool, arguments: dict[str, Any]) -> dict[str, Any]:
        """Carry out one call and give its output."""

    def spend(self, tokens_in: int, tokens_out: int, cost_micros: int) -> None:
        """Account for one answer of a model."""
