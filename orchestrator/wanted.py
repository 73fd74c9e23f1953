"""What a person is asked to fill in for a case."""

from agents.models import Tool
from fields.types import Field
from orchestrator.engine.definition import Definition, Shape
from orchestrator.engine.state import Reason, State


def output_wanted(definition: Definition, state: State, step: str, reason: Reason) -> list[Field]:
    """The step's output; where the doubt is about a call of an agent, what that call would have given."""
    call = _doubted(state, step) if reason is Reason.DOUBTFUL else None
    if call is not None and definition.step(step).kind == "agent":
        tool = Tool.objects.filter(pk=call).first()
        return [*tool.output_fields] if tool else []
    return list(definition.shapes.get(step, Shape()).gives)


def _doubted(state: State, step: str) -> int | None:
    visit = state.steps.get(step)
    name = visit.waiting.call if visit and visit.waiting else ""
    return visit.calls[name].tool if visit and name in visit.calls else None
