"""Reading a model's response: the tools it calls, the answer it gives, or why it is neither."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from pydantic_ai.messages import ModelRequestPart, ModelResponse, TextPart, ToolCallPart, ToolReturnPart, UserPromptPart

from agents.turn.toolbox import ANSWER

_FENCE = re.compile(r"^\s*```[a-z]*\s*|\s*```\s*$")
ASK_AGAIN = "That is not an answer in the asked form. Answer again, with every field and nothing else."


@dataclass
class Read:
    """What a response holds: calls of tools, and an answer with the call it came in, if any."""

    calls: list[ToolCallPart] = field(default_factory=list)
    answer: dict[str, Any] | None = None
    answer_call: ToolCallPart | None = None


def read(response: ModelResponse, mode: str) -> Read:
    """Sort the parts of a response."""
    found, words = Read(), []
    for part in response.parts:
        if isinstance(part, ToolCallPart) and part.tool_name == ANSWER:
            found.answer_call, found.answer = part, arguments(part)
        elif isinstance(part, ToolCallPart):
            found.calls.append(part)
        elif isinstance(part, TextPart):
            words.append(part.content)
    if mode != "tool" and found.answer is None:
        found.answer = _object("".join(words))
    return found


def arguments(part: ToolCallPart) -> dict[str, Any] | None:
    """What a call was given, or None where it is no JSON object."""
    return part.args if isinstance(part.args, dict) else _object(part.args or "{}")


def _object(text: str) -> dict[str, Any] | None:
    """The JSON object of a text, in a code fence or not."""
    try:
        value = json.loads(_FENCE.sub("", text))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def returned(part: ToolCallPart, content: Any) -> ToolReturnPart:
    """The result of a call, for the model."""
    return ToolReturnPart(part.tool_name, content, part.tool_call_id)


def again(part: ToolCallPart | None, why: str) -> ModelRequestPart:
    """A call or an answer sent back with the reason."""
    if part is None:
        return UserPromptPart(why)
    return ToolReturnPart(part.tool_name, why, part.tool_call_id, outcome="failed")
