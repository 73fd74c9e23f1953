"""The document of a workflow: steps and links, the one format of forms, API, files and engine."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PrivateAttr
from pydantic import Field as Slot

from fields.conditions import Condition
from fields.lines import one_line
from fields.numbers import RowNumber
from fields.types import Field
from orchestrator.engine import graph
from orchestrator.engine.graph import Graph

SCHEMA = 1
START, END = graph.START, graph.END
RUN = "run"  # the origin of what a run was started with, beside the keys of steps

StepKey = Annotated[str, Slot(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
Name = Annotated[str, Slot(min_length=1, max_length=200), BeforeValidator(one_line)]
Label = Annotated[str, Slot(max_length=200), BeforeValidator(one_line)]
Outcome = Annotated[str, Slot(max_length=80), BeforeValidator(one_line)]
FAR = 1_000_000  # pixels of the canvas: nobody comes across what lies further out
Pixel = Annotated[float, Slot(allow_inf_nan=False), AfterValidator(lambda place: min(max(place, -FAR), FAR))]


class Part(BaseModel):
    """Every part of the document: frozen, and strangers are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Input(Part):
    """Where one field of a step's contract comes from: a path such as `run.amount`, a text with values, a fixed value.

    In a text, `{run.amount}` stands for the value at that path.
    """

    path: str = ""
    text: str = Slot(default="", max_length=20_000)
    value: Any = None


class Failure(Part):
    """What is done when a step fails: tries, the wait before the next one (seconds, doubled each time), then."""

    attempts: int = Slot(default=3, ge=1, le=10)
    wait_seconds: float = Slot(default=1.0, ge=0, le=3600)
    then: Literal["escalate", "fail", "skip"] = "escalate"


class StepPart(Part):
    """What all kinds of steps share."""

    key: StepKey
    name: Name


class WorkPart(StepPart):
    """A step that works: it is given something, may be passed by, and may fail."""

    inputs: dict[str, Input] = {}
    only_when: Condition | None = None
    threshold: float | None = Slot(default=None, ge=0, le=1)
    failure: Failure = Failure()
    seconds: int | None = Slot(default=None, ge=1, le=3600)


class AgentStep(WorkPart):
    """An agent does one turn."""

    kind: Literal["agent"] = "agent"
    agent: RowNumber


class ToolStep(WorkPart):
    """One thing is done in another system."""

    kind: Literal["tool"] = "tool"
    tool: RowNumber


class PersonStep(WorkPart):
    """A person sees the picked values, fills in the fields and decides."""

    kind: Literal["person"] = "person"
    instructions: str = Slot(default="", max_length=5_000)
    takes: list[Field] = []
    gives: list[Field] = []


class End(Part):
    """How a run ends in the team's words: a fixed outcome or the value of a field; what it gives back."""

    outcome: Outcome = "Completed"
    outcome_path: str = ""
    results: list[str] = []


class ChooseStep(StepPart):
    """The walk goes on along the first of its links whose condition holds, else along its "otherwise"."""

    kind: Literal["choose"] = "choose"


class ParallelStep(StepPart):
    """The walk goes on along all its links at once."""

    kind: Literal["parallel"] = "parallel"


class JoinStep(StepPart):
    """Parts come together: when all that were started have arrived, when any has, or when `count` have."""

    kind: Literal["join"] = "join"
    rule: Literal["all", "any", "some"] = "all"
    count: int = Slot(default=2, ge=1, le=100)


class EndStep(StepPart):
    """A named end: the run ends with this outcome."""

    kind: Literal["end"] = "end"
    end: End = End()


WorkStep = AgentStep | ToolStep | PersonStep
ControlStep = ChooseStep | ParallelStep | JoinStep | EndStep
AnyStep = WorkStep | ControlStep
Step = Annotated[AnyStep, Slot(discriminator="kind")]


