"""What screens ask about the states of a workflow: its versions, its draft, and drafts that were put aside."""

from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from governance import access
from governance.actors import Actor
from orchestrator.engine.definition import Definition
from orchestrator.models import Run, Workflow, WorkflowVersion
from orchestrator.shapes import resolved

MOST_KEPT = 20
DRAFT, LIVE, KEPT = "draft", "live", "kept-"


@dataclass(frozen=True)
class State:
    """One state of a workflow as an address names it: "draft", "3" for a version, "kept-17" for a draft put aside."""

    which: str
    name: str
    definition: Definition = field(repr=False)
    version: WorkflowVersion | None = None


def versions_with_runs(actor: Actor, workflow: Workflow) -> QuerySet[WorkflowVersion]:
    """The published versions, newest first, each with how many runs an actor can see of it (trials do not count)."""
    runs = access.visible(actor, Run).filter(version=OuterRef("pk"), trial=False).order_by()
    counted = runs.values("version").annotate(n=Count("pk")).values("n")
    found = WorkflowVersion.objects.filter(workflow=workflow, number__isnull=False).select_related("published_by")
    return found.annotate(run_count=Coalesce(Subquery(counted), 0)).defer("document").order_by("-number")


def kept_drafts(workflow: Workflow) -> QuerySet[WorkflowVersion]:
    """The drafts that were put aside for something else, the latest first."""
    found = WorkflowVersion.objects.filter(workflow=workflow, number=None).exclude(replaced_by="")
    return found.select_related("published_by").order_by("-pk")


def may_see_draft(actor: Actor, workflow: Workflow) -> bool:
    """Whether somebody may read what is not published."""
    return access.may(actor, "workflow.edit", workflow) or access.may(actor, "workflow.publish", workflow)


def state_of(actor: Actor, workflow: Workflow, which: str) -> State | None:
    """One state of a workflow; None where there is none of this name that an actor may see."""
    if which == LIVE:
        return _state(workflow.live_version) if workflow.live_version else None
    if which.isascii() and which.isdigit() and len(which) < 9:
        return _state(WorkflowVersion.objects.filter(workflow=workflow, number=int(which)).first())
    if not may_see_draft(actor, workflow):
        return None
    if which == DRAFT:
        return State(DRAFT, _("The draft"), resolved(workflow.drawing, workflow.team))
    number = which.removeprefix(KEPT)
    if which.startswith(KEPT) and number.isascii() and number.isdigit() and len(number) < 19:
        return _state(kept_drafts(workflow).filter(pk=int(number)).first())
    return None


def _state(version: WorkflowVersion | None) -> State | None:
    if version is None:
        return None
    if version.number is None:
        return State(f"{KEPT}{version.pk}", kept_words(version), _now(version), version)
    words = _("Version %(number)d") % {"number": version.number}
    return State(str(version.number), words, version.definition, version)


def _now(kept: WorkflowVersion) -> Definition:
    """A draft that was put aside, with what its agents and tools take and give today."""
    return resolved(kept.definition, kept.team)


def kept_words(kept: WorkflowVersion) -> str:
    """What a draft put aside is called, by what took its place."""
    if kept.replaced_by == "file":
        return _("The draft before a file was imported")
    if kept.replaced_by == "draft":
        return _("The draft before another one came back")
    return _("The draft before version %(number)s came back") % {"number": kept.replaced_by}


def choices_of(actor: Actor, workflow: Workflow) -> list[tuple[str, str]]:
    """Every state one may compare, as (name in the address, words), the newest first."""
    found = []
    if may_see_draft(actor, workflow):
        found.append((DRAFT, _("The draft")))
    numbers = WorkflowVersion.objects.filter(workflow=workflow, number__isnull=False).values_list("number", flat=True)
    found += [(str(number), _("Version %(number)d") % {"number": number}) for number in numbers.order_by("-number")]
    if may_see_draft(actor, workflow):
        found += [
            (f"{KEPT}{kept.pk}", kept_words(kept)) for kept in kept_drafts(workflow).defer("document")[:MOST_KEPT]
        ]
    return found
