"""A workflow as a file: the same drawing always gives the same text, and nothing secret or personal is in it."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils import translation

from agents.definition import AIAgent, parse_definition
from agents.models import Agent, AgentVersion, ModelEndpoint, Tool
from agents.models.connection import Auth, Connector
from fields.types import Field
from orchestrator.engine.definition import AgentStep, AnyStep, Definition, ToolStep
from orchestrator.engine.graph import END, START
from orchestrator.files.envelope import KIND, SCHEMA
from orchestrator.models import Workflow

Json = dict[str, Any]


def text_of(file: Json) -> str:
    """A file as it is written: pretty, and a line each for what can change by itself."""
    return json.dumps(file, ensure_ascii=False, indent=2) + "\n"


def file_of(workflow: Workflow, drawing: Definition, *, today: date) -> Json:
    """One state of a workflow with the agents of its steps; `drawing` has its shapes."""
    agents = _agents(workflow, drawing)
    definitions = {each.pk: _definition(each, drawing) for each in agents.values()}
    tools = _tools(workflow, drawing, definitions.values())
    models = _models(definitions.values())
    return {
        "steward": KIND,
        "schema": SCHEMA,
        "exported": today.isoformat(),
        "workflow": {
            "name": workflow.name,
            "purpose": workflow.purpose,
            "document": _document(drawing, agents, tools),
        },
        "agents": [
            {"key": each.key, "name": each.name, "definition": _filed(definitions[each.pk], tools, models)}
            for each in agents.values()
        ],
        "needs": _needs(tools.values(), models.values()),
    }


# -- the drawing ----------------------------------------------------------------------------------------------------


def _document(drawing: Definition, agents: dict[int, Agent], tools: dict[int, Tool]) -> Json:
    place = {START: -1} | {key: number for number, key in enumerate(drawing.order())}
    end = len(place)
    steps = sorted(drawing.steps, key=lambda step: (place.get(step.key, end), step.key))
    links = sorted(drawing.links, key=lambda link: (place.get(link.source, end), link.rank, link.id))
    spots = sorted(drawing.layout, key=lambda key: (place.get(key, end), key == END, key))
    whole = drawing.model_copy(
        update={"steps": steps, "links": links, "layout": {key: drawing.layout[key] for key in spots}, "shapes": {}}
    )
    # What is as usual is left out; the number of the schema says what was usual then.
    document = whole.model_dump(mode="json", exclude_defaults=True)
    filed = [_step(step, said, agents, tools) for step, said in zip(steps, document.get("steps", []), strict=True)]
    return {"schema": 1, **document, "steps": filed}


def _step(step: AnyStep, said: Json, agents: dict[int, Agent], tools: dict[int, Tool]) -> Json:
    """A step with its kind first, its agent or tool by key; empty where it has none yet."""
    named = {"kind": step.kind, "key": step.key, "name": step.name, **said}
    if isinstance(step, AgentStep):
        named["agent"] = agents[step.agent].key if step.agent in agents else ""
    elif isinstance(step, ToolStep):
        named["tool"] = tools[step.tool].key if step.tool in tools else ""
    return named


# -- agents ---------------------------------------------------------------------------------------------------------


def _agents(workflow: Workflow, drawing: Definition) -> dict[int, Agent]:
    """The team's agents in a drawing, in the order in which its steps name them."""
    wanted = [step.agent for step in drawing.steps if isinstance(step, AgentStep)]
    found = Agent.objects.filter(team=workflow.team, pk__in=wanted).select_related("live_version").in_bulk()
    return {pk: found[pk] for pk in dict.fromkeys(wanted) if pk in found}


def _definition(agent: Agent, drawing: Definition) -> Json:
    """An agent as this drawing uses it: in the version it is pinned to, else as new runs would, else its draft."""
    steps = [step.key for step in drawing.steps if isinstance(step, AgentStep) and step.agent == agent.pk]
    pinned = next((shape.version for key in steps if (shape := drawing.shapes.get(key)) and shape.version), None)
    version = AgentVersion.objects.filter(pk=pinned, agent=agent).first() if pinned else agent.live_version
    document: Json = version.definition if version else agent.draft
    return document


def _filed(document: Json, tools: dict[int, Tool], models: dict[int, ModelEndpoint]) -> Json:
    definition = parse_definition(document)
    said = {"kind": definition.kind, **definition.model_dump(mode="json", exclude_defaults=True)}
    if isinstance(definition, AIAgent):
        said |= {"tools": [tools[pk].key for pk in definition.tools if pk in tools]} if definition.tools else {}
        if definition.endpoint is not None:
            said["endpoint"] = models[definition.endpoint].name if definition.endpoint in models else None
    return said


# -- what it needs --------------------------------------------------------------------------------------------------


def _tools(workflow: Workflow, drawing: Definition, definitions: Iterable[Json]) -> dict[int, Tool]:
    wanted = {step.tool for step in drawing.steps if isinstance(step, ToolStep)}
    wanted |= {pk for each in definitions for pk in each.get("tools", [])}
    found = Tool.objects.filter(team=workflow.team, pk__in=wanted).select_related("connector")
    return {tool.pk: tool for tool in found.order_by("connector__name", "key")}


def _models(definitions: Iterable[Json]) -> dict[int, ModelEndpoint]:
    wanted = {pk for each in definitions if (pk := each.get("endpoint")) is not None}
    return {each.pk: each for each in ModelEndpoint.objects.filter(pk__in=wanted).order_by("name")} if wanted else {}


def _needs(tools: Iterable[Tool], models: Iterable[ModelEndpoint]) -> Json:
    by_connector: dict[Connector, list[Tool]] = {}
    for tool in tools:
        by_connector.setdefault(tool.connector, []).append(tool)
    return {
        "connectors": [_connector(each, own) for each, own in by_connector.items()],
        "credentials": [credential_of(each.name, each.auth) for each in by_connector if each.auth != "none"],
        "models": [{"name": each.name, "kind": each.kind, "model": each.model} for each in models],
    }


def _connector(connector: Connector, tools: list[Tool]) -> Json:
    host = urlsplit(connector.base_url).netloc.rpartition("@")[2]
    said = {"name": connector.name, "host": host, "auth": connector.auth}
    return {**said, "tools": [_tool(tool) for tool in tools]}


def _tool(tool: Tool) -> Json:
    return {
        "key": tool.key,
        "name": tool.name,
        "description": tool.description,
        "inputs": [_field(each) for each in tool.input_fields],
        "outputs": [_field(each) for each in tool.output_fields],
        "changes": tool.changes,
        "sensitive": tool.sensitive,
    }


def _field(field: Field) -> Json:
    """A tool's field without the names it has in the other system."""
    return field.model_dump(mode="json", include=set(Field.model_fields), exclude_defaults=True)


def credential_of(connector: str, auth: str) -> str:
    """A credential by its name, in English, so that the file reads the same wherever it was made."""
    with translation.override("en"):
        return f"{connector}: {str(Auth(auth).label).lower()}"
