"""Drawings and journals to think about: no database, no Django."""

from dataclasses import replace
from typing import Any

from fields.conditions import Condition, Row
from fields.types import Choice, Field
from orchestrator.engine.decide import decide
from orchestrator.engine.definition import AgentStep, Definition, Failure, Input, Limits, PersonStep, Shape, ToolStep
from orchestrator.engine.definition import in_line as linked
from orchestrator.engine.evolve import evolve
from orchestrator.engine.happenings import Arrived, Event, Happening, Started
from orchestrator.engine.moves import Move, next_moves
from orchestrator.engine.state import State

AMOUNT = Field(key="amount", name="Amount", type="number")
WORDS = Field(key="words", name="Words", type="text")
SIZE = Field(
    key="size",
    name="Size",
    type="choice",
    choices=[Choice(value="small", label="Small"), Choice(value="large", label="Large")],
)
OVER_100 = Condition(match="all", rows=[Row(field="run.amount", comparison="is_more_than", value=100)])


def ask(key: str = "ask", **how: Any) -> AgentStep:
    """An agent that reads the amount and gives a size."""
    return AgentStep(key=key, name=key.title(), agent=1, **{"inputs": {"amount": Input(path="run.amount")}, **how})


def act(key: str = "act", **how: Any) -> ToolStep:
    """A call that changes something."""
    return ToolStep(key=key, name=key.title(), tool=1, **{"inputs": {"amount": Input(path="run.amount")}, **how})


def look(key: str = "look", **how: Any) -> PersonStep:
    """A person who fills in a size."""
    return PersonStep(key=key, name=key.title(), gives=[SIZE], **how)


def drawing(*steps: Any, shapes: dict[str, Shape] | None = None, **how: Any) -> Definition:
    """Steps that follow one another, with the shapes their agents and tools would have."""
    made = {step.key: shape_of(step) for step in steps} | (shapes or {})
    parts = {"inputs": [AMOUNT], "links": linked(list(steps)), "shapes": made}
    return Definition(steps=list(steps), **{**parts, **how})


def shape_of(step: Any) -> Shape:
    """The shape of one of the steps above."""
    if step.kind == "person":
        return Shape(takes=step.takes, gives=step.gives)
    return Shape(takes=[AMOUNT], gives=[SIZE], version=1, changes=step.kind == "tool")


def once(**how: Any) -> Failure:
    """One attempt."""
    return Failure(attempts=1, **how)


def few(**limits: int) -> Limits:
    """Tight limits."""
    return Limits(**limits)


class Story:
    """A run as the shell would drive it, with every event kept."""

    def __init__(self, definition: Definition) -> None:
        self.definition, self.folded = definition, State()
        self.events: list[Event] = []
        self.happens(Started({"fields": {}}))

    @property
    def here(self) -> str:
        """The first step that could move, else the first that waits, else the one the last event was about."""
        places = [getattr(move, "step", "") for move in next_moves(self.definition, self.folded)]
        return next((key for key in [*places, *self.folded.under_way] if key), self.folded.at)

    @property
    def state(self) -> State:
        """The state, looking at the step where something happens next."""
        return self.folded.looking_at(self.here)

    def happens(self, *happenings: Happening, at: str = "") -> list[str]:
        """Tell what happened, one after the other; gives the kinds of the events of the last one."""
        new: list[Event] = []
        for happening in happenings:
            decided = decide(self.definition, self.folded, happening, at or self.here)
            new = [self._kept(event) for event in decided]
            for event in new:
                self.folded = evolve(self.folded, event)
        return [event.kind for event in new]

    def _kept(self, event: Event) -> Event:
        ref = event.ref if event.payload is None else f"ref{len(self.events) + 1}"
        event = replace(event, ref=ref)
        self.events.append(event)
        return event

    @property
    def last(self) -> Event:
        """The newest event."""
        return self.events[-1]


def next_move(definition: Definition, state: State) -> Move | None:
    """What the run does next, if anything."""
    return next(iter(next_moves(definition, state)), None)


def arrived(*steps: Any, **how: Any) -> Story:
    """A run that has arrived at its first step."""
    story = Story(drawing(*steps, **how))
    story.happens(Arrived({"fields": {}}))
    return story
