"""What screens and runs ask about agents and connections; each question names who asks, or for which team."""

from django.db.models import Count, Q, QuerySet

from agents.definition import AIAgent
from agents.models import Agent, AgentVersion, Connector, ModelEndpoint, Tool
from governance import access
from governance.actors import Actor
from governance.models import Team


def agents(actor: Actor, team: Team, *, archived: bool = False) -> QuerySet[Agent]:
    """The agents of a team an actor can see, by name."""
    return access.visible(actor, Agent).filter(team=team, archived=archived).select_related("live_version")


def versions(actor: Actor, agent: Agent) -> QuerySet[AgentVersion]:
    """The published versions of an agent, newest first."""
    found = access.visible(actor, AgentVersion).filter(agent=agent, number__isnull=False)
    return found.select_related("published_by").order_by("-number")


def connectors(actor: Actor, team: Team) -> QuerySet[Connector]:
    """The systems a team is connected to, with the number of their tools."""
    return access.visible(actor, Connector).filter(team=team).annotate(tool_count=Count("tools"))


def tools(actor: Actor, team: Team) -> QuerySet[Tool]:
    """The tools of a team, by system."""
    found = access.visible(actor, Tool).filter(team=team).select_related("connector")
    return found.order_by("connector__name", "name")


def tools_in_use(team: Team) -> QuerySet[Tool]:
    """The tools agents of a team may be given."""
    return Tool.objects.filter(team=team, enabled=True).select_related("connector").order_by("connector__name", "name")


def named_tools(version: AgentVersion) -> QuerySet[Tool]:
    """The tools a version may call, for showing their names."""
    named = version.definition.get("tools", [])
    return Tool.objects.filter(team=version.agent.team_id, pk__in=named).select_related("connector")


def endpoints(actor: Actor, team: Team) -> QuerySet[ModelEndpoint]:
    """The models a team's agents can use: its own and the organisation's."""
    found = access.visible(actor, ModelEndpoint).filter(Q(team=team) | Q(team=None, organisation=team.organisation_id))
    return found.order_by("team_id", "name")


def endpoints_in_use(team: Team) -> QuerySet[ModelEndpoint]:
    """The models an agent of a team may be given."""
    own = Q(team=team) | Q(team=None, organisation=team.organisation_id)
    return ModelEndpoint.objects.filter(own, enabled=True).order_by("team_id", "name")


def organisation_endpoints(actor: Actor) -> QuerySet[ModelEndpoint]:
    """The organisation's models."""
    return access.visible(actor, ModelEndpoint).filter(team=None)


def endpoint_for(definition: AIAgent, team: Team) -> ModelEndpoint | None:
    """The model an agent uses: its own choice, else the team's default, else the organisation's, else the offline one.

    ModelEndpoint.DoesNotExist where the agent's choice is gone, switched off or another team's.
    """
    found = endpoints_in_use(team)
    if definition.endpoint is not None:
        return found.get(pk=definition.endpoint)
    defaults = {endpoint.team_id: endpoint for endpoint in found.filter(is_default=True)}
    return defaults.get(team.pk) or defaults.get(None)
