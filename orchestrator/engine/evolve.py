"""Fold the journal: a state and one event give the next state. Knows no definition and no values."""

from collections.abc import Callable
from typing import Any

from orchestrator.engine.happenings import Event
from orchestrator.engine.state import Call, Decision, Reason, RunState, State, StepState, Used, Visit, Waiting


def _decided(state: State, event: Event) -> State:
    """What is known of links from now on."""
    links = event.facts.get("links")
    return state.model_copy(update={"links": {**state.links, **links}}) if links else state


def evolve(state: State, event: Event) -> State:
    """Give the state after this event; events that change nothing of it give it back as it was."""
    fold = FOLDS.get(event.kind)
    return fold(state.looking_at(event.step), event) if fold else state


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
    return _decided(state, event).model_copy(update={"given": event.ref})


def _step_started(state: State, event: Event) -> State:
    notes = dict(state.notes)
    visit = Visit(number=event.visit, given=event.ref, note=notes.pop(event.step, None))
    used = state.used.model_copy(update={"steps": state.used.steps + 1})
    return state.with_step(event.step, visit).model_copy(update={"notes": notes, "used": used})


def _limit_reserved(state: State, event: Event) -> State:
    return state.with_visit(reserved=event.facts["tokens"])


def _model_called(state: State, event: Event) -> State:
    return state.with_visit(reserved=0).model_copy(update={"used": _used(state, event.facts)})


def _attempt_failed(state: State, event: Event) -> State:
    state = state.model_copy(update={"used": _used(state, event.facts)})
    return state.with_visit(state=StepState.FAILED, reserved=0)


def _step_finished(state: State, event: Event) -> State:
    used = state.model_copy(update={"used": _used(state, event.facts)})
    done = used.with_visit(state=StepState.FINISHED, gave=event.ref, waiting=None, reserved=0)
    return _decided(done, event)


def _step_skipped(state: State, event: Event) -> State:
    visit = state.steps.get(event.step)
    if visit is None or visit.number != event.visit:
        visit = Visit(number=event.visit)
    skipped = visit.model_copy(update={"state": StepState.SKIPPED, "waiting": None, "reserved": 0})
    return _decided(state.with_step(event.step, skipped), event)


def _timer_set(state: State, event: Event) -> State:
    return state.with_visit(state=StepState.RETRYING, waiting=Waiting(seconds=event.facts["seconds"]))


def _timer_fired(state: State, event: Event) -> State:
    return state.with_visit(state=StepState.RUNNING, attempt=state.visit.attempt + 1, waiting=None)


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
    return used.with_visit(state=StepState.WAITING, proposal=proposal, waiting=waiting, reserved=0)


def _escalation_resolved(state: State, event: Event) -> State:
    decision = Decision(event.facts["decision"])
    follow = RESOLUTIONS.get(decision)
    return follow(state, event) if follow else state


def _go_on(state: State, **changes: Any) -> State:
    return state.with_visit(state=StepState.RUNNING, waiting=None, **changes)


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
    facts = event.facts
    here = state.with_visit(state=StepState.RETURNED, waiting=None)
    past = {key: here.steps[key].model_copy(update={"past": True}) for key in facts["steps"]}
    links = {link: taken for link, taken in here.links.items() if link not in facts["links"]}
    notes = {**here.notes, facts["to"]: event.ref} if event.ref else here.notes
    back = here.model_copy(update={"steps": {**here.steps, **past}, "links": links, "notes": notes})
    return back.to(RunState.RUNNING)


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
    return _at_rest(state).to(RunState(event.facts["state"]), outcome=event.facts.get("outcome", ""))


def _at_rest(state: State) -> State:
    """Nothing waits in a run that has ended."""
    steps = {key: visit.model_copy(update={"waiting": None}) for key, visit in state.steps.items()}
    return state.model_copy(update={"steps": steps})


def _run_cancelling(state: State, event: Event) -> State:
    return _at_rest(state).to(RunState.CANCELLING)


def _run_cancelled(state: State, event: Event) -> State:
    return _at_rest(state).to(RunState.CANCELLED)


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
    "branch.taken": _decided,
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
