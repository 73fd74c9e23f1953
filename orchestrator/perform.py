"""Let a step's agent, tool or person work, and say what happened."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from agents.definition import AIAgent, Definition, RulesAgent
from agents.failures import ToolError, TurnError
from agents.models import AgentVersion, ModelEndpoint, Tool
from agents.queries import endpoint_for
from agents.turn import Turn, TurnStopped, take_turn
from fields.labels import Labelled, Labels, load, plain
from orchestrator import rights
from orchestrator.engine.check import ruled
from orchestrator.engine.definition import AgentStep, ControlStep, PersonStep, ToolStep, WorkStep
from orchestrator.engine.happenings import Answered, Failed, Halted, Happening
from orchestrator.engine.state import Reason
from orchestrator.journal import Journal, SomeoneWasFaster, labelled
from orchestrator.ledger import Ledger, Paused
from orchestrator.values import made

CAN_HELP = {"timeout", "unavailable", "contract"}  # failures that another attempt may mend


def perform(journal: Journal) -> Happening | None:
    """Work on the visit the run is at; None where it was paused and all there is to say is already told."""
    step = journal.definition.step(journal.at)
    inputs = load(journal.open(journal.state.visit.given).get("fields", {}))
    started = time.monotonic()
    try:
        return PERFORMERS[step.kind](journal, step, inputs)
    except Paused:
        return None
    except TurnStopped:
        raise SomeoneWasFaster from None
    except (TurnError, ToolError) as error:
        return _failed(error, _since(started))


def _failed(error: TurnError | ToolError, milliseconds: int) -> Failed:
    tokens = getattr(error, "tokens_in", 0) + getattr(error, "tokens_out", 0)
    return Failed(
        error.failure,
        {"sentence": error.sentence, "transcript": getattr(error, "transcript", [])},
        again=error.failure in CAN_HELP,
        milliseconds=milliseconds,
        tokens=tokens,
        cost_micros=getattr(error, "cost_micros", 0),
    )


def _since(started: float) -> int:
    return int((time.monotonic() - started) * 1000)


@lru_cache(maxsize=512)
def agent_definition(version: int) -> Definition:
    """The frozen definition of an agent's version; frozen, so it may be kept."""
    parsed: Definition = AgentVersion.objects.get(pk=version).parsed
    return parsed


def _agent(journal: Journal, step: AgentStep, inputs: dict[str, Labelled]) -> Happening | None:
    version = journal.definition.shapes[step.key].version
    if version is None:
        raise TurnError("policy", _("This agent has no published version. Publish it, then publish the workflow."))
    definition = agent_definition(version)
    if isinstance(definition, RulesAgent):
        turn = take_turn(definition, inputs, endpoint=None, tools=[], ledger=Ledger(journal, {}, trusted=True))
        return _answer(step, definition, turn, Labels(source=step.key, trusted=True))
    if refused := rights.to_go_on(journal.run):
        return Halted(Reason.POLICY, {"sentence": refused})
    return _ai_turn(journal, step, definition, inputs)


def _ai_turn(journal: Journal, step: AgentStep, definition: AIAgent, inputs: dict[str, Labelled]) -> Answered:
    tools = {tool.pk: tool for tool in Tool.objects.filter(pk__in=definition.tools).select_related("connector")}
    labels = Labels.merge(*(each.labels for each in inputs.values()), source=step.key)
    ledger = Ledger(journal, tools, trusted=labels.trusted)
    if step.seconds:
        limits = definition.limits.model_copy(update={"seconds": min(step.seconds, definition.limits.seconds)})
        definition = definition.model_copy(update={"limits": limits})
    turn = take_turn(
        definition,
        inputs,
        endpoint=_endpoint(journal, definition),
        tools=[tool for tool in tools.values() if tool.enabled],
        ledger=ledger,
        note=journal.open(journal.state.visit.note).get("note", ""),
        stopped=journal.overtaken,
    )
    return _answer(step, definition, turn, replace(labels, trusted=ledger.trusted))


def _endpoint(journal: Journal, definition: AIAgent) -> ModelEndpoint | None:
    try:
        return endpoint_for(definition, journal.run.team)
    except ModelEndpoint.DoesNotExist:
        text = _("The model of this agent is switched off or gone. Choose another under Agents.")
        raise TurnError("policy", text) from None


def _answer(step: WorkStep, definition: Definition, turn: Turn, labels: Labels) -> Answered:
    threshold = definition.threshold if step.threshold is None else step.threshold
    return Answered(
        labelled(made(definition.outputs, turn.output, labels), why=turn.why),
        confidence=turn.confidence,
        threshold=threshold,
        tokens=turn.tokens_in + turn.tokens_out,
        cost_micros=turn.cost_micros,
        milliseconds=int(turn.seconds * 1000),
        model=turn.model,
        transcript={"messages": turn.transcript} if turn.model else None,
    )


def _tool(journal: Journal, step: ToolStep, inputs: dict[str, Labelled]) -> Happening | None:
    started = time.monotonic()
    tool = Tool.objects.filter(pk=step.tool).select_related("connector").first()
    if tool is None:
        return Halted(Reason.POLICY, {"sentence": rights.to_call(journal.run, None, listed=True)})
    labels = Labels.merge(*(each.labels for each in inputs.values()), source=step.key)
    trusted = labels.trusted or ruled(journal.definition, step.key)
    output = Ledger(journal, {tool.pk: tool}, trusted).call(tool, plain(inputs))
    values = made(list(tool.output_fields), output, replace(labels, trusted=False))
    return Answered(labelled(values), milliseconds=_since(started))


def _person(journal: Journal, step: PersonStep, inputs: dict[str, Labelled]) -> Happening:
    return Halted(Reason.PERSON_STEP, {"sentence": step.instructions})


def _direct(journal: Journal, step: ControlStep, inputs: dict[str, Labelled]) -> Happening:
    """A step that only directs the walk and was held up on its way: it goes on."""
    return Answered({})


PERFORMERS: dict[str, Callable[[Journal, Any, dict[str, Labelled]], Happening | None]] = {
    "agent": _agent,
    "tool": _tool,
    "person": _person,
    **dict.fromkeys(("choose", "parallel", "join", "end"), _direct),
}
