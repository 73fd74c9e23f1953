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
