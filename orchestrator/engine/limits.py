"""The limits of a whole run: what is used, what would be too much."""

from collections.abc import Mapping

from orchestrator.engine.definition import Definition
from orchestrator.engine.state import State


def allowed(definition: Definition, state: State, limit: str) -> int | None:
    """Give the most of this limit the run may use, what a person added included; None where it is not limited."""
    most = getattr(definition.limits, limit)
    return None if most is None else int(most) + state.more.get(limit, 0)


def reached_on_arrival(definition: Definition, state: State, tokens: int) -> str:
    """Name the limit that one more step with this many tokens at most would break; empty where none."""
    used = state.used
    wanted = {
        "steps": used.steps + 1,
        "tokens": used.tokens + state.reserved + tokens,
        "cost_micros": used.cost_micros,
        "minutes": used.milliseconds / 60_000,
    }
    return _first_broken(definition, state, wanted)


def reached_by_call(definition: Definition, state: State) -> str:
    """Name the limit that one more outside call would break; empty where none."""
    return _first_broken(definition, state, {"tool_calls": state.used.tool_calls + 1})


def reached_by_model(definition: Definition, state: State, tokens: int, cost_micros: int) -> str:
    """Name the limit that a turn which has used this much has broken; empty where none."""
    used = state.used
    elsewhere = state.reserved - (state.visit.reserved if state.at in state.steps else 0)
    wanted = {"tokens": used.tokens + elsewhere + tokens, "cost_micros": used.cost_micros + cost_micros}
    return _first_broken(definition, state, wanted)


def _first_broken(definition: Definition, state: State, wanted: Mapping[str, float]) -> str:
    for limit, amount in wanted.items():
        most = allowed(definition, state, limit)
        if most is not None and amount > most:
            return limit
    return ""


# A limit of nothing, doubled, is still nothing: a person who allows more allows at least this.
LEAST_MORE = {"steps": 1, "tokens": 10_000, "tool_calls": 1, "cost_micros": 1_000_000, "minutes": 1}


def how_much_more(definition: Definition, limit: str) -> int:
    """Give what "allow this much more" adds: as much again as the workflow allows."""
    return int(getattr(definition.limits, limit) or LEAST_MORE[limit])
