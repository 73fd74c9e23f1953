"""What follows when a reviewer decides an escalation."""

from collections.abc import Callable
from typing import Any

from orchestrator.engine.definition import Definition
from orchestrator.engine.events import NotNow, cancelled, event, finished, passed_through
from orchestrator.engine.happenings import Event, Resolved
from orchestrator.engine.limits import how_much_more
from orchestrator.engine.state import AT_WORK, DECISIONS, Decision, Reason, State


def resolved(definition: Definition, state: State, happening: Resolved) -> list[Event]:
    """Give the events of a decision; NotNow where the case is closed or the decision does not fit it."""
    if state.waiting is None or state.waiting.reason is None:
        raise NotNow("The run no longer waits for a person.")
    if happening.decision not in DECISIONS[state.waiting.reason]:
        raise NotNow("This decision does not fit the case.")
    return FOLLOWS[happening.decision](definition, state, happening)


def _said(state: State, happening: Resolved, **facts: Any) -> Event:
    return event(state, "escalation.resolved", happening.payload, decision=happening.decision.value, **facts)


def _approve(definition: Definition, state: State, happening: Resolved) -> list[Event]:
    said = _said(state, happening)
    if happening.has_output:
        return [said, finished(definition, state, happening.payload, None, approved=True)]
    if state.visit.proposal is None:
        raise NotNow("There is nothing to approve yet. Fill in the output.")
    return [said, finished(definition, state, None, state.visit.proposal, approved=True)]


def _correct(definition: Definition, state: State, happening: Resolved) -> list[Event]:
    if not happening.has_output:
        raise NotNow("A correction needs the corrected output.")
    said = _said(state, happening)
    return [said, finished(definition, state, happening.payload, None, corrected=True)]


def _go_on(definition: Definition, state: State, happening: Resolved) -> list[Event]:
    return [_said(state, happening)]


def _allow(definition: Definition, state: State, happening: Resolved) -> list[Event]:
    said = _said(state, happening)
    if state.waiting and state.waiting.reason is Reason.TOO_FEW:
        return [said, *passed_through(definition, state)]
    return [said]


def _happened(definition: Definition, state: State, happening: Resolved) -> list[Event]:
    call = state.waiting.call if state.waiting else ""
    said = _said(state, happening)
    done = event(state, "tool.done", happening.payload, call=call, by_person=True)
    if definition.step(state.at).kind == "tool":
        return [said, done, finished(definition, state, happening.payload, None, confirmed=True)]
    return [said, done]


def _more(definition: Definition, state: State, happening: Resolved) -> list[Event]:
    limit = state.waiting.limit if state.waiting else ""
    return [_said(state, happening, limit=limit, more=how_much_more(definition, limit))]


def _send_back(definition: Definition, state: State, happening: Resolved) -> list[Event]:
    graph, here = definition.graph, state.at
    if happening.to not in graph.before(here):
        raise NotNow("Choose an earlier step to send the case back to.")
    again = [happening.to, *graph.after(happening.to)]
    off = [
        event(state.looking_at(key), "step.skipped", called_off_by=here)
        for key in again
        if key != here and state.been(key) and state.steps[key].state in AT_WORK
    ]
    links = [link.id for key in again for link in graph.out(key) if link.id in state.links]
    steps = [key for key in again if key in state.steps]
    return [*off, _said(state, happening, to=happening.to, steps=steps, links=links)]


def _stop(definition: Definition, state: State, happening: Resolved) -> list[Event]:
    return [_said(state, happening), *cancelled(state)]


FOLLOWS: dict[Decision, Callable[[Definition, State, Resolved], list[Event]]] = {
    Decision.APPROVE: _approve,
    Decision.CORRECT: _correct,
    Decision.ALLOW: _allow,
    Decision.DECLINE: _go_on,
    Decision.RETRY: _go_on,
    Decision.HAPPENED: _happened,
    Decision.MORE: _more,
    Decision.SEND_BACK: _send_back,
    Decision.STOP: _stop,
}
