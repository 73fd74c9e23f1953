"""The conversation of one AI agent with its model: questions, tool calls, answers, and what they cost."""

import asyncio
import math
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from pydantic_ai.direct import model_request
from pydantic_ai.messages import (
    ModelMessage,
    ModelMessagesTypeAdapter,
    ModelRequest,
    ModelRequestPart,
    ModelResponse,
    ToolCallPart,
    UserPromptPart,
)
from pydantic_ai.settings import ModelSettings

from agents import endpoints, model_errors
from agents.definition import AIAgent
from agents.failures import ToolError, TurnError
from agents.models import ModelEndpoint, Tool
from agents.turn import answers, prompt, toolbox
from agents.turn.loop import Desk
from agents.turn.result import Ledger, Turn
from fields import contracts
from fields.labels import Labelled

# An answer, or a call of a tool, is sent back so often before the turn fails.
RETRIES = 2
# Each answer that did not fit its fields takes this share off the confidence.
LESS_SURE = 0.8


class Conversation:
    """Held on the models' loop, one question after the other; what touches the database is asked of the desk.

    pydantic-ai's models are asked directly, without its agent graph: calls keep their order, nothing runs on after
    the ledger said stop, and a turn of the offline model costs a millisecond instead of seven.
    """

    def __init__(
        self,
        definition: AIAgent,
        endpoint: ModelEndpoint | None,
        tools: Sequence[Tool],
        ledger: Ledger,
        desk: Desk,
    ) -> None:
        self.definition, self.endpoint, self.ledger, self.desk = definition, endpoint, ledger, desk
        self.tools = {tool.key: tool for tool in tools}
        self.turn = Turn({}, 0.0, currency=endpoint.currency if endpoint else "", model=endpoints.name_of(endpoint))
        self.messages: list[ModelMessage] = []
        self.misfits = self.wrong_calls = 0
        # Built on the turn's own thread: it reads the allowed hosts and the sealed key.
        self.model = endpoints.model_for(endpoint, definition, tools)
        self.parameters = toolbox.parameters(prompt.answer_schema(definition.outputs), tools, endpoint)
        self.settings = ModelSettings(timeout=definition.limits.seconds)
        if endpoint is not None:
            self.settings["max_tokens"] = endpoint.max_tokens

    async def hold(self, inputs: dict[str, Labelled], note: str) -> Turn:
        """Ask until the answer fits, within the agent's limits."""
        limits = self.definition.limits
        try:
            async with asyncio.timeout(limits.seconds):
                await self._talk(prompt.question(inputs, note))
        except TimeoutError as error:
            text = _("The agent did not finish within its %(seconds)d seconds.") % {"seconds": limits.seconds}
            raise self._failed(TurnError("timeout", text)) from error
        except ToolError as error:
            raise self._failed(TurnError(error.failure, error.sentence)) from error
        except TurnError as error:
            raise self._failed(error) from error.__cause__
        except Exception as error:
            raise self._failed(TurnError(*model_errors.explain(error, self.turn.model))) from error
        self.turn.transcript = self._transcript()
        return self.turn

    async def _talk(self, question: str) -> None:
        parts: list[ModelRequestPart] = [UserPromptPart(question)]
        while parts:
            response = await self._ask(parts)
            found = answers.read(response, self.parameters.output_mode)
            parts = [await self._call(part) for part in found.calls]
            if found.calls and found.answer_call:
                parts.append(answers.again(found.answer_call, "Answer once you know what the calls gave."))
            elif not found.calls and (why := self._misfit(found.answer, response)):
                parts = [answers.again(found.answer_call, why)]

    async def _ask(self, parts: Sequence[ModelRequestPart]) -> ModelResponse:
        """One question to the model, accounted for before anything is done with the answer."""
        self.messages.append(ModelRequest(parts=parts, instructions=prompt.instructions(self.definition)))
        response = await self._request()
        self.messages.append(response)
        used, turn = response.usage, self.turn
        cost = endpoints.cost_micros(self.endpoint, used.input_tokens, used.output_tokens)
        turn.tokens_in += used.input_tokens
        turn.tokens_out += used.output_tokens
        turn.cost_micros += cost
        await self.desk.ask(lambda: self.ledger.spend(used.input_tokens, used.output_tokens, cost))
        if turn.tokens_in + turn.tokens_out > self.definition.limits.tokens:
            text = _("The agent used more than its limit of %(tokens)d tokens.")
            raise TurnError("limit", text % {"tokens": self.definition.limits.tokens})
        return response

    async def _request(self) -> ModelResponse:
        try:
            return await model_request(
                self.model,
                self.messages,
                model_settings=self.settings,
                model_request_parameters=self.parameters,
                instrument=False,
            )
        except (AttributeError, TypeError, LookupError) as error:
            if self.endpoint is None:
                raise
            # How the SDKs stumble over an answer that is JSON of another shape.
            raise TurnError(*model_errors.no_answer(None, self.turn.model)) from error

    async def _call(self, part: ToolCallPart) -> ModelRequestPart:
        """A tool call of the model: checked, counted, and carried out by the ledger."""
        tool, given = self.tools.get(part.tool_name), answers.arguments(part)
        if tool is None:
            return self._wrong(part, "There is no such tool.")
        checked = contracts.check(list(tool.input_fields), given or {})
        if given is None or checked.failures:
            why = " ".join(str(failure.sentence) for failure in checked.failures)
            return self._wrong(part, why or "The arguments are not a JSON object.")
        if self.turn.calls >= self.definition.limits.tool_calls:
            text = _("The agent wanted to call more tools than its limit of %(calls)d.")
            raise TurnError("limit", text % {"calls": self.definition.limits.tool_calls})
        self.turn.calls += 1
        values = {key: value for key, value in checked.values.items() if value is not None}
        return answers.returned(part, await self.desk.ask(lambda: self._carry_out(tool, values)))

    def _wrong(self, part: ToolCallPart, why: str) -> ModelRequestPart:
        self.wrong_calls += 1
        if self.wrong_calls > RETRIES:
            text = _("The model “%(model)s” kept calling tools in a way that cannot be carried out.")
            raise TurnError("contract", text % {"model": self.turn.model})
        return answers.again(part, why)

    def _carry_out(self, tool: Tool, values: dict[str, Any]) -> dict[str, Any]:
        try:
            return self.ledger.call(tool, values)
        except ToolError as error:
            # A clear no is an answer the agent may work with; everything else ends the turn.
            if error.failure == "refused":
                return {"refused": error.sentence}
            raise

    def _misfit(self, answer: dict[str, Any] | None, response: ModelResponse) -> str:
        """Take the answer if it fits; else why not, in words for the model. TurnError after the last try."""
        checked = contracts.check(self.definition.outputs, answer or {})
        if answer is not None and checked.ok:
            self.turn.output = checked.values
            self.turn.confidence = round(_figure(answer.get("confidence")) * LESS_SURE**self.misfits, 4)
            self.turn.why = str(answer.get("why") or "")[:2000]
            return ""
        self.misfits += 1
        if self.misfits > RETRIES or response.finish_reason in ("length", "content_filter"):
            raise TurnError(*model_errors.no_answer(response.finish_reason, self.turn.model))
        return " ".join(str(failure.sentence) for failure in checked.failures) if answer else answers.ASK_AGAIN

    def _failed(self, error: TurnError) -> TurnError:
        turn = self.turn
        error.transcript, error.model, error.calls = self._transcript(), turn.model, turn.calls
        error.tokens_in, error.tokens_out, error.cost_micros = turn.tokens_in, turn.tokens_out, turn.cost_micros
        return error

    def _transcript(self) -> list[Any]:
        """The messages so far, as JSON."""
        messages: list[Any] = ModelMessagesTypeAdapter.dump_python(self.messages, mode="json")
        return messages


def _figure(own: Any) -> float:
    """The model's own figure as 0–1; none at all, or none that makes sense, is no confidence."""
    try:
        figure = float(own)
    except (TypeError, ValueError):
        return 0.0
    return min(max(figure, 0.0), 1.0) if math.isfinite(figure) else 0.0
