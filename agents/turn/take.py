"""Taking a turn: a rules agent decides by its table, an AI agent by its model and tools."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from agents.definition import Definition, RulesAgent
from agents.failures import TurnError
from agents.models import ModelEndpoint, Tool
from agents.turn.conversation import Conversation
from agents.turn.loop import Desk, TurnStopped
from agents.turn.result import Ledger, Turn
from fields import contracts, tables
from fields.cel import CelError
from fields.labels import Labelled, plain
from fields.sentences import FieldError

__all__ = ["TurnStopped", "take_turn"]


def take_turn(
    definition: Definition,
    inputs: dict[str, Labelled],
    *,
    endpoint: ModelEndpoint | None,
    tools: Sequence[Tool],
    ledger: Ledger,
    note: str = "",
    stopped: Callable[[], bool] | None = None,
) -> Turn:
    """One turn of an agent; TurnError says what failed, and whatever the ledger raises passes through.

    inputs: values by the keys of the agent's input fields. stopped: asked now and then; True ends the turn with
    TurnStopped, a call to a model included.
    """
    started = time.monotonic()
    given = _checked(definition, inputs)
    if isinstance(definition, RulesAgent):
        turn = _by_table(definition, {key: each.value for key, each in given.items()})
    else:
        desk = Desk()
        conversation = Conversation(definition, endpoint, tools, ledger, desk)
        turn = desk.run(conversation.hold(given, note), stopped)
    turn.seconds = time.monotonic() - started
    return turn


def _checked(definition: Definition, inputs: dict[str, Labelled]) -> dict[str, Labelled]:
    """The inputs the agent asks for, canonical; TurnError naming those that do not fit."""
    checked = contracts.check(definition.inputs, plain(inputs))
    if checked.failures:
        raise TurnError("contract", " ".join(failure.sentence.render(_) for failure in checked.failures))
    return {key: Labelled(value, inputs[key].labels) for key, value in checked.values.items() if key in inputs}


def _by_table(definition: RulesAgent, values: dict[str, Any]) -> Turn:
    """A table is certain, or has no row."""
    try:
        decision = tables.decide(definition.table, definition.inputs, values)
    except (FieldError, CelError) as error:
        raise TurnError("bug", _("The decision table could not be applied: %(why)s") % {"why": error}) from error
    why = decision.explanation.render(_)
    if decision.output is None:
        return Turn({}, 0.0, why)
    output = decision.output
    if definition.table.hit_policy == "collect":
        output = dict(tables.as_text(definition.table, output))
    return Turn(output, 1.0, why)
