"""What a workflow's file is made of; its parts by keys and names, so that it means the same in every team."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Slot

from fields.types import Field

KIND, SCHEMA = "workflow", 1
MOST_AGENTS = 200

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,63}$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Words = Annotated[str, StringConstraints(max_length=2_000)]


class Part(BaseModel):
    """Every part of the file: strangers are refused, so that a misspelt word is not lost."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FiledWorkflow(Part):
    """The workflow; in its document, steps name agents and tools by their keys."""

    name: Name
    purpose: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    document: dict[str, Any]


class FiledAgent(Part):
    """An agent; its definition names tools by their keys and its model by name."""

    key: Key
    name: Name
    definition: dict[str, Any]


class NeededTool(Part):
    """What the workflow expects of a tool. Where in the other system it is, is not told: addresses can hold keys."""

    key: Key
    name: Name
    description: Words = ""
    inputs: list[Field] = []
    outputs: list[Field] = []
    changes: bool = True
    sensitive: bool = False


class NeededConnector(Part):
    """A system the workflow works with: its host, and how it knows who asks."""

    name: Name
    host: Annotated[str, StringConstraints(max_length=300)] = ""
    auth: Literal["none", "bearer", "header", "basic"] = "none"
    tools: list[NeededTool] = []


class NeededModel(Part):
    """A model an agent asks for by name."""

    name: Name
    kind: Annotated[str, StringConstraints(max_length=40)] = ""
    model: Annotated[str, StringConstraints(max_length=120)] = ""


class Needs(Part):
    """What must be there for the workflow to run, none of which is in the file."""

    connectors: list[NeededConnector] = []
    credentials: list[Words] = []
    models: list[NeededModel] = []


class WorkflowFile(Part):
    """One workflow's file."""

    steward: Literal["workflow"] = "workflow"
    schema_number: Literal[1] = Slot(default=1, alias="schema")
    exported: Annotated[str, StringConstraints(max_length=40)] = ""
    workflow: FiledWorkflow
    agents: list[FiledAgent] = Slot(default=[], max_length=MOST_AGENTS)
    needs: Needs = Needs()

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)
