"""What an agent is: the document its form edits, its versions freeze and its turns obey."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic import Field as Setting

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
    endpoint: int | None = None
    inputs: list[Field] = []
    outputs: list[Field] = []
    tools: list[int] = []
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
