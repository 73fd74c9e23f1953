"""Rows for screens, made from the journal's lines in the same transaction."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.timezone import now

from governance import quick
from orchestrator.engine.happenings import Event
from orchestrator.engine.state import AT_WORK, TERMINAL, RunState, State, StepState
from orchestrator.models import Escalation, Run, Step

Timers = dict[tuple[str, int], datetime]
STEP = tuple(field.attname for field in Step._meta.local_concrete_fields if field.name != "id")


def run_changes(run: Run, state: State, events: list[Event]) -> dict[str, Any]:
    """The columns of the run row that follow from its state."""
    changes: dict[str, Any] = {
        "state": state.run.value,
        "outcome": state.outcome,
        "reason": next((waiting.reason.value for waiting in state.waits.values() if waiting.reason), ""),
        "tokens": state.used.tokens,
        "cost_micros": state.used.cost_micros,
    }
    if any(event.kind == "escalation.opened" for event in events):
        changes["escalated"] = True
    if state.run in TERMINAL and run.finished_at is None:
        changes["finished_at"] = now()
    return changes


def project(run: Run, events: list[Event], timers: Timers) -> None:
    """Bring the step and escalation rows up to these events; `timers` says when each step is tried again."""
    new: dict[tuple[str, int], Step] = {}
    changed: dict[tuple[str, int], dict[str, Any]] = {}
    for event in events:
        if event.kind in BEGINS:
            new[event.step, event.visit] = _begun(run, event)
        elif event.kind == "step.skipped":
            _skip(run, event, new, changed)
        elif columns := _columns(event):
            due = {"due_at": timers.get((event.step, event.visit))} if event.kind == "timer.set" else {}
            changed.setdefault((event.step, event.visit), {}).update(columns | due)
    for place, columns in changed.items():
        if place in new:
            for column, value in columns.items():
                setattr(new[place], column, value)
        else:
            quick.update(Step, {"run": run.pk, "key": place[0], "visit": place[1]}, columns)
    if new:
        quick.insert(Step, STEP, [tuple(getattr(step, column) for column in STEP) for step in new.values()])
    _end_steps(run, events)
    _project_escalations(run, events)


def set_due(run: Run) -> None:
    """Several parts wait: the run is due when the first of their timers is."""
    first = Step.objects.filter(run=run, state=StepState.RETRYING).aggregate(first=models.Min("due_at"))["first"]
    Run.objects.filter(pk=run.pk).update(due_at=first)


def _skip(run: Run, event: Event, new: dict[tuple[str, int], Step], changed: dict[tuple[str, int], Any]) -> None:
    """A step that was never taken gets its row now; one that failed or is called off already has it."""
    place = (event.step, event.visit)
    columns = {"state": StepState.SKIPPED, "finished_at": now()} | ({"detail": event.ref} if event.ref else {})
    called_off = "called_off_by" in event.facts
    columns |= {"failure": "called_off"} if called_off else {}
    if "failure" in event.facts or (called_off and _has_row(run, place)):
        changed.setdefault(place, {}).update(columns)
    else:
        new[place] = Step(run=run, key=event.step, visit=event.visit, started_at=now(), **columns)


def _has_row(run: Run, place: tuple[str, int]) -> bool:
    return Step.objects.filter(run=run, key=place[0], visit=place[1]).exists()


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
}


def _end_steps(run: Run, events: list[Event]) -> None:
    """A run that is stopped or fails takes everything with it that was under way."""
    ended = [event for event in events if event.kind == "run.cancelled" or event.facts.get("state") == RunState.FAILED]
    for event in ended:
        columns: dict[str, Any] = {"state": StepState.FAILED, "finished_at": now()}
        if event.kind == "run.cancelled":
            columns["failure"] = "cancelled"
        Step.objects.filter(run=run, state__in=[*AT_WORK, StepState.FAILED], finished_at=None).update(**columns)


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
            _close(Escalation.objects.filter(run=run))
        elif event.kind == "step.skipped" and "called_off_by" in event.facts:
            _close(Escalation.objects.filter(run=run, step=event.step))


def _close(cases: models.QuerySet[Escalation]) -> None:
    """Nobody needs to decide these any more."""
    cases.exclude(state="resolved").update(state="resolved", decision="stop", decided_at=now())
