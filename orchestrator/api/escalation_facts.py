"""A case as the API tells it: its row, and the context a decision needs."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from fields import contracts
from fields.labels import load, plain
from governance import access
from governance.models import User
from governance.payloads import PayloadGone
from orchestrator.engine.definition import RUN, Definition, Shape
from orchestrator.engine.state import DECISIONS, Reason
from orchestrator.journal import Journal
from orchestrator.models import Escalation, Run, Step
from orchestrator.models.escalation import REASONS

RELATED = ("team", "run", "run__workflow", "run__version", "claimed_by", "decided_by")
LABELS = dict(REASONS)


def listed(rows: "QuerySet[Escalation]") -> "QuerySet[Escalation]":
    """The same cases with what their summaries need."""
    return rows.select_related(*RELATED).defer("run__snapshot", "run__workflow__draft")


def summary(case: Escalation) -> dict[str, Any]:
    """A case without the values it is about."""
    run = case.run
    return {
        "id": case.pk,
        "url": reverse("api-escalation", args=[case.pk]),
        "run": run.pk,
        "team": case.team.slug,
        "workflow": run.workflow.key if run.workflow else None,
        "step": case.step,
        "step_name": run.version.definition.step(case.step).name,
        "visit": case.visit,
        "reason": case.reason,
        "words": str(LABELS[Reason(case.reason)]),
        "state": case.state,
        "opened_at": case.opened_at,
        "claimed_by": case.claimed_by.name if case.claimed_by else None,
        "claimed_at": case.claimed_at,
        "decision": case.decision,
        "decided_by": case.decided_by.name if case.decided_by else None,
        "decided_at": case.decided_at,
    }


def whole(reader: User, case: Escalation) -> dict[str, Any]:
    """A case with its context, as far as the run's values are not erased."""
    definition = case.run.version.definition
    decided = case.state == "resolved"
    return {
        **summary(case),
        "decisions": [] if decided else [decision.value for decision in DECISIONS[Reason(case.reason)]],
        "send_back_to": [] if decided else _earlier(definition, case.step),
        "output_schema": contracts.json_schema(definition.shapes.get(case.step, Shape()).gives),
        **_context(reader, case),
    }


def _earlier(definition: Definition, key: str) -> list[dict[str, str]]:
    order = definition.order()
    keys = order[: order.index(key)] if key in order else []
    return [{"key": one, "name": definition.step(one).name} for one in keys]


def _context(reader: User, case: Escalation) -> dict[str, Any]:
    step = access.visible(reader, Step).filter(run=case.run, key=case.step, visit=case.visit).first()
    facts: dict[str, Any] = {
        "explanation": "",
        "confidence": step.confidence if step else case.facts.get("confidence"),
        "threshold": step.threshold if step else case.facts.get("threshold"),
        "run_input": None,
        "step_input": None,
        "proposal": None,
        "request": None,
        "erased": False,
    }
    try:
        return facts | _sealed(Journal(case.run), case, step)
    except PayloadGone:
        return facts | {"erased": True}


def _sealed(journal: Journal, case: Escalation, step: Step | None) -> dict[str, Any]:
    said, detail = journal.open(case.payload), journal.open(step.detail if step else None)
    return {
        "explanation": said.get("sentence") or said.get("why") or detail.get("sentence") or "",
        "run_input": plain(journal.values(RUN)),
        "step_input": _values(journal.open(step.given)) if step and step.given else None,
        "proposal": _values(said) if case.reason == Reason.LOW_CONFIDENCE else None,
        "request": said.get("request") or _call(journal, case).get("request"),
    }


def _values(payload: dict[str, Any]) -> dict[str, Any]:
    return plain(load(payload.get("fields", {})))


def _call(journal: Journal, case: Escalation) -> dict[str, Any]:
    visit = journal.state.steps.get(case.step)
    call = visit.calls.get(case.facts.get("call", "")) if visit and visit.number == case.visit else None
    return journal.open(call.ref) if call else {}


def waiting_in_words(run: Run, case: Escalation, journal: Journal | None) -> str:
    """Why a run waits for a person: the reason, the step, and what is said about it."""
    label = str(LABELS[Reason(case.reason)])
    said = journal.open(case.payload).get("sentence", "") if journal else ""
    step = run.version.definition.step(case.step).name
    return f"{step}: {label}. {said}".strip()
