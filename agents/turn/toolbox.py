"""A team's tools and an agent's outputs in the shapes pydantic-ai wants them."""

from collections.abc import Awaitable, Callable
from typing import Any

from pydantic_ai import NativeOutput, PromptedOutput, StructuredDict, ToolOutput
from pydantic_ai.tools import Tool as FunctionTool

from agents.models import ModelEndpoint, Tool
from fields import contracts

ANSWER = "give_answer"
Call = Callable[[Tool, dict[str, Any]], Awaitable[dict[str, Any]]]


def function_tool(tool: Tool, call: Call) -> FunctionTool[Any]:
    """A tool as the model sees it; calls come one after the other, so their order is the journal's."""

    async def through(**arguments: Any) -> dict[str, Any]:
        return await call(tool, arguments)

    words = [tool.name.rstrip(".") + ".", tool.description, _nature(tool)]
    return FunctionTool.from_schema(
        through,
        name=tool.key.replace("-", "_"),
        description=" ".join(word for word in words if word),
        json_schema=contracts.json_schema(list(tool.input_fields)),
        sequential=True,
    )


def _nature(tool: Tool) -> str:
    return (
        "This changes something for real: call it once, and only when sure." if tool.changes else "This only looks up."
    )


def answer_type(schema: dict[str, Any], endpoint: ModelEndpoint | None) -> Any:
    """How the answer is asked for: most models call a tool, some only keep to a schema or to words."""
    shape = StructuredDict(schema, name=ANSWER, description="The agent's answer.")
    if endpoint is not None and endpoint.answers_by == "schema":
        return NativeOutput(shape, name=ANSWER)
    if endpoint is not None and endpoint.answers_by == "text":
        return PromptedOutput(shape, name=ANSWER)
    return ToolOutput(shape, name=ANSWER)
