"""Decide: a definition, a state and what happened give the next lines. Never mutates, never asks the world."""

from collections.abc import Callable
from typing import Any

from orchestrator.engine import limits, paths
from orchestrator.engine.definition import ControlStep, Definition, Failure, Shape
from orchestrator.engine.events import NotNow, Overtaken, cancelled, event, finished, further, passed_through
from orchestrator.engine.evolve import evolve
from orchestrator.engine.fit import fits, open_call
from orchestrator.engine.graph import START
from orchestrator.engine.happenings import (
    Answered,
    Arrived,
    Branched,
    CancelAsked,
    CancelDue,
    Claimed,
    Ended,
    Event,
    Failed,
    Halted,
    Happening,
    Intended,
    PassedBy,
    Resolved,
    Settled,
    Started,
    Woken,
)
from orchestrator.engine.resolve import resolved
from orchestrator.engine.state import AT_WORK, TERMINAL, Reason, RunState, State


def decide(definition: Definition, state: State, happening: Happening, at: str = "") -> list[Event]:
    """Give the events that follow from what happened to the run, or to its step `at`.

    Overtaken where the run is beyond it, NotNow where it does not fit.
    """
    state = state.looking_at(at or state.at)
    if state.run is RunState.CANCELLING and not isinstance(happening, CancelAsked | CancelDue):
        return _while_cancelling(state, happening)
    if state.run in TERMINAL or (isinstance(happening, Settled) and _over(state)):
        return _too_late(state, happening)
    if not fits(definition, state, happening):
        raise Overtaken
    return TABLE[type(happening)](definition, state, happening)


def _over(state: State) -> bool:
    """Say whether the visit that is looked at is done with: finished, called off or sent back."""
    return state.at in state.steps and state.visit.state not in AT_WORK


def _while_cancelling(state: State, happening: Happening) -> list[Event]:
    if isinstance(happening, Intended):
        raise Overtaken
    if isinstance(happening, Claimed | Resolved):
        raise NotNow("The run is being stopped.")
    if isinstance(happening, Settled) and open_call(state, happening.call):
        return [_settled_fact(state, happening), *cancelled(state, but=happening.call)]
    return cancelled(state)


def _too_late(state: State, happening: Happening) -> list[Event]:
    if isinstance(happening, Settled) and happening.known and open_call(state, happening.call):
        return [_settled_fact(state, happening)]  # what came of the call is worth knowing, even after the end
    if isinstance(happening, CancelAsked):
        raise NotNow("The run has already ended.")
    raise Overtaken


def _settled_fact(state: State, happening: Settled) -> Event:
    kind = "tool.unknown" if not happening.known else "tool.failed" if happening.failed else "tool.done"
    return event(state, kind, happening.payload, call=happening.call)


def _started(definition: Definition, state: State, happening: Started) -> list[Event]:
    kind = "trial.started" if happening.trial else "run.started"
    links = {link.id: True for link in definition.graph.out(START)}
    return [Event(kind, facts={"links": paths.decided(definition, state, links)}, payload=happening.payload)]


def _arrived(definition: Definition, state: State, happening: Arrived) -> list[Event]:
    shape = definition.shapes.get(state.at, Shape())
    visit = _number(state)

    def line(kind: str, payload: dict[str, Any] | None = None, **facts: Any) -> Event:
        return Event(kind, state.at, visit, facts, payload)

    taken = [line("branch.taken", taken=True)] if happening.conditioned else []
    if happening.failure:
        failed = line("handoff.failed", happening.payload, failure=happening.failure, fields=list(happening.fields))
        return [*taken, failed, *_give_up(definition, state, visit, Reason.HANDOFF, happening.failure)]
    passed = [*taken, line("handoff.passed"), line("step.started", happening.payload)]
    if isinstance(definition.step(state.at), ControlStep):
        passed = [line("step.started")]
    if limit := limits.reached_on_arrival(definition, state, shape.tokens):
        reason = Reason.LIMIT.value
        return [*passed, line("limit.reached", limit=limit), line("escalation.opened", reason=reason, limit=limit)]
    if isinstance(definition.step(state.at), ControlStep):
        return [*passed, *_directed(definition, evolve(state, passed[0]))]
    return [*passed, line("limit.reserved", tokens=shape.tokens)] if shape.tokens else passed


def _passed_by(definition: Definition, state: State, happening: PassedBy) -> list[Event]:
    visit = _number(state)
    return [
        Event("branch.taken", state.at, visit, {"taken": False}),
        Event("step.skipped", state.at, visit, further(definition, state), happening.payload),
    ]


def _number(state: State) -> int:
    """Give the number of the visit that begins."""
    return state.visit.number + 1 if state.at in state.steps else 1


def _directed(definition: Definition, state: State) -> list[Event]:
    """Give what follows when a step that only directs the walk is reached: it is passed at once, if all is there."""
    if short := paths.missing(definition, state, state.at):
        return [event(state, "escalation.opened", reason=Reason.TOO_FEW.value, missing=short)]
    return passed_through(definition, state)


def _branched(definition: Definition, state: State, happening: Branched) -> list[Event]:
    links = {
        link.id: link.id in happening.taken for link in definition.graph.out(state.at) if link.id not in state.links
    }
    ways = [link.target for link in definition.graph.out(state.at) if links.get(link.id)]
    return [event(state, "branch.taken", ways=ways, links=paths.decided(definition, state, links))]