class Link(Part):
    """Where the walk goes on after a step; `start` and `end` are the two ends of the drawing.

    Links of one source are asked in the order of their rank: each is taken whose condition holds (of a "choose a path"
    only the first), those marked `otherwise` where no condition of their source held. The key tells links between the
    same two steps apart.
    """

    source: str
    target: str
    key: str = Slot(default="", pattern=r"^[a-z0-9_]{0,63}$")
    name: Label = ""
    when: Condition | None = None
    otherwise: bool = False
    rank: int = Slot(default=0, ge=0, le=10_000)

    @property
    def id(self) -> str:
        """What this link is called in the journal and in changes of a draft: `triage>refund`, `choose>end#vip`."""
        return f"{self.source}>{self.target}" + (f"#{self.key}" if self.key else "")

    @property
    def conditional(self) -> bool:
        """Whether it is only sometimes taken."""
        return self.when is not None or self.otherwise


class Spot(Part):
    """Where something stands on the canvas, in its pixels."""

    x: Pixel = 0
    y: Pixel = 0


class Note(Part):
    """A sticky note on the canvas."""

    key: StepKey
    text: str = Slot(default="", max_length=5_000)
    x: Pixel = 0
    y: Pixel = 0
    width: float = Slot(default=220, ge=80, le=2_000)
    height: float = Slot(default=120, ge=40, le=2_000)
    colour: Literal["yellow", "blue", "green", "pink"] = "yellow"


class Group(Part):
    """Steps that belong together on the canvas, under a name."""

    key: StepKey
    name: Label = ""
    steps: list[str] = []


class Limits(Part):
    """The most one run tree may use; money in micro-units of its currency, minutes of work (waiting is free)."""

    steps: int = Slot(default=100, ge=1, le=10_000)
    tokens: int = Slot(default=200_000, ge=0)
    tool_calls: int = Slot(default=50, ge=0)
    cost_micros: int | None = Slot(default=None, ge=0)
    minutes: int = Slot(default=60, ge=1)


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


MOST_STEPS, MOST_LINKS = 2_000, 4_000


class Definition(Part):
    """One workflow: what starts it, its steps and links, its limits and ends, and how it lies on the canvas."""

    schema_number: Literal[1] = Slot(default=1, alias="schema")
    inputs: list[Field] = []
    steps: list[Step] = Slot(default=[], max_length=MOST_STEPS)
    links: list[Link] = Slot(default=[], max_length=MOST_LINKS)
    limits: Limits = Limits()
    end: End = End()
    shapes: dict[str, Shape] = {}
    layout: dict[str, Spot] = {}  # where steps, `start` and `end` stand; what is not here is laid out
    notes: list[Note] = Slot(default=[], max_length=MOST_STEPS)
    groups: list[Group] = Slot(default=[], max_length=MOST_STEPS)

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)
    _graph: Graph | None = PrivateAttr(default=None)

    @property
    def graph(self) -> Graph:
        """Its steps and links as a graph, built once."""
        if self._graph is None:
            self._graph = Graph([step.key for step in self.steps], self.links)
        return self._graph

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Give a changed copy; it builds its own graph."""
        copied = super().model_copy(update=update, deep=deep)
        copied._graph = None
        return copied

    def step(self, key: str) -> AnyStep:
        """Give the step with this key; KeyError where there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    def work(self, key: str) -> WorkStep:
        """Give the step with this key, which works; KeyError where there is none, or where it only directs the walk."""
        if isinstance(step := self.step(key), WorkStep):
            return step
        raise KeyError(key)

    def order(self) -> list[str]:
        """Give the keys of the steps that are reached from the start, each after all that lead to it."""
        return self.graph.order


def in_line(steps: list[Any]) -> list[Link]:
    """Give the links of steps that follow one another."""
    keys = [START, *(step.key for step in steps), END]
    return [Link(source=a, target=b) for a, b in pairwise(keys)]


def known_fields(definition: Definition, before: str | None = None) -> dict[str, Field]:
    """Give every field that may be picked, by its path; only those of steps that lead to `before` where it is given."""
    known = {f"{RUN}.{field.key}": field for field in definition.inputs}
    graph = definition.graph
    earlier = graph.order if before is None else graph.before(before)
    for key in earlier:
        if shape := definition.shapes.get(key):
            known |= {f"{key}.{field.key}": field for field in shape.gives}
    return known
