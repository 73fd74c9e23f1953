"""The built-in model: works offline by rules, behind pydantic-ai's model interface like any other."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    ModelResponsePart,
    TextPart,
    ToolCallPart,
    ToolReturnPart,
    UserPromptPart,
)
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.profiles import ModelProfile
from pydantic_ai.settings import ModelSettings
from pydantic_ai.usage import RequestUsage

from agents.offline.knowledge import Knowledge
from fields.types import Field

NAME = "offline"
_INPUT = re.compile(r"<input>(.*)</input>", re.S)


class DescribedTool(Protocol):
    """What a tool's row tells of itself."""

    key: Any

    @property
    def input_fields(self) -> Sequence[Field]: ...

    @property
    def output_fields(self) -> Sequence[Field]: ...


@dataclass(frozen=True)
class ToolShape:
    """A tool as the model needs to know it: its name, what it takes and what it gives."""

    key: str
    inputs: Sequence[Field]
    outputs: Sequence[Field]

    @classmethod
    def of(cls, tool: DescribedTool) -> Self:
        return cls(tool.key, tool.input_fields, tool.output_fields)


class OfflineModel(Model[None]):
    """Chooses, extracts, summarises and drafts by rules; the same question always gets the same answer."""

    def __init__(
        self,
        purpose: str,
        instructions: str,
        inputs: list[Field],
        outputs: list[Field],
        tools: Sequence[ToolShape | DescribedTool] = (),
    ) -> None:
        super().__init__(profile=ModelProfile(supports_json_schema_output=True, supports_json_object_output=True))
        # Purpose and instructions are for models that understand them; rules read the fields.
        self.purpose, self.instructions = purpose, instructions
        self.inputs, self.outputs = inputs, outputs
        self.tools = [tool if isinstance(tool, ToolShape) else ToolShape.of(tool) for tool in tools]

    @property
    def model_name(self) -> str:
        """The name on the record of a call."""
        return NAME

    @property
    def system(self) -> str:
        """The provider's name."""
        return "steward"

    async def request(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
    ) -> ModelResponse:
        """Call the tools whose results are still asked for, else answer every output field."""
        _settings, parameters = self.prepare_request(model_settings, model_request_parameters)
        knowledge = Knowledge(self.inputs, self.outputs, _values(messages))
        for tool in self.tools:
            knowledge.learn(tool.outputs, _returned(messages, tool.key))
        called = {part.tool_name for part in _parts(messages) if isinstance(part, ToolCallPart)}
        offered = {tool.name for tool in parameters.function_tools}
        open_tools = [tool for tool in self.tools if tool.key in offered - called]
        part = _next_call(open_tools, knowledge) or _final(knowledge, parameters)
        usage = RequestUsage(input_tokens=_words(messages), output_tokens=_length(part))
        return ModelResponse(parts=[part], model_name=NAME, provider_name=self.system, usage=usage)


def _next_call(tools: list[ToolShape], knowledge: Knowledge) -> ToolCallPart | None:
    """The first tool that can be called now and gives what is still asked for, or what another such tool needs."""
    wanted = _called(knowledge.unknown_outputs())
    useful: list[ToolShape] = []
    for _round in tools:
        for tool in tools:
            gives = _called(field for field in tool.outputs if field.key not in knowledge.known)
            if tool not in useful and gives & wanted:
                useful.append(tool)
                wanted |= _called(field for field in tool.inputs if field.required and knowledge.fill(field) is None)
    # One at a time: what it gives back may make the next one unnecessary.
    for tool in useful:
        if (arguments := knowledge.arguments(tool.inputs)) is not None:
            return ToolCallPart(tool.key, arguments)
    return None


def _called(fields: Iterable[Field]) -> set[str]:
    """What fields go by: their keys and, as a builder writes only these, their names."""
    return {each for field in fields for each in (field.key, field.name.casefold())}


def _final(knowledge: Knowledge, parameters: ModelRequestParameters) -> ModelResponsePart:
    """The answer as the output tool's call, or as JSON text where the answer is asked for as text."""
    output = knowledge.answer()
    if not parameters.output_tools:
        schema = parameters.output_object.json_schema if parameters.output_object else {}
        return TextPart(json.dumps(_only(schema, output), ensure_ascii=False))
    tool = parameters.output_tools[0]
    arguments = _only(tool.parameters_json_schema, output)
    return ToolCallPart(tool.name, {tool.outer_typed_dict_key: output} if tool.outer_typed_dict_key else arguments)


def _only(schema: dict[str, Any], output: dict[str, Any]) -> dict[str, Any]:
    """The output without what the schema has no place for."""
    places = schema.get("properties")
    return {key: value for key, value in output.items() if key in places} if places else output


def _parts(messages: list[ModelMessage]) -> list[Any]:
    return [part for message in messages for part in message.parts]


def _values(messages: list[ModelMessage]) -> dict[str, Any]:
    """The inputs: the JSON object between <input> and </input> in what the agent was asked."""
    for part in _parts(messages):
        if isinstance(part, UserPromptPart) and isinstance(part.content, str):
            match = _INPUT.search(part.content)
            return _document(match[1]) if match else {}
    return {}


def _returned(messages: list[ModelMessage], tool: str) -> dict[str, Any]:
    """What a tool gave back, where it did."""
    for part in _parts(messages):
        if isinstance(part, ToolReturnPart) and part.tool_name == tool and part.outcome == "success":
            return part.content if isinstance(part.content, dict) else _document(part.content)
    return {}


def _document(raw: Any) -> dict[str, Any]:
    try:
        value = json.loads(raw)
    except (TypeError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _words(messages: list[ModelMessage]) -> int:
    """How much was read, in words: what this model counts as tokens."""
    instructions = sum(len((one.instructions or "").split()) for one in messages if isinstance(one, ModelRequest))
    return instructions + sum(_length(part) for part in _parts(messages))


def _length(part: Any) -> int:
    content = part.args if isinstance(part, ToolCallPart) else getattr(part, "content", "")
    return len((content if isinstance(content, str) else json.dumps(content, default=str)).split())
