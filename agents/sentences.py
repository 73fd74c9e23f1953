"""How this room's records read in the trail."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from agents.models import Agent, Connector, ModelEndpoint, Tool

SENTENCES = {
    "agent.created": _("{actor} made the agent {agent}"),
    "agent.edited": _("{actor} changed the draft of {agent}"),
    "agent.published": _("{actor} published version {number} of {agent}"),
    "agent.restored": _("{actor} made version {number} of {agent} the draft again"),
    "agent.archived": _("{actor} archived the agent {agent}"),
    "agent.brought_back": _("{actor} brought the agent {agent} back"),
    "connector.created": _("{actor} connected {connector}"),
    "connector.changed": _("{actor} changed the connection to {connector}"),
    "tool.created": _("{actor} added the tool {tool}"),
    "tool.changed": _("{actor} changed the tool {tool}"),
    "tool.tested": _("{actor} sent a test of the tool {tool}"),
    "endpoint.created": _("{actor} connected the model {endpoint}"),
    "endpoint.changed": _("{actor} changed the model {endpoint}"),
    "endpoint.checked": _("{actor} checked the model {endpoint}"),
    "endpoint.style_changed": _("{actor} changed how the model {endpoint} is asked for its fields"),
}


def _names(model: Any) -> Any:
    def resolve(ids: set[Any]) -> Mapping[Any, str]:
        return dict(model.objects.filter(pk__in=ids).values_list("pk", "name"))

    return resolve


RESOLVERS = {
    "agent": _names(Agent),
    "connector": _names(Connector),
    "tool": _names(Tool),
    "endpoint": _names(ModelEndpoint),
    "modelendpoint": _names(ModelEndpoint),
}
