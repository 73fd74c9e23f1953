"""The events that several decisions share, and the two ways to say no."""

from typing import Any

from orchestrator.engine.definition import Definition
from orchestrator.engine.happenings import Event
from orchestrator.engine.state import State


class Overtaken(Exception):
    """The run was stopped or ended meanwhile: what happened no longer moves it."""


class NotNow(Exception):
    """This cannot be done to the run as it stands; the text says why."""


def event(
    state: State, kind: str, payload: dict[str, Any] | None = None, ref: str | None = None, **facts: Any
) -> Event:
    """Give an event about the visit under way."""
    visit = state.steps.get(state.at)
    return Event(kind, state.at, visit.number if visit else 0, facts, payload, ref)


def cancelled(state: State, payload: dict[str, Any] | None = None, but: str = "") -> list[Event]:
    """Give the end of a stopped run: calls without an answer are said to be in doubt, then it is over."""
    calls = state.visit.calls if state.at in state.steps else {}
    doubts = [
        event(state, "tool.unknown", call=name)
        for name, call in calls.items()
        if call.state == "intended" and name != but
    ]
    return [*doubts, event(state, "run.cancelled", payload)]


def finished(
    definition: Definition, state: State, payload: dict[str, Any] | None, ref: str | None, **facts: Any
) -> Event:
    """Give the event that ends this visit and names where the walk goes on."""
    return event(state, "step.finished", payload, ref, next=definition.after(state.at), **facts)
