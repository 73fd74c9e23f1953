"""Agents: who does the work."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgentsConfig(AppConfig):
    """Registers what can be seen, and how this room's records read."""

    name = "agents"
    verbose_name = _("Agents")

    def ready(self) -> None:
        from agents.models import Agent, AgentVersion, Connector, ModelEndpoint, Tool
        from agents.sentences import RESOLVERS, SENTENCES
        from governance import access
        from governance.trail.sentences import register_sentences

        access.register(Agent, view="agent.view")
        access.register(AgentVersion, view="agent.view", team="agent__team")
        access.register(Connector, view="connection.view")
        access.register(Tool, view="connection.view")
        access.register(ModelEndpoint, view="connection.view", shared=True)
        register_sentences(SENTENCES, RESOLVERS)
