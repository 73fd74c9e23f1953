"""The document of a workflow: steps and links, the one format of forms, API, files and engine."""

from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Slot

from fields.conditions import Condition
from fields.numbers import RowNumber
from fields.types import Field

SCHEMA = 1
START = "start"
END = "end"
RUN = "run"  # the origin of what a run was started with, beside the keys of steps

StepKey = Annotated[str, Slot(pattern=r"^[a-z][a-z0-9_]{0,62}$")]


class Part(BaseModel):
    """Every part of the document: frozen, and strangers are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Input(Part):
    """Where one field of a step's contract comes from: a path such as `run.amount`, or a fixed value."""

    path: str = ""
    value: Any = None


class Failure(Part):
    """What is done when a step fails: tries, the wait before the next one (seconds, doubled each time), then."""

    attempts: int = Slot(default=3, ge=1, le=10)
    wait_seconds: float = Slot(default=1.0, ge=0, le=3600)
    then: Literal["escalate", "fail", "skip"] = "escalate"


class StepPart(Part):
    """What all kinds of steps share."""

    key: StepKey
    name: str = Slot(min_length=1, max_length=200)
    inputs: dict[str, Input] = {}
    only_when: Condition | None = None
    threshold: float | None = Slot(default=None, ge=0, le=1)
    failure: Failure = Failure()
    seconds: int | None = Slot(default=None, ge=1, le=3600)


class AgentStep(StepPart):
    """An agent does one turn."""

    kind: Literal["agent"] = "agent"
    agent: RowNumber


class ToolStep(StepPart):
    """One thing is done in another system."""

    kind: Literal["tool"] = "tool"
    tool: RowNumber


class PersonStep(StepPart):
    """A person sees the picked values, fills in the fields and decides."""

    kind: Literal["person"] = "person"
    instructions: str = Slot(default="", max_length=5_000)
    takes: list[Field] = []
    gives: list[Field] = []


Step = Annotated[AgentStep | ToolStep | PersonStep, Slot(discriminator="kind")]


class Link(Part):
    """Where the walk goes on after a step; `start` and `end` are the two ends."""

    source: str
    target: str


class Limits(Part):
    """The most one run tree may use; money in micro-units of its currency, minutes of work (waiting is free)."""

    steps: int = Slot(default=100, ge=1, le=10_000)
    tokens: int = Slot(default=200_000, ge=0)
    tool_calls: int = Slot(default=50, ge=0)
    cost_micros: int | None = Slot(default=None, ge=0)
    minutes: int = Slot(default=60, ge=1)


class End(Part):
    """How a run ends in the team's words: a fixed outcome or the value of a field; what it gives back."""

    outcome: str = Slot(default="Completed", max_length=80)
    outcome_path: str = ""
    results: list[str] = []


class Shape(Part):
    """What a step takes and gives, resolved from its agent or tool and frozen with a version."""

    takes: list[Field] = []
    gives: list[Field] = []
    version: int | None = None
    threshold: float = 0.0
    tokens: int = 0
    rules: bool = False
    changes: bool = False
    sensitive: bool = False
    seconds: int = 60


class Definition(Part):
    """One workflow: what starts it, its steps and links, its limits and ends."""

    schema_number: Literal[1] = Slot(default=1, alias="schema")
    inputs: list[Field] = []
    steps: list[Step] = []
    links: list[Link] = []
    limits: Limits = Limits()
    end: End = End()
    shapes: dict[str, Shape] = {}

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    def step(self, key: str) -> "AgentStep | ToolStep | PersonStep":
        """Give the step with this key; KeyError where there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def after(self, key: str) -> str:
        """Give the key of what follows a step (or `start`); a step without a link leads to the end."""
        return next((link.target for link in self.links if link.source == key), END)

    def order(self) -> list[str]:
        """Give the keys of the steps that are reached from the start, in the order of the walk."""
        walked: list[str] = []
        key = self.after(START)
        while key != END and key not in walked and any(step.key == key for step in self.steps):
            walked.append(key)
            key = self.after(key)
        return walked


def in_line(steps: list[Any]) -> list[Link]:
    """Give the links of steps that follow one another."""
    keys = [START, *(step.key for step in steps), END]
    return [Link(source=a, target=b) for a, b in pairwise(keys)]


def known_fields(definition: Definition, before: str | None = None) -> dict[str, Field]:
    """Give every field that may be picked, by its path; only those of earlier steps where `before` is a step's key."""
    known = {f"{RUN}.{field.key}": field for field in definition.inputs}
    for key in definition.order():
        if key == before:
            break
        for field in definition.shapes.get(key, Shape()).gives:
            known[f"{key}.{field.key}"] = field
    return known
