"""The jobs a step can have, in a builder's words."""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orchestrator.engine.definition import AnyStep, Definition, Shape
from orchestrator.engine.graph import END, START
from orchestrator.forms.editing.places import NoPlace, spot_at

Kind = Literal["agent", "tool", "person", "choose", "parallel", "join", "end"]


@dataclass(frozen=True)
class Job:
    """One job: the kind of step that does it, what it is called, and what it is for."""

    key: str
    kind: Kind
    label: Promise
    icon: str
    help: Promise

    @property
    def works(self) -> bool:
        """Whether its step does something, or only says where the walk goes."""
        return self.kind in ("agent", "tool", "person")


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
        Job(
            "choose",
            "choose",
            _("Choose a path"),
            "arrows-split-2",
            _("Go on in one way or another: by the value of a field, or by conditions."),
        ),
        Job(
            "parallel",
            "parallel",
            _("Do things at the same time"),
            "layout-distribute-vertical",
            _("Parts that do not need one another are done side by side, which saves time."),
        ),
        Job(
            "join",
            "join",
            _("Bring parts together"),
            "arrows-join-2",
            _("Wait for all parts, for the first one, or for some of them, then go on."),
        ),
        Job("end", "end", _("End here"), "flag", _("The run ends with a word of its own, such as “Declined”.")),
    )
}


def job_of(step: AnyStep, shape: Shape | None) -> Job:
    """The job of a step; an agent whose version decides by a table checks rules."""
    return JOBS["rules"] if step.kind == "agent" and shape is not None and shape.rules else JOBS[step.kind]


# What often follows a job, likeliest first; what is not named comes after, in the order of JOBS.
FOLLOWS = {
    START: ["agent", "tool", "rules"],
    "agent": ["rules", "choose", "tool"],
    "rules": ["choose", "tool", "person"],
    "tool": ["agent", "rules", "tool"],
    "person": ["tool", "choose", "end"],
    "choose": ["tool", "person", "agent", "end"],
    "parallel": ["agent", "tool", "person"],
    "join": ["agent", "rules", "person"],
}


def suggested(definition: Definition, place: str = "") -> list[Job]:
    """The jobs for a step at this place, the likely ones first."""
    follows = FOLLOWS.get(_before(definition, place), [])
    return [*(JOBS[key] for key in follows), *(job for job in JOBS.values() if job.key not in follows)]


def _before(definition: Definition, place: str) -> str:
    """The job of the step a place comes after."""
    try:
        sources = {link.source for link in spot_at(definition, place).taken}
    except NoPlace:
        return START
    key = place.partition(":")[2] if place.startswith(("after:", "path:")) else sources.pop() if sources else START
    if key in (START, END):
        return START
    step = next((step for step in definition.steps if step.key == key), None)
    return job_of(step, definition.shapes.get(key)).key if step else START
