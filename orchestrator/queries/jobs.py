"""The jobs a step can have, in a builder's words."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orchestrator.engine.definition import AgentStep, PersonStep, Shape, ToolStep


@dataclass(frozen=True)
class Job:
    """One job: the kind of step that does it, what it is called, and what it is for."""

    key: str
    kind: Literal["agent", "tool", "person"]
    label: Promise
    icon: str
    help: Promise


JOBS = {
    job.key: job
    for job in (
        Job(
            "agent",
            "agent",
            _("Ask an agent"),
            "robot",
            _("An AI agent reads, understands and writes: sort a message, find what it asks for, draft a reply."),
        ),
        Job(
            "rules",
            "agent",
            _("Check rules"),
            "table",
            _("A rules agent decides by its table, the same way every time: is this within the limit?"),
        ),
        Job(
            "tool",
            "tool",
            _("Do something in a system"),
            "plug-connected",
            _("Look something up or change something in another system, such as refunding a fee."),
        ),
        Job(
            "person",
            "person",
            _("Have a person decide"),
            "user-check",
            _("The run waits in the inbox until a reviewer has decided."),
        ),
    )
}


def job_of(step: AgentStep | ToolStep | PersonStep, shape: Shape | None) -> Job:
    """The job of a step; an agent whose version decides by a table checks rules."""
    return JOBS["rules"] if step.kind == "agent" and shape is not None and shape.rules else JOBS[step.kind]
