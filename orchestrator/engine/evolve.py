"""Fold the journal: a state and one event give the next state. Knows no definition and no values."""

from collections.abc import Callable
from typing import Any

from orchestrator.engine.happenings import Event
from orchestrator.engine.state import Call, Decision, Reason, RunState, State, StepState, Used, Visit, Waiting


def evolve(state: State, event: Event) -> State:
    """Give the state after this event; events that change nothing of it give it back as it was."""
    fold = FOLDS.get(event.kind)
    return fold(state, event) if fold else state


def fold(events: list[Event]) -> State:
    """Give the state after a whole journal."""
    state = State()
    for event in events:
        state = evolve(state, event)
    return state


def _used(state: State, facts: dict[str, Any], **more: int) -> Used:
    used = state.used
    return used.model_copy(
        update={
            "tokens": used.tokens + facts.get("tokens", 0),
            "cost_micros": used.cost_micros + facts.get("cost_micros", 0),
            "milliseconds": used.milliseconds + facts.get("ms", 0),
            **more,
        }
    )


def _run_started(state: State, event: Event) -> State:
    return state.model_copy(update={"at": event.facts["next"], "arrived": False, "given": event.ref})


def _step_started(state: State, event: Event) -> State:
    visit = Visit(number=event.visit, given=event.ref, note=state.note)
    return state.to(
        RunState.RUNNING,
        arrived=True,
        note=None,
        waiting=None,
        steps={**state.steps, event.step: visit},
        used=state.used.model_copy(update={"steps": state.used.steps + 1}),
    )


def _limit_reserved(state: State, event: Event) -> State:
    return state.model_copy(update={"used": state.used.model_copy(update={"reserved": event.facts["tokens"]})})


def _model_called(state: State, event: Event) -> State:
    return state.model_copy(update={"used": _used(state, event.facts, reserved=0)})


def _attempt_failed(state: State, event: Event) -> State:
    state = state.model_copy(update={"used": _used(state, event.facts, reserved=0)})
    return state.with_visit(state=StepState.FAILED)


def _step_finished(state: State, event: Event) -> State:
    used = state.model_copy(update={"used": _used(state, event.facts)})
    done = used.with_visit(state=StepState.FINISHED, gave=event.ref)
    return done.to(RunState.RUNNING, at=event.facts["next"], arrived=False, waiting=None)


def _step_skipped(state: State, event: Event) -> State:
    visit = Visit(number=event.visit, state=StepState.SKIPPED)
    steps = {**state.steps, event.step: visit}
    return state.to(RunState.RUNNING, steps=steps, at=event.facts["next"], arrived=False, waiting=None)


def _timer_set(state: State, event: Event) -> State:
    waiting = Waiting(seconds=event.facts["seconds"])
    return state.with_visit(state=StepState.RETRYING).to(RunState.WAITING, waiting=waiting)


def _timer_fired(state: State, event: Event) -> State:
    again = state.with_visit(state=StepState.RUNNING, attempt=state.visit.attempt + 1)
    return again.to(RunState.RUNNING, waiting=None)


def _tool_intended(state: State, event: Event) -> State:
    facts = event.facts
    calls = {**state.visit.calls, facts["call"]: Call(tool=facts["tool"], asked=facts["asked"])}
    used = state.used
    if facts["call"] not in state.visit.calls:  # a second try is not a new call
        used = used.model_copy(update={"tool_calls": used.tool_calls + 1})
    return state.with_visit(calls=calls).model_copy(update={"used": used})


def _tool_settled(state: State, event: Event) -> State:
    name = event.facts["call"]
    settled = event.kind.removeprefix("tool.")
    call = state.visit.calls[name].model_copy(update={"state": settled, "ref": event.ref})
    return state.with_visit(calls={**state.visit.calls, name: call})


def _escalation_opened(state: State, event: Event) -> State:
    facts = event.facts
    about = {name: facts.get(name, "") for name in ("call", "asked", "limit")}
    waiting = Waiting(reason=Reason(facts["reason"]), **about)
    proposal = event.ref if waiting.reason is Reason.LOW_CONFIDENCE else state.visit.proposal
    used = state.model_copy(update={"used": _used(state, facts)})
    return used.with_visit(state=StepState.WAITING, proposal=proposal).to(RunState.WAITING, waiting=waiting)


def _escalation_resolved(state: State, event: Event) -> State:
    decision = Decision(event.facts["decision"])
    follow = RESOLUTIONS.get(decision)
    return follow(state, event) if follow else state


def _go_on(state: State, **changes: Any) -> State:
    return state.with_visit(state=StepState.RUNNING, **changes).to(RunState.RUNNING, waiting=None)


def _allow(state: State, event: Event) -> State:
    return _go_on(state, allowed=(*state.visit.allowed, _asked_for(state).asked))


def _decline(state: State, event: Event) -> State:
    return _go_on(state, declined=(*state.visit.declined, _asked_for(state).asked))


def _retry(state: State, event: Event) -> State:
    calls = dict(state.visit.calls)
    name = _asked_for(state).call
    if (
        name in calls and calls[name].state != "done"
    ):  # a person says that it did not happen: it may leave again, under the same key
        calls[name] = calls[name].model_copy(update={"state": "again"})
    return _go_on(state, attempt=1, calls=calls)


def _more(state: State, event: Event) -> State:
    limit = event.facts["limit"]
    more = {**state.more, limit: state.more.get(limit, 0) + event.facts["more"]}
    return _go_on(state).model_copy(update={"more": more})


def _send_back(state: State, event: Event) -> State:
    returned = state.with_visit(state=StepState.RETURNED)
    return returned.to(RunState.RUNNING, at=event.facts["to"], arrived=False, waiting=None, note=event.ref)


def _happened(state: State, event: Event) -> State:
    return _go_on(state)


def _asked_for(state: State) -> Waiting:
    return state.waiting or Waiting()


RESOLUTIONS: dict[Decision, Callable[[State, Event], State]] = {
    Decision.ALLOW: _allow,
    Decision.DECLINE: _decline,
    Decision.RETRY: _retry,
    Decision.HAPPENED: _happened,
    Decision.MORE: _more,
    Decision.SEND_BACK: _send_back,
}


def _run_finished(state: State, event: Event) -> State:
    end = RunState(event.facts["state"])
    return state.to(end, outcome=event.facts.get("outcome", ""), waiting=None)


def _run_cancelling(state: State, event: Event) -> State:
    return state.to(RunState.CANCELLING, waiting=None)


def _run_cancelled(state: State, event: Event) -> State:
    return state.to(RunState.CANCELLED, waiting=None)


FOLDS: dict[str, Callable[[State, Event], State]] = {
    "run.started": _run_started,
    "trial.started": _run_started,
    "step.started": _step_started,
    "handoff.failed": _step_started,
    "limit.reserved": _limit_reserved,
    "model.called": _model_called,
    "step.attempt_failed": _attempt_failed,
    "step.finished": _step_finished,
    "step.skipped": _step_skipped,
    "timer.set": _timer_set,
    "timer.fired": _timer_fired,
    "tool.intended": _tool_intended,
    "tool.done": _tool_settled,
    "tool.failed": _tool_settled,
    "tool.unknown": _tool_settled,
    "escalation.opened": _escalation_opened,
    "escalation.resolved": _escalation_resolved,
    "run.finished": _run_finished,
    "run.cancelling": _run_cancelling,
    "run.cancelled": _run_cancelled,
}
