"""What importing a file into a team would do: what is made, what is there already, what a person must see to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from agents.definition import Definition as AgentDefinition
from agents.definition import check as agent_problems
from agents.definition import parse_definition
from agents.models import Agent, AgentVersion, Connector, Tool
from agents.queries import endpoints_in_use
from governance import access
from governance.actors import Actor
from governance.models import Team
from orchestrator.engine.check import Problem, check
from orchestrator.engine.definition import Definition, Shape
from orchestrator.files.envelope import FiledAgent, NeededTool, WorkflowFile
from orchestrator.files.placing import Placed, agent_definition, placed, tools_named
from orchestrator.models import Workflow
from orchestrator.shapes import of_agent, resolved

OURS, COPY = "ours", "copy"


@dataclass(frozen=True)
class Choices:
    """What whoever imports decided: another name, an own draft to put it into, whose agent is used, what is published.

    agents: by key, "ours" or "copy", where the team has another agent of that name. all_ours: the team's own in
    every case, archived or not, as a copy inside one team wants it.
    """

    name: str = ""
    into: str = ""
    agents: Mapping[str, str] = field(default_factory=dict)
    publish: bool = True
    all_ours: bool = False


@dataclass(frozen=True)
class AgentPlan:
    """What becomes of one agent of a file.

    fate: "new", "same" (the team has just this one), "ours" (the team's is used instead) or "copy" (made beside it).
    """

    filed: FiledAgent
    definition: AgentDefinition
    fate: Literal["new", "same", "ours", "copy"]
    ours: Agent | None
    published: bool

    @property
    def is_made(self) -> bool:
        return self.fate in ("new", "copy")

    @property
    def is_asked(self) -> bool:
        """Whether there is something to choose."""
        return self.fate in ("ours", "copy") and self.ours is not None


class Plan:
    """A file before a team; nothing is made by looking. Unfit says what cannot be imported at all."""

    def __init__(self, actor: Actor, team: Team, file: WorkflowFile, choices: Choices) -> None:
        self.actor, self.team, self.file, self.choices = actor, team, file, choices
        self.placed: Placed = placed(file, {agent.filed.key: 1 for agent in self.agents}, self.tool_numbers)

    # -- what is there -------------------------------------------------------------------------------------------------

    @cached_property
    def tools(self) -> dict[str, Tool]:
        """The team's tools that a file means: of the same key, in a connector of the same name."""
        meant = {tool.key: each.name for each in self.file.needs.connectors for tool in each.tools}
        found = Tool.objects.filter(team=self.team, key__in=tools_named(self.file)).select_related("connector")
        return {
            tool.key: tool
            for tool in found
            if meant.get(tool.key, tool.connector.name).casefold() == tool.connector.name.casefold()
        }

    @cached_property
    def missing_tools(self) -> dict[str, NeededTool]:
        """What the file says of the tools the team lacks."""
        told = {tool.key: tool for each in self.file.needs.connectors for tool in each.tools}
        return {key: tool for key, tool in told.items() if key not in self.tools}

    @property
    def tool_numbers(self) -> dict[str, int]:
        return {key: tool.pk for key, tool in self.tools.items()}

    @cached_property
    def models(self) -> dict[str, int]:
        """The models agents of the team may use, by name; its own before the organisation's."""
        found = endpoints_in_use(self.team)
        return {each.name: each.pk for each in sorted(found, key=lambda each: each.team_id is not None)}

    @cached_property
    def may_publish(self) -> bool:
        """Whether new agents are published at once, so that the workflow can be tried."""
        return self.choices.publish and access.may(self.actor, "agent.publish", self.team)

    @cached_property
    def into(self) -> Workflow | None:
        """The workflow whose draft is replaced, where one was chosen."""
        if not self.choices.into:
            return None
        return access.get(self.actor, "workflow.edit", Workflow, team=self.team, key=self.choices.into, archived=False)

    @cached_property
    def same_name(self) -> Workflow | None:
        """A workflow of the team that is called as the file's."""
        found = access.visible(self.actor, Workflow).filter(team=self.team, archived=False)
        return found.filter(name__iexact=self.file.workflow.name).first()

    @cached_property
    def name(self) -> str:
        """What the new workflow will be called: as was chosen, else as the file says, numbered where that is taken."""
        if self.choices.name.strip():
            return self.choices.name.strip()[:120]
        taken = {name.casefold() for name in Workflow.objects.filter(team=self.team).values_list("name", flat=True)}
        return free_name(self.file.workflow.name, taken)

    # -- agents --------------------------------------------------------------------------------------------------------

    @cached_property
    def agents(self) -> list[AgentPlan]:
        """What becomes of each agent."""
        own = list(Agent.objects.filter(team=self.team).select_related("live_version").order_by("pk"))
        return [self._agent(filed, own) for filed in self.file.agents]

    def _agent(self, filed: FiledAgent, own: list[Agent]) -> AgentPlan:
        wanted = agent_definition(filed, self.tool_numbers, self.models)
        if self.choices.all_ours and (own_one := next((each for each in own if each.key == filed.key), None)):
            return AgentPlan(filed, wanted, "ours", own_one, own_one.live_version is not None)
        near = [each for each in own if _is_near(each, filed) and not each.archived]
        near.sort(key=lambda each: (each.key != filed.key, each.name.casefold() != filed.name.casefold()))
        same = next((each for each in near if parse_definition(_used(each)) == wanted), None)
        if same is not None:
            return AgentPlan(filed, wanted, "same", same, same.live_version is not None)
        taken = next((each for each in near if _is_named(each, filed)), None)
        if taken is not None and self.choices.agents.get(filed.key) == OURS:
            return AgentPlan(filed, wanted, "ours", taken, taken.live_version is not None)
        publish = self.may_publish and not agent_problems(wanted, set(self.usable_tools))
        return AgentPlan(filed, wanted, "copy" if taken else "new", taken, publish)

    def agent_name(self, plan: AgentPlan) -> str:
        """What an agent that is made will be called: a copy is numbered."""
        if plan.ours is None:
            return plan.filed.name
        taken = {name.casefold() for name in Agent.objects.filter(team=self.team).values_list("name", flat=True)}
        return free_name(plan.filed.name, taken)

    def agent_key(self, plan: AgentPlan) -> str:
        """The key an agent that is made should have; empty where its own is taken."""
        return "" if Agent.objects.filter(team=self.team, key=plan.filed.key).exists() else plan.filed.key

    @property
    def connector_names(self) -> set[str]:
        """The systems the team is connected to, by name."""
        names = Connector.objects.filter(team=self.team).values_list("name", flat=True)
        return {name.casefold() for name in names}

    @property
    def usable_tools(self) -> list[int]:
        """The numbers of the tools that are in use."""
        return [tool.pk for tool in self.tools.values() if tool.enabled]

    # -- the drawing ---------------------------------------------------------------------------------------------------

    @cached_property
    def drawing(self) -> Definition:
        """The drawing as it would be once all it needs is there: what is missing is told beside it."""
        known = {plan.filed.key: plan for plan in self.agents}
        numbers = {plan.filed.key: plan.ours.pk for plan in self.agents if plan.ours and not plan.is_made}
        drawn = resolved(placed(self.file, numbers, self.tool_numbers).drawing, self.team)
        shapes = dict(drawn.shapes)
        for said in self.file.workflow.document.get("steps") or []:
            plan = known.get(str(said.get("agent"))) if said["kind"] == "agent" else None
            need = self.missing_tools.get(str(said.get("tool"))) if said["kind"] == "tool" else None
            if plan is not None and plan.is_made:
                shapes[said["key"]] = shape_of(plan.definition)
            elif need is not None:
                shapes[said["key"]] = Shape(takes=need.inputs, gives=need.outputs, changes=need.changes)
        return drawn.model_copy(update={"shapes": shapes})

    @cached_property
    def problems(self) -> list[Problem]:
        """What the check would still say of that."""
        return check(self.drawing)


def shape_of(definition: AgentDefinition) -> Shape:
    """What an agent takes and gives that is not made yet."""
    return of_agent(AgentVersion(definition=definition.model_dump(mode="json")))


def free_name(name: str, taken: set[str]) -> str:
    """A name, numbered where it is taken."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name[:112]} {number}"
    return free


def _used(agent: Agent) -> dict[str, object]:
    """An agent as new runs use it, else its draft."""
    found: dict[str, object] = agent.live_version.definition if agent.live_version else agent.draft
    return found


def _is_named(agent: Agent, filed: FiledAgent) -> bool:
    return _plain(agent.key) == _plain(filed.key) or agent.name.casefold() == filed.name.casefold()


def _is_near(agent: Agent, filed: FiledAgent) -> bool:
    """Whether an agent may be the filed one: of its name, or an earlier copy of it."""
    return _is_named(agent, filed) or _plain(agent.key).startswith(f"{_plain(filed.key)}_")


def _plain(key: str) -> str:
    return key.replace("-", "_")
