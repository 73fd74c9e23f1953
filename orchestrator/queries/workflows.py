"""What screens ask about workflows: lists, versions, recent runs, what a step can be made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import cached_property

from agents.definition import parse_definition
from agents.models import Agent, AgentVersion, Tool
from governance import access
from governance.actors import Actor, names_of
from governance.models import Team
from orchestrator.engine.definition import Definition, Shape
from orchestrator.models import Run, Workflow, WorkflowVersion
from orchestrator.queries.runs import with_names
from orchestrator.shapes import of_agent, of_tool


@dataclass(frozen=True)
class Line:
    """One workflow in the list."""

    workflow: Workflow
    changed_by: str
    last_run: datetime | None
    differs: bool


def workflows_of(actor: Actor, team: Team, *, archived: bool = False) -> list[Line]:
    """A team's workflows an actor can see, with when each last ran (trials do not count)."""
    runs = Run.objects.filter(workflow=OuterRef("pk"), trial=False).order_by("-pk")
    found = access.visible(actor, Workflow).filter(team=team, archived=archived).select_related("live_version")
    rows = list(found.annotate(last_run=Subquery(runs.values("started_at")[:1])))
    names = names_of(row.changed_by for row in rows if row.changed_by)
    return [Line(row, names.get(row.changed_by, ""), row.last_run, differs(row)) for row in rows]


def archived_count(actor: Actor, team: Team) -> int:
    """How many workflows of a team are put away."""
    return access.visible(actor, Workflow).filter(team=team, archived=True).count()


def differs(workflow: Workflow) -> bool:
    """Whether the draft is not what is published."""
    live = workflow.live_version
    return live is None or _drawn(workflow.draft) != _drawn(live.document)


def _drawn(document: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in document.items() if name != "shapes"}


def versions_of(workflow: Workflow) -> QuerySet[WorkflowVersion]:
    """A workflow's published versions, newest first."""
    found = WorkflowVersion.objects.filter(workflow=workflow, number__isnull=False)
    return found.select_related("published_by").order_by("-number")


def version_before(version: WorkflowVersion) -> WorkflowVersion | None:
    """The version this one replaced."""
    return versions_of(version.workflow).filter(number__lt=version.number).first() if version.workflow else None


def recent_runs(actor: Actor, workflow: Workflow, most: int = 8) -> list[Run]:
    """The workflow's latest runs an actor can see, without trials."""
    found = access.visible(actor, Run).filter(workflow=workflow, trial=False)
    return list(with_names(found).order_by("-pk")[:most])


class Makings:
    """What the steps of a team's drawings can be made of: its agents and its tools, each read once."""

    def __init__(self, team: Team) -> None:
        self.team = team

    @cached_property
    def agents(self) -> dict[int, Agent]:
        """The team's agents, published or not."""
        found = Agent.objects.filter(team=self.team, archived=False).select_related("live_version")
        return {agent.pk: agent for agent in found}

    @cached_property
    def tools(self) -> dict[int, Tool]:
        """The team's tools in use."""
        found = Tool.objects.filter(team=self.team, enabled=True).select_related("connector")
        return {tool.pk: tool for tool in found.order_by("connector__name", "name")}

    @cached_property
    def shapes(self) -> dict[int, Shape]:
        """What each published agent takes and gives."""
        return {key: of_agent(agent.live_version) for key, agent in self.agents.items() if agent.live_version}

    def agents_for(self, job: str) -> list[Agent]:
        """The published agents that can do a job: "agent" reads with a model, "rules" decides by a table."""
        return [self.agents[key] for key, shape in self.shapes.items() if shape.rules == (job == "rules")]

    def unpublished(self, job: str) -> list[Agent]:
        """The agents for a job that have only a draft, so that a builder knows why they are not offered."""
        kind = "rules" if job == "rules" else "ai"
        return [each for each in self.agents.values() if not each.live_version and each.draft.get("kind") == kind]

    def shape_of(self, kind: str, key: int) -> Shape | None:
        """What an agent ("agent") or tool ("tool") takes and gives; None where it is gone or unpublished."""
        if kind == "agent":
            return self.shapes.get(key)
        return of_tool(self.tools[key]) if key in self.tools else None

    def about(self, kind: str, key: int) -> str:
        """What an agent or tool is for, in its owner's words."""
        if kind == "tool":
            return self.tools[key].description if key in self.tools else ""
        version = self.agents[key].live_version if key in self.agents else None
        return parse_definition(version.definition).purpose if version else ""


@dataclass(frozen=True)
class Names:
    """What the agents and tools of a drawing are called, also those that are put away."""

    agents: dict[int, str]
    tools: dict[int, str]
    versions: dict[int, int | None]


def names_in(definitions: Iterable[Definition]) -> Names:
    """The names of every agent and tool in some drawings, and the numbers of the versions they are pinned to."""
    steps = [step for each in definitions for step in each.steps]
    shapes = [shape for each in definitions for shape in each.shapes.values()]
    agents = Agent.objects.filter(pk__in={step.agent for step in steps if step.kind == "agent"})
    tools = Tool.objects.filter(pk__in={step.tool for step in steps if step.kind == "tool"})
    return Names(
        dict(agents.values_list("pk", "name")),
        {tool.pk: tool.name for tool in tools},
        _numbers({shape.version for shape in shapes if shape.version}),
    )


def _numbers(keys: set[int]) -> dict[int, int | None]:
    return dict(AgentVersion.objects.filter(pk__in=keys).values_list("pk", "number")) if keys else {}
