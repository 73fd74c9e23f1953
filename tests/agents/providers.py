"""The three published model APIs, answering on loopback as their references describe."""

import json
from dataclasses import dataclass
from typing import Any

# OpenAI: platform.openai.com/docs/api-reference/chat · Google: ai.google.dev/api/generate-content
# Anthropic: platform.claude.com/docs/en/api/messages. Its page on authentication names a bearer token for the key, as
# the provider's SDK sends it; older editions of that page, and some examples, name the header "x-api-key".


@dataclass
class Provider:
    """One API: where it is asked, how a key is sent, how it answers and refuses."""

    kind: str
    path: str
    key_header: str
    key_prefix: str = ""
    base: str = ""

    def calls(self, name: str, arguments: dict[str, Any], number: int = 1) -> dict[str, Any]:
        """A response in which the model calls a tool."""
        return globals()[f"_{self.kind}_calls"](name, arguments, number)

    def says(self, words: str) -> dict[str, Any]:
        """A response in which the model only talks."""
        return globals()[f"_{self.kind}_says"](words)

    def error(self, status: int, message: str) -> dict[str, Any]:
        """The body of an error."""
        return globals()[f"_{self.kind}_error"](status, message)

    def tools_of(self, body: dict[str, Any]) -> set[str]:
        """The names of the tools a request offers."""
        if self.kind == "openai":
            return {tool["function"]["name"] for tool in body["tools"]}
        if self.kind == "anthropic":
            return {tool["name"] for tool in body["tools"]}
        return {one["name"] for tool in body["tools"] for one in tool["functionDeclarations"]}


OPENAI = Provider("openai", "/v1/chat/completions", "authorization", "Bearer ", "/v1")
ANTHROPIC = Provider("anthropic", "/v1/messages", "authorization", "Bearer ")
GOOGLE = Provider("google", "/v1beta/models/some-model:generateContent", "x-goog-api-key")
PROVIDERS = [OPENAI, ANTHROPIC, GOOGLE]


def _openai(message, reason):
    usage = {"prompt_tokens": 30, "completion_tokens": 7, "total_tokens": 37}
    choice = {"index": 0, "message": {"role": "assistant", "refusal": None, **message}, "finish_reason": reason}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": "some-model",
        "choices": [choice],
        "usage": usage,
    }


def _openai_calls(name, arguments, number):
    call = {"id": f"call_{number}", "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
    return _openai({"content": None, "tool_calls": [call]}, "tool_calls")


def _openai_says(words):
    return _openai({"content": words}, "stop")


def _openai_error(status, message):
    kind = {401: "invalid_request_error", 429: "requests"}.get(status, "server_error")
    code = {401: "invalid_api_key", 429: "rate_limit_exceeded"}.get(status)
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


def _anthropic(content, reason):
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "some-model",
        "content": [content],
        "stop_reason": reason,
        "stop_sequence": None,
        "usage": {"input_tokens": 30, "output_tokens": 7},
    }


def _anthropic_calls(name, arguments, number):
    return _anthropic({"type": "tool_use", "id": f"toolu_{number}", "name": name, "input": arguments}, "tool_use")


def _anthropic_says(words):
    return _anthropic({"type": "text", "text": words}, "end_turn")


def _anthropic_error(status, message):
    kinds = {400: "invalid_request_error", 401: "authentication_error", 404: "not_found_error", 429: "rate_limit_error"}
    kind = kinds.get(status, "api_error")
    return {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_1"}


def _google(part):
    return {
        "candidates": [{"content": {"role": "model", "parts": [part]}, "finishReason": "STOP", "index": 0}],
        "usageMetadata": {"promptTokenCount": 30, "candidatesTokenCount": 7, "totalTokenCount": 37},
        "modelVersion": "some-model",
        "responseId": "resp-1",
    }


def _google_calls(name, arguments, number):
    return _google({"functionCall": {"name": name, "args": arguments}})


def _google_says(words):
    return _google({"text": words})


def _google_error(status, message):
    names = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED"}
    name = names.get(status, "INTERNAL")
    return {"error": {"code": status, "message": message, "status": name}}
