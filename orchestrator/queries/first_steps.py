"""A builder's first steps in a team, each ticked off by what is really there."""

from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agents.models import Agent
from governance.models import Team
from orchestrator.models import Run, Workflow, WorkflowVersion

LATEST = 5  # workflows looked at, the last changed ones


@dataclass(frozen=True)
class FirstStep:
    """One step: what to do, why, where, and whether it has been done."""

    label: Promise
    help: Promise
    button: Promise
    url: str
    done: bool


def first_steps(team: Team) -> list[FirstStep]:
    """The way from nothing to a first run; empty once one was started, however its team got there."""
    steps = [_agent(team), *_workflow(team)]
    return [] if steps[-1].done else steps


def _agent(team: Team) -> FirstStep:
    found = Agent.objects.filter(team=team, archived=False).order_by(F("live_version_id").desc(nulls_last=True))
    agent = found.only("live_version").first()
    url = reverse("agents", args=[team.slug]) + "#new"
    if agent is not None:
        url = reverse("agent-edit", args=[team.slug, agent.pk]) + "#publish-it"
    return FirstStep(
        _("Make an agent"),
        _("Describe one job in a form: what it is given, what it answers. Try it, then publish it."),
        _("Publish the agent") if agent else _("Make an agent"),
        url,
        agent is not None and agent.live_version_id is not None,
    )


def _workflow(team: Team) -> list[FirstStep]:
    latest = Workflow.objects.filter(team=team, archived=False).order_by("-changed_at")
    rows = list(latest.only("key", "draft", "live_version")[:LATEST])
    drawn = [row for row in rows if row.draft.get("steps")]
    live = [row for row in rows if row.live_version_id]
    # What a trial leaves behind is a version without a number; there are far fewer of those than runs.
    tried = bool(rows) and WorkflowVersion.objects.filter(team=team, number__isnull=True, workflow__in=rows).exists()
    started = bool(live) and Run.objects.filter(team=team, trial=False).exists()
    chosen = next(iter(live or drawn or rows), None)
    none = reverse("workflows", args=[team.slug]) + "#new"

    def page(name: str) -> str:
        return reverse(name, args=[team.slug, chosen.key]) if chosen else none

    return [
        FirstStep(
            _("Draw a workflow"),
            _("Say what happens to a request, step by step, and where the agent does its job."),
            _("Draw a workflow"),
            page("workflow-edit"),
            bool(drawn),
        ),
        FirstStep(
            _("Try it"),
            _("Run the draft on an example. Nothing is sent anywhere unless you say so."),
            _("Try it"),
            page("workflow-try"),
            tried,
        ),
        FirstStep(
            _("Publish it"),
            _("Publishing freezes the draft as a version, so that a change never surprises a run."),
            _("Publish it"),
            page("workflow-publish"),
            bool(live),
        ),
        FirstStep(
            _("Start it"),
            _("Start a first real run and watch it here, step by step, to its outcome."),
            _("Start a run"),
            page("run-start") if live else page("workflow"),
            started,
        ),
    ]
