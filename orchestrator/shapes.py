"""What each step of a drawing takes and gives: looked up from its agent or tool, and frozen with a version."""

from agents.definition import AIAgent, parse_definition
from agents.models import Agent, AgentVersion, Tool
from fields.types import Field
from governance.models import Team
from orchestrator.engine.definition import AgentStep, Definition, PersonStep, Shape, ToolStep


def resolved(definition: Definition, team: Team) -> Definition:
    """Give the drawing with the shapes of its steps; those without agent or tool, or that only direct, have none."""
    of_agents = {step.agent for step in definition.steps if isinstance(step, AgentStep)}
    of_tools = {step.tool for step in definition.steps if isinstance(step, ToolStep)}
    found = Agent.objects.filter(team=team, archived=False, pk__in=of_agents).select_related("live_version")
    agents = {agent.pk: of_agent(agent.live_version) for agent in found.defer("draft") if agent.live_version}
    tools = {tool.pk: of_tool(tool) for tool in Tool.objects.filter(team=team, enabled=True, pk__in=of_tools)}
    shapes: dict[str, Shape] = {}
    for step in definition.steps:
        match step:
            case AgentStep() if step.agent in agents:
                shapes[step.key] = agents[step.agent]
            case ToolStep() if step.tool in tools:
                shapes[step.key] = tools[step.tool]
            case PersonStep():
                shapes[step.key] = Shape(takes=step.takes, gives=step.gives)
    return definition.model_copy(update={"shapes": shapes})


def _plain(field: Field) -> Field:
    """A tool's field without what only its request needs."""
    return Field.model_validate({name: getattr(field, name) for name in Field.model_fields})


def of_agent(version: AgentVersion) -> Shape:
    """The shape of an agent's version."""
    definition = parse_definition(version.definition)
    ai = isinstance(definition, AIAgent)
    return Shape(
        takes=list(definition.inputs),
        gives=list(definition.outputs),
        version=version.pk,
        threshold=definition.threshold,
        tokens=definition.limits.tokens if isinstance(definition, AIAgent) else 0,
        rules=not ai,
    )


def of_tool(tool: Tool) -> Shape:
    """The shape of a tool."""
    return Shape(
        takes=[_plain(field) for field in tool.input_fields],
        gives=[_plain(field) for field in tool.output_fields],
        changes=tool.changes,
        sensitive=tool.sensitive,
        seconds=tool.seconds,
    )
