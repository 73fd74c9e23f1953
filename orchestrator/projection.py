"""Rows for screens, made from the journal's lines in the same transaction."""

from typing import Any

from django.utils.timezone import now

from governance import quick
from orchestrator.engine.happenings import Event
from orchestrator.engine.state import TERMINAL, State, StepState
from orchestrator.models import Escalation, Run, Step

STEP = tuple(field.attname for field in Step._meta.local_concrete_fields if field.name != "id")


def run_changes(run: Run, state: State, events: list[Event]) -> dict[str, Any]:
    """The columns of the run row that follow from its state."""
    changes: dict[str, Any] = {
        "state": state.run.value,
        "outcome": state.outcome,
        "at_step": state.at,
        "reason": state.waiting.reason.value if state.waiting and state.waiting.reason else "",
        "tokens": state.used.tokens,
        "cost_micros": state.used.cost_micros,
    }
    if any(event.kind == "escalation.opened" for event in events):
        changes["escalated"] = True
    if state.run in TERMINAL and run.finished_at is None:
        changes["finished_at"] = now()
    return changes


def project(run: Run, events: list[Event]) -> None:
    """Bring the step and escalation rows up to these events."""
    new: dict[tuple[str, int], Step] = {}
    changed: dict[tuple[str, int], dict[str, Any]] = {}
    for event in events:
        if event.kind in BEGINS:
            new[event.step, event.visit] = _begun(run, event)
        elif event.kind == "step.skipped":
            _skip(run, event, new, changed)
        elif columns := _columns(event):
            changed.setdefault((event.step, event.visit), {}).update(columns)
    for place, columns in changed.items():
        if place in new:
            for column, value in columns.items():
                setattr(new[place], column, value)
        else:
            quick.update(Step, {"run": run.pk, "key": place[0], "visit": place[1]}, columns)
    if new:
        quick.insert(Step, STEP, [tuple(getattr(step, column) for column in STEP) for step in new.values()])
    _project_escalations(run, events)


def _skip(run: Run, event: Event, new: dict[tuple[str, int], Step], changed: dict[tuple[str, int], Any]) -> None:
    """A step that was never taken gets its row now; one that failed and is passed over already has it."""
    place = (event.step, event.visit)
    columns = {"state": StepState.SKIPPED, "finished_at": now()} | ({"detail": event.ref} if event.ref else {})
    if "failure" in event.facts:
        changed.setdefault(place, {}).update(columns)
    else:
        new[place] = Step(run=run, key=event.step, visit=event.visit, started_at=now(), **columns)


BEGINS = {"step.started", "handoff.failed"}


def _begun(run: Run, event: Event) -> Step:
    step = Step(run=run, key=event.step, visit=event.visit, given=event.ref, started_at=now())
    if event.kind == "handoff.failed":
        step.failure, step.detail = "handoff", event.ref
    return step


def _columns(event: Event) -> dict[str, Any]:
    made = COLUMNS.get(event.kind)
    return made(event) if made and event.step else {}


def _finished(event: Event) -> dict[str, Any]:
    columns = {"state": StepState.FINISHED, "gave": event.ref, "finished_at": now()}
    if "ms" in event.facts:
        columns |= {"milliseconds": event.facts["ms"]}
    if "confidence" in event.facts:
        columns |= {"confidence": event.facts["confidence"], "threshold": event.facts["threshold"]}
    return columns


def _called(event: Event) -> dict[str, Any]:
    facts = event.facts
    return {
        "model": facts["model"][:120],
        "tokens": facts["tokens"],
        "cost_micros": facts["cost_micros"],
        "transcript": event.ref,
    }


def _escalated(event: Event) -> dict[str, Any]:
    columns: dict[str, Any] = {"state": StepState.WAITING}
    if event.ref:
        columns["detail"] = event.ref
    if "confidence" in event.facts:
        columns |= {"confidence": event.facts["confidence"], "threshold": event.facts["threshold"]}
        columns |= {"milliseconds": event.facts["ms"], "gave": event.ref}
    return columns


def _resolved(event: Event) -> dict[str, Any]:
    if event.facts["decision"] == "send_back":
        return {"state": StepState.RETURNED, "finished_at": now()}
    return {"state": StepState.RUNNING}


COLUMNS: dict[str, Any] = {
    "model.called": _called,
    "step.finished": _finished,
    "step.attempt_failed": lambda event: {
        "state": StepState.FAILED,
        "failure": event.facts["failure"],
        "attempt": event.facts["attempt"],
        "detail": event.ref,
    },
    "timer.set": lambda event: {"state": StepState.RETRYING},
    "timer.fired": lambda event: {"state": StepState.RUNNING},
    "escalation.opened": _escalated,
    "escalation.resolved": _resolved,
    "run.finished": lambda event: {"state": StepState.FAILED, "finished_at": now()},
    "run.cancelled": lambda event: {"state": StepState.FAILED, "failure": "cancelled", "finished_at": now()},
}


def _project_escalations(run: Run, events: list[Event]) -> None:
    for event in events:
        if event.kind == "escalation.opened":
            facts = {key: value for key, value in event.facts.items() if key != "reason"}
            Escalation.objects.create(
                run=run,
                team_id=run.team_id,
                step=event.step,
                visit=event.visit,
                reason=event.facts["reason"],
                facts=facts,
                payload=event.ref,
                trial=run.trial,
                opened_at=now(),
            )
        elif event.kind in ("run.cancelled", "run.finished") and run.escalated:
            left = Escalation.objects.filter(run=run).exclude(state="resolved")
            left.update(state="resolved", decision="stop", decided_at=now())
