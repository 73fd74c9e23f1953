"""Rows of the orchestrator."""

from orchestrator.models.escalation import Escalation
from orchestrator.models.run import Run, Step
from orchestrator.models.worker import Worker
from orchestrator.models.workflow import Presence, Workflow, WorkflowGrant, WorkflowVersion

__all__ = ["Escalation", "Presence", "Run", "Step", "Worker", "Workflow", "WorkflowGrant", "WorkflowVersion"]
