"""Is this agent sound? What a builder must mend before publishing, each with its place in the form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agents.definition import AIAgent, Definition, RulesAgent
from agents.models import Tool
from fields import tables
from fields.types import Field

# Names of the two figures every turn adds to an AI agent's outputs.
KEPT = {"confidence", "why"}


@dataclass(frozen=True)
class Problem:
    """What is not sound, and where: a nested form name such as "outputs-0"."""

    path: str
    sentence: str


def check(definition: Definition, *, tools: Sequence[Tool] = ()) -> list[Problem]:
    """Everything that keeps this agent from being published; `tools` are those its team has in use."""
    if isinstance(definition, RulesAgent):
        return [*_fields("inputs", definition.inputs), *_table(definition)]
    return [
        *_words(definition),
        *_fields("inputs", definition.inputs),
        *_outputs(definition),
        *_tools(definition, tools),
    ]


def _words(definition: AIAgent) -> Iterable[Problem]:
    if not definition.instructions.strip():
        yield Problem("instructions", _("Write what the agent should do."))
    if not definition.inputs:
        yield Problem("inputs", _("Add at least one input: without one the agent has nothing to read."))


def _fields(path: str, fields: Sequence[Field]) -> Iterable[Problem]:
    seen: set[str] = set()
    for place, one in enumerate(fields):
        if one.key in seen:
            yield Problem(f"{path}-{place}-key", _("Two fields are called “%(name)s”. Rename one.") % {"name": one.key})
        seen.add(one.key)


def _outputs(definition: AIAgent) -> Iterable[Problem]:
    if not definition.outputs:
        yield Problem("outputs", _("Add at least one output: without one the agent has nothing to say."))
    yield from _fields("outputs", definition.outputs)
    for place, one in enumerate(definition.outputs):
        if one.key in KEPT:
            text = _("Every agent gives “%(name)s” by itself. Choose another name.") % {"name": one.key}
            yield Problem(f"outputs-{place}-key", text)


def _tools(definition: AIAgent, tools: Sequence[Tool]) -> Iterable[Problem]:
    known = {tool.pk for tool in tools if tool.enabled}
    for place, pk in enumerate(definition.tools):
        if pk not in known:
            yield Problem(f"tools-{place}", _("A tool of this agent is not in use any more. Take it out."))


def _table(definition: RulesAgent) -> Iterable[Problem]:
    if not definition.inputs:
        yield Problem("inputs", _("Add at least one input: the rows decide by it."))
    for problem in tables.check(definition.table, definition.inputs):
        yield Problem(f"table-{problem.path}", problem.sentence.render(_))
