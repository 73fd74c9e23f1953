"""The conversation of one AI agent with its model: questions, tool calls, answers, and what they cost."""

import asyncio
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from pydantic_ai import Agent, ModelRetry, UsageLimits
from pydantic_ai.messages import ModelMessagesTypeAdapter, ModelResponse
from pydantic_ai.run import AgentRun
from pydantic_ai.settings import ModelSettings

from agents import endpoints, model_errors
from agents.definition import AIAgent
from agents.failures import ToolError, TurnError
from agents.models import ModelEndpoint, Tool
from agents.turn import prompt
from agents.turn.loop import Desk
from agents.turn.result import Ledger, Turn
from agents.turn.toolbox import answer_type, function_tool
from fields import contracts
from fields.labels import Labelled

RETRIES = 2
# Each answer that did not fit its fields takes this share off the confidence.
LESS_SURE = 0.8


class Conversation:
    """Held on the models' loop; what touches the database is asked of the desk."""

    def __init__(
        self,
        definition: AIAgent,
        endpoint: ModelEndpoint | None,
        tools: Sequence[Tool],
        ledger: Ledger,
        desk: Desk,
    ) -> None:
        self.definition, self.endpoint, self.ledger, self.desk = definition, endpoint, ledger, desk
        self.turn = Turn({}, 0.0, currency=endpoint.currency if endpoint else "", model=endpoints.name_of(endpoint))
        self.misfits = 0
        # Built on the turn's own thread: it reads the allowed hosts and the sealed key.
        self.model = endpoints.model_for(endpoint, definition, tools)
        self.agent: Agent[None, dict[str, Any]] = Agent(
            output_type=answer_type(prompt.answer_schema(definition.outputs), endpoint),
            instructions=prompt.instructions(definition),
            tools=[function_tool(tool, self._call) for tool in tools],
            retries=RETRIES,
            end_strategy="early",
            name="agent",
        )
        self.agent.output_validator(self._fits)

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
        return self.turn

    async def _talk(self, question: str) -> None:
        limits = self.definition.limits
        usage = UsageLimits(request_limit=limits.tool_calls + RETRIES + 2, total_tokens_limit=limits.tokens)
        most = self.endpoint.max_tokens if self.endpoint else None
        settings = ModelSettings(timeout=limits.seconds, **({"max_tokens": most} if most else {}))
        async with self.agent.iter(question, model=self.model, usage_limits=usage, model_settings=settings) as run:
            try:
                async for node in run:
                    if Agent.is_call_tools_node(node):
                        await self._pay(node.model_response)
            finally:
                self.turn.transcript = _transcript(run)
        assert run.result is not None
        self._conclude(run.result.output)

    async def _pay(self, response: ModelResponse) -> None:
        """Account for an answer before acting on it, so that a limit stops what would follow."""
        used, turn = response.usage, self.turn
        cost = endpoints.cost_micros(self.endpoint, used.input_tokens, used.output_tokens)
        turn.tokens_in += used.input_tokens
        turn.tokens_out += used.output_tokens
        turn.cost_micros += cost
        await self.desk.ask(lambda: self.ledger.spend(used.input_tokens, used.output_tokens, cost))

    async def _call(self, tool: Tool, arguments: dict[str, Any]) -> dict[str, Any]:
        """A tool call of the model: checked, counted, and carried out by the ledger."""
        checked = contracts.check(list(tool.input_fields), arguments)
        if checked.failures:
            raise ModelRetry(" ".join(str(failure.sentence) for failure in checked.failures))
        if self.turn.calls >= self.definition.limits.tool_calls:
            text = _("The agent wanted to call more tools than its limit of %(calls)d.")
            raise TurnError("limit", text % {"calls": self.definition.limits.tool_calls})
        self.turn.calls += 1
        values = {key: value for key, value in checked.values.items() if value is not None}
        return await self.desk.ask(lambda: self._carry_out(tool, values))

    def _carry_out(self, tool: Tool, values: dict[str, Any]) -> dict[str, Any]:
        try:
            return self.ledger.call(tool, values)
        except ToolError as error:
            # A clear no is an answer the agent may work with; everything else ends the turn.
            if error.failure == "refused":
                return {"refused": error.sentence}
            raise

    def _fits(self, output: dict[str, Any]) -> dict[str, Any]:
        """Send an answer that does not fit its fields back to the model, saying why."""
        checked = contracts.check(self.definition.outputs, output)
        if checked.failures:
            self.misfits += 1
            raise ModelRetry(" ".join(str(failure.sentence) for failure in checked.failures))
        return {**checked.values, "confidence": output.get("confidence"), "why": output.get("why")}

    def _conclude(self, answer: dict[str, Any]) -> None:
        own, why = answer.pop("confidence"), answer.pop("why")
        self.turn.output = answer
        self.turn.confidence = round(_figure(own) * LESS_SURE**self.misfits, 4)
        self.turn.why = str(why or "")[:2000]

    def _failed(self, error: TurnError) -> TurnError:
        turn = self.turn
        error.transcript, error.model, error.calls = turn.transcript, turn.model, turn.calls
        error.tokens_in, error.tokens_out, error.cost_micros = turn.tokens_in, turn.tokens_out, turn.cost_micros
        return error


def _figure(own: Any) -> float:
    """The model's own figure as 0–1; none at all, or none that makes sense, is no confidence."""
    try:
        return min(max(float(own), 0.0), 1.0)
    except (TypeError, ValueError):
        return 0.0


def _transcript(run: AgentRun[Any, Any]) -> list[Any]:
    """The messages so far, as JSON."""
    messages: list[Any] = ModelMessagesTypeAdapter.dump_python(run.all_messages(), mode="json")
    return messages
