"""One turn of one agent: given its inputs, it decides once."""

from agents.failures import TurnError
from agents.turn.result import Ledger, Turn
from agents.turn.take import TurnStopped, take_turn

__all__ = ["Ledger", "Turn", "TurnError", "TurnStopped", "take_turn"]
