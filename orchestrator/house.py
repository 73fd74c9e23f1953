"""The house's own machines that move runs: named, with the verbs they may use."""

from governance.actors import HouseMachine

CARRIER = HouseMachine("carrier", frozenset({"run.advance"}))
SWEEPER = HouseMachine("sweeper", frozenset({"run.advance", "run.cancel"}))
