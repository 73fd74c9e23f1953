"""A model that says what the test wrote down.

    from tests.scripted import answer, call, scripted

    def test_it_refunds(scripted):
        scripted.says(call("refund", order=7)).then(answer(category="card", confidence=0.9))

The fixture puts it in the place of every model. Each line is one answer of the model, in order; the last one is
repeated. `asked` holds what the model was sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.models.function import AgentInfo, FunctionModel
from pydantic_ai.usage import RequestUsage

from agents import endpoints


@dataclass(frozen=True)
class call:
    """The model calls a tool."""

    tool: str
    arguments: dict[str, Any]

    def __init__(self, tool: str, /, **arguments: Any) -> None:
        object.__setattr__(self, "tool", tool)
        object.__setattr__(self, "arguments", arguments)


@dataclass(frozen=True)
class answer:
    """The model gives its answer; without a confidence it is sure."""

    values: dict[str, Any]

    def __init__(self, **values: Any) -> None:
        object.__setattr__(self, "values", {"confidence": 1.0, **values})


@dataclass(frozen=True)
class text:
    """The model says something that is no answer."""

    words: str


Line = call | answer | text | Exception | Callable[[], Any]


class Script:
    """What the model says, line by line."""

    def __init__(self) -> None:
        self.lines: list[list[Line]] = []
        self.asked: list[list[ModelMessage]] = []
        self.tokens = (100, 20)

    def says(self, *line: Line) -> "Script":
        """The next answer of the model; several calls may stand in one."""
        self.lines.append(list(line))
        return self

    then = says

    @property
    def model(self) -> FunctionModel:
        """The model for one turn."""
        return FunctionModel(self._answer, model_name="scripted")

    def _answer(self, messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        self.asked.append(messages)
        line = self.lines.pop(0) if len(self.lines) > 1 else self.lines[0]
        parts = [_part(one, info) for one in line]
        return ModelResponse(parts=parts, usage=RequestUsage(input_tokens=self.tokens[0], output_tokens=self.tokens[1]))


def _part(line: Line, info: AgentInfo) -> Any:
    if isinstance(line, Exception):
        raise line
    if isinstance(line, call):
        return ToolCallPart(line.tool, line.arguments)
    if isinstance(line, answer):
        return ToolCallPart(info.output_tools[0].name, line.values)
    if isinstance(line, text):
        return TextPart(line.words)
    return _part(line(), info)


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Script:
    """A model that says what the test wrote down, in the place of every model."""
    script = Script()
    monkeypatch.setattr(endpoints, "model_for", lambda *args, **kwargs: script.model)
    return script