def _answered(definition: Definition, state: State, happening: Answered) -> list[Event]:
    if isinstance(definition.step(state.at), ControlStep):
        return _directed(definition, state)
    spent: dict[str, Any] = {"tokens": happening.tokens, "cost_micros": happening.cost_micros}
    called = []
    if happening.model:
        called = [event(state, "model.called", happening.transcript, model=happening.model, **spent)]
    sure: dict[str, Any] = {"confidence": round(happening.confidence, 4), "threshold": happening.threshold}
    took: dict[str, Any] = {"ms": happening.milliseconds}
    if happening.confidence < happening.threshold:
        reason = Reason.LOW_CONFIDENCE.value
        return [*called, event(state, "escalation.opened", happening.payload, reason=reason, **sure, **took)]
    return [*called, finished(definition, state, happening.payload, None, **sure, **took)]


def _failed(definition: Definition, state: State, happening: Failed) -> list[Event]:
    policy = _policy(definition, state)
    attempt = state.visit.attempt
    lost = event(
        state,
        "step.attempt_failed",
        happening.payload,
        failure=happening.failure,
        attempt=attempt,
        ms=happening.milliseconds,
        tokens=happening.tokens,
        cost_micros=happening.cost_micros,
    )
    if happening.again and attempt < policy.attempts:
        return [lost, event(state, "timer.set", seconds=policy.wait_seconds * 2 ** (attempt - 1))]
    return [lost, *_give_up(definition, state, state.visit.number, Reason.FAILED, happening.failure)]


def _policy(definition: Definition, state: State) -> Failure:
    """Give what is done when the step fails; one that only directs the walk has the usual one."""
    step = definition.step(state.at)
    return Failure() if isinstance(step, ControlStep) else step.failure


def _give_up(definition: Definition, state: State, visit: int, reason: Reason, failure: str) -> list[Event]:
    then = _policy(definition, state).then
    facts: dict[str, Any] = {"failure": failure}
    if then == "skip":
        return [Event("step.skipped", state.at, visit, facts | further(definition, state))]
    if then == "fail":
        return [Event("run.finished", state.at, visit, {**facts, "state": RunState.FAILED.value})]
    return [Event("escalation.opened", state.at, visit, {**facts, "reason": reason.value})]


def _intended(definition: Definition, state: State, happening: Intended) -> list[Event]:
    new = happening.call not in state.visit.calls
    if new and (limit := limits.reached_by_call(definition, state)):
        reason = Reason.LIMIT.value
        reached = event(state, "limit.reached", limit=limit)
        return [reached, event(state, "escalation.opened", reason=reason, limit=limit, **_used(happening))]
    facts: dict[str, Any] = {"tool": happening.tool, "revision": happening.revision, "asked": happening.asked}
    return [event(state, "tool.intended", happening.payload, call=happening.call, **facts)]


def _settled(definition: Definition, state: State, happening: Settled) -> list[Event]:
    fact = _settled_fact(state, happening)
    if happening.known or happening.repeat:
        return [fact]
    used = _used(happening)
    return [fact, event(state, "escalation.opened", reason=Reason.DOUBTFUL.value, call=happening.call, **used)]


def _halted(definition: Definition, state: State, happening: Halted) -> list[Event]:
    facts: dict[str, Any] = {"reason": happening.reason.value}
    said = {"call": happening.call, "asked": happening.asked, "limit": happening.limit}
    facts |= {name: value for name, value in said.items() if value} | _used(happening)
    opened = event(state, "escalation.opened", happening.payload, **facts)
    refused = [event(state, "policy.refused")] if happening.reason is Reason.POLICY else []
    return [*refused, opened]


def _used(happening: Halted | Settled | Intended) -> dict[str, Any]:
    """What a turn had used when it was stopped half-way."""
    if not happening.tokens and not happening.cost_micros:
        return {}
    return {"tokens": happening.tokens, "cost_micros": happening.cost_micros}


def _woken(definition: Definition, state: State, happening: object) -> list[Event]:
    if state.waiting is None or state.waiting.seconds is None:
        raise Overtaken
    return [event(state, "timer.fired")]


def _claimed(definition: Definition, state: State, happening: Claimed) -> list[Event]:
    if state.waiting is None or state.waiting.reason is None:
        raise NotNow("The run no longer waits for a person.")
    return [event(state, "escalation.freed" if happening.freed else "escalation.claimed")]


def _ended(definition: Definition, state: State, happening: Ended) -> list[Event]:
    facts = {"state": RunState.DONE.value, "outcome": happening.outcome}
    return [Event("run.finished", facts=facts, payload=happening.payload)]


def _cancel_asked(definition: Definition, state: State, happening: CancelAsked) -> list[Event]:
    if happening.idle:
        return cancelled(state, happening.payload)
    if state.run is RunState.CANCELLING:
        return []
    return [event(state, "run.cancelling", happening.payload)]


def _cancel_due(definition: Definition, state: State, happening: object) -> list[Event]:
    return cancelled(state)


TABLE: dict[type, Callable[[Definition, State, Any], list[Event]]] = {
    Started: _started,
    Arrived: _arrived,
    PassedBy: _passed_by,
    Branched: _branched,
    Answered: _answered,
    Failed: _failed,
    Intended: _intended,
    Settled: _settled,
    Halted: _halted,
    Woken: _woken,
    Claimed: _claimed,
    Resolved: resolved,
    Ended: _ended,
    CancelAsked: _cancel_asked,
    CancelDue: _cancel_due,
}
