"""What an agent is: the document its form edits, its versions freeze and its turns obey."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic import Field as Setting

from fields import tables
from fields.numbers import RowNumber
from fields.sentences import Sentence
from fields.sentences import sentence as _
from fields.tables import DecisionTable
from fields.types import Field, FieldType


class Document(BaseModel):
    """A part of the definition: nothing unknown, nothing changed in place."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AgentLimits(Document):
    """The most one turn may use."""

    tokens: int = Setting(default=20_000, ge=100, le=2_000_000)
    tool_calls: int = Setting(default=8, ge=0, le=100)
    seconds: int = Setting(default=60, ge=1, le=3600)


class AIAgent(Document):
    """A specialist that reads and decides with a language model."""

    kind: Literal["ai"] = "ai"
    purpose: str = Setting(default="", max_length=500)
    instructions: str = Setting(default="", max_length=20_000)
    endpoint: RowNumber | None = None
    inputs: list[Field] = []
    outputs: list[Field] = []
    tools: list[RowNumber] = []
    threshold: float = Setting(default=0.6, ge=0, le=1)
    limits: AgentLimits = AgentLimits()


class RulesAgent(Document):
    """A specialist that decides with a decision table."""

    kind: Literal["rules"] = "rules"
    purpose: str = Setting(default="", max_length=500)
    inputs: list[Field] = []
    table: DecisionTable
    threshold: float = Setting(default=0.5, ge=0, le=1)

    @property
    def outputs(self) -> list[Field]:
        """What the table decides; where rows are collected, each output is the text of all their values."""
        if self.table.hit_policy == "first":
            return self.table.outputs
        return [
            Field(key=one.key, name=one.name, type=FieldType.LONG_TEXT, help=one.help) for one in self.table.outputs
        ]

    @property
    def tools(self) -> list[int]:
        """A table calls nothing."""
        return []


Definition = AIAgent | RulesAgent
_parser: TypeAdapter[Definition] = TypeAdapter(Annotated[Definition, Setting(discriminator="kind")])


def parse_definition(document: dict[str, Any]) -> Definition:
    """The definition a document holds; pydantic.ValidationError says what is wrong, by place."""
    return _parser.validate_python(document)


# -- is it sound? ----------------------------------------------------------------------------------------------------

# Names of the two figures every turn adds to an AI agent's outputs.
KEPT = {"confidence", "why"}


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps an agent from being published, and where: a nested form name such as "outputs-0-key"."""

    path: str
    sentence: Sentence
    severity: Literal["error", "warning"] = "error"


def check(definition: Definition, tools: Collection[int] | None = None) -> list[Problem]:
    """Everything a builder must mend; `tools` are the ids of those its team has in use, where known."""
    if isinstance(definition, RulesAgent):
        return [*_table(definition), *_twice("inputs", definition.inputs)]
    return [*_job(definition), *_twice("inputs", definition.inputs), *_outputs(definition), *_tools(definition, tools)]


def _job(definition: AIAgent) -> Iterable[Problem]:
    if not definition.instructions.strip():
        yield Problem("instructions", _("Write what the agent should do."))
    if not definition.inputs:
        yield Problem("inputs", _("Add at least one input: without one the agent has nothing to read."))


def _twice(path: str, fields: Sequence[Field]) -> Iterable[Problem]:
    seen: set[str] = set()
    for place, one in enumerate(fields):
        if one.key in seen:
            yield Problem(f"{path}-{place}-name", _("Two fields are called “{name}”. Rename one.", name=one.name))
        seen.add(one.key)


def _outputs(definition: AIAgent) -> Iterable[Problem]:
    if not definition.outputs:
        yield Problem("outputs", _("Add at least one output: without one the agent has nothing to say."))
    yield from _twice("outputs", definition.outputs)
    for place, one in enumerate(definition.outputs):
        if one.key in KEPT:
            text = _("Every agent gives “{name}” by itself. Choose another name.", name=one.key)
            yield Problem(f"outputs-{place}-name", text)


def _tools(definition: AIAgent, known: Collection[int] | None) -> Iterable[Problem]:
    for pk in definition.tools:
        if known is not None and pk not in known:
            yield Problem("tools", _("A tool of this agent is not in use any more. Take it out."))


def _table(definition: RulesAgent) -> Iterable[Problem]:
    if not definition.inputs:
        yield Problem("inputs", _("Add at least one input: the rows decide by it."))
    for problem in tables.check(definition.table, definition.inputs):
        yield Problem(f"table-{problem.path}", problem.sentence)
