"""A team's tools and an agent's outputs in the shapes pydantic-ai wants them."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.tools import ToolDefinition

from agents.models import ModelEndpoint, Tool
from fields import contracts

ANSWER = "give_answer"
ABOUT = "The agent's answer."
MODES: dict[str, Literal["tool", "native", "prompted"]] = {"tool": "tool", "schema": "native", "text": "prompted"}


def definition_of(tool: Tool) -> ToolDefinition:
    """A tool as the model sees it."""
    words = [tool.name.rstrip(".") + ".", tool.description, _nature(tool)]
    return ToolDefinition(
        name=tool.key,
        description=" ".join(word for word in words if word),
        parameters_json_schema=contracts.json_schema(list(tool.input_fields)),
    )


def _nature(tool: Tool) -> str:
    return (
        "This changes something for real: call it once, and only when sure." if tool.changes else "This only looks up."
    )


def parameters(schema: dict[str, Any], tools: Sequence[Tool], endpoint: ModelEndpoint | None) -> ModelRequestParameters:
    """How the answer is asked for: most models call a tool, some only keep to a schema or to words."""
    mode = MODES[endpoint.answers_by] if endpoint else "tool"
    shape = OutputObjectDefinition(json_schema=schema, name=ANSWER, description=ABOUT)
    answer = ToolDefinition(name=ANSWER, description=ABOUT, parameters_json_schema=schema, kind="output")
    return ModelRequestParameters(
        function_tools=[definition_of(tool) for tool in tools],
        output_mode=mode,
        output_tools=[answer] if mode == "tool" else [],
        output_object=None if mode == "tool" else shape,
        allow_text_output=mode != "tool",
    )
