"""The events that several decisions share, and the two ways to say no."""

from typing import Any

from orchestrator.engine import paths
from orchestrator.engine.definition import Definition
from orchestrator.engine.evolve import evolve
from orchestrator.engine.happenings import Event
from orchestrator.engine.state import AT_WORK, State


class Overtaken(Exception):
    """The run was stopped or ended meanwhile: what happened no longer moves it."""


class NotNow(Exception):
    """This cannot be done to the run as it stands; the text says why."""


def event(
    state: State, kind: str, payload: dict[str, Any] | None = None, ref: str | None = None, **facts: Any
) -> Event:
    """Give an event about the visit that is looked at."""
    visit = state.steps.get(state.at)
    return Event(kind, state.at, visit.number if visit else 0, facts, payload, ref)


def cancelled(state: State, payload: dict[str, Any] | None = None, but: str = "") -> list[Event]:
    """Give the end of a stopped run: calls without an answer are said to be in doubt, then it is over."""
    here = state.at
    doubts = [
        doubt for key in state.under_way for doubt in doubtful(state.looking_at(key), but=but if key == here else "")
    ]
    return [*doubts, event(state, "run.cancelled", payload)]


def doubtful(state: State, but: str = "") -> list[Event]:
    """Give a line for each call of the visit that nobody has answered."""
    calls = state.visit.calls.items()
    return [event(state, "tool.unknown", call=name) for name, call in calls if call.state == "intended" and name != but]


def finished(
    definition: Definition, state: State, payload: dict[str, Any] | None, ref: str | None, **facts: Any
) -> Event:
    """Give the event that ends this visit and says which links the walk takes at once."""
    return event(state, "step.finished", payload, ref, **facts, **further(definition, state))


def further(definition: Definition, state: State) -> dict[str, Any]:
    """Give the fact which links are decided when the step that is looked at is done with."""
    links = paths.decided(definition, state, paths.onward(definition, state.at))
    return {"links": links} if links else {}


def passed_through(definition: Definition, state: State) -> list[Event]:
    """Give what follows when a step that only directs the walk is reached; a join calls off what comes too late."""
    here, off = state.at, []
    # One by one: what is called off decides links, and by them what else is reached in vain.
    while key := next(iter(paths.in_vain(definition, state, here)), ""):
        for each in _called_off(definition, state.looking_at(key), by=here):
            off.append(each)
            state = evolve(state, each)
    return [*off, finished(definition, state.looking_at(here), None, None)]


def _called_off(definition: Definition, state: State, by: str) -> list[Event]:
    """Give the end of a visit that is no longer needed, or that now never comes about."""
    earlier = state.steps.get(state.at)
    dropped = {link.id: False for link in definition.graph.out(state.at) if link.id not in state.links}
    facts: dict[str, Any] = {"called_off_by": by, "links": paths.decided(definition, state, dropped)}
    if earlier is None or earlier.past:
        return [Event("step.skipped", state.at, earlier.number + 1 if earlier else 1, facts)]
    if earlier.state in AT_WORK:
        return [*doubtful(state), event(state, "step.skipped", **facts)]
    return [event(state, "branch.taken", **facts)]
