"""Rows of this room: agents and versions, model endpoints, connectors and their tools."""

from agents.models.agent import Agent, AgentVersion
from agents.models.connection import Connector, Tool
from agents.models.endpoint import ModelEndpoint

__all__ = ["Agent", "AgentVersion", "Connector", "ModelEndpoint", "Tool"]
