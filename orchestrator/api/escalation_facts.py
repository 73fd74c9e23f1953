"""A case as the API tells it: its row, and the context a decision needs."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from fields import contracts
from orchestrator.api.run_facts import given_values
from orchestrator.models import Escalation
from orchestrator.queries.definitions import definition_of
from orchestrator.queries.inbox_case import Case, opened_case
from orchestrator.queries.inbox_offers import offers, output_fields, targets


def listed(rows: "QuerySet[Escalation]") -> "QuerySet[Escalation]":
    """The same cases with what their summaries need, and without what is large."""
    related = rows.select_related("team", "run__workflow", "claimed_by", "decided_by")
    return related.defer("run__snapshot", "run__workflow__draft")


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
        "step_name": definition_of(run.version_id).step(case.step).name,
        "visit": case.visit,
        "reason": case.reason,
        "words": case.get_reason_display(),
        "state": case.state,
        "opened_at": case.opened_at,
        "claimed_by": case.claimed_by.name if case.claimed_by else None,
        "claimed_at": case.claimed_at,
        "decision": case.decision,
        "decided_by": case.decided_by.name if case.decided_by else None,
        "decided_at": case.decided_at,
    }


def whole(row: Escalation) -> dict[str, Any]:
    """A case with its context, as far as the run's values are not erased."""
    case = opened_case(row)
    walk, step = case.walk, case.step
    opened = walk.open_all([walk.state.given, row.payload, step.given if step else None])
    return {
        **summary(row),
        "words": case.why,
        "decisions": [offer.decision for offer in offers(case)] if case.is_open else [],
        "send_back_to": [{"key": to.key, "name": to.name} for to in targets(case)] if case.is_open else [],
        "explanation": case.sentence or case.because or case.instructions,
        "confidence": step.confidence if step else None,
        "threshold": step.threshold if step else None,
        "run_input": given_values(opened, walk.state.given),
        "step_input": given_values(opened, step.given if step else None),
        "proposal": given_values(opened, row.payload) if case.proposal else None,
        "request": _asked(case, opened.get(row.payload or "", {})),
        "output_schema": contracts.json_schema(output_fields(case)),
        "erased": walk.erased,
    }


def _asked(case: Case, payload: dict[str, Any]) -> dict[str, Any] | None:
    """The call in question: one that waits for a yes, or one whose answer got lost."""
    if "request" in payload:
        return dict(payload["request"])
    visit, name = case.walk.state.steps.get(case.row.step), str(case.row.facts.get("call", ""))
    ref = visit.calls[name].ref if visit and name in visit.calls else None
    return case.walk.open_all([ref]).get(ref or "", {}).get("request")
