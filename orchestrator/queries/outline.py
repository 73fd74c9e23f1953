"""A drawing in words: what starts it, its steps one by one, how it ends, what it may use, what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fields import conditions
from fields.money import Money, minor_digits
from fields.sentences import FieldError, spoken
from fields.types import Field, FieldType
from governance.documents import say
from governance.templatetags.documents import field_types
from orchestrator.engine.check import Problem
from orchestrator.engine.definition import (
    RUN,
    AgentStep,
    Definition,
    Failure,
    Input,
    Limits,
    PersonStep,
    Shape,
    ToolStep,
)
from orchestrator.forms.edits import known_before
from orchestrator.queries.jobs import Job, job_of
from orchestrator.queries.workflows import Names, names_in

MICRO = 1_000_000
AnyStep = AgentStep | ToolStep | PersonStep


@dataclass(frozen=True)
class Trouble:
    """One problem in words: the step it is about (its key and name), and the part of that step's form that cures it."""

    step: str
    name: str
    part: str
    sentence: str
    serious: bool

    @property
    def anchor(self) -> str:
        """The place in the form that cures it."""
        if self.part.startswith("inputs."):
            return f"f-inputs-{self.part.partition('.')[2]}-path"
        return {"end.outcome_path": "f-outcome_path", "links": ""}.get(self.part, f"f-{self.part.split('.')[0]}")

    @property
    def place(self) -> str:
        """Which page cures it: a step's, the end's, or a new step's."""
        if self.step:
            return "step"
        return "end" if self.part.startswith("end") else "new"


@dataclass(frozen=True)
class Given:
    """One field of a step's contract and, in words, where its value comes from ("" where nobody picked it)."""

    name: str
    source: str
    required: bool


@dataclass(frozen=True)
class Card:
    """One step as a builder reads it."""

    number: int
    step: AnyStep
    job: Job
    who: str
    version: int | None
    shape: Shape
    when: str
    expression: str
    given: list[Given]
    gives: list[str]
    facts: list[str]
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def serious(self) -> bool:
        """Something here must be mended before publishing."""
        return any(trouble.serious for trouble in self.troubles)


@dataclass(frozen=True)
class Outline:
    """One drawing as a builder reads it."""

    definition: Definition
    asks: list[tuple[Field, str]]
    cards: list[Card]
    ending: str
    results: list[str]
    limits: list[str]
    troubles: list[Trouble]

    @property
    def errors(self) -> list[Trouble]:
        """What must be mended before publishing."""
        return [trouble for trouble in self.troubles if trouble.serious]

    @property
    def at_end(self) -> list[Trouble]:
        """What is wrong with how it ends."""
        return [trouble for trouble in self.troubles if trouble.place == "end"]


def outline(definition: Definition, problems: Sequence[Problem] = (), *, currency: str = "EUR") -> Outline:
    """A drawing with its shapes, and what the check says of it, in words."""
    names = names_in([definition])
    types = dict(field_types())
    troubles = [_trouble(definition, problem) for problem in problems]
    cards = [_card(definition, place, names, troubles) for place in range(len(definition.steps))]
    known = known_before(definition, len(definition.steps))
    return Outline(
        definition=definition,
        asks=[(each, str(types[each.type.value])) for each in definition.inputs],
        cards=cards,
        ending=ending_words(definition, known),
        results=[source_words(definition, path, known) for path in definition.end.results],
        limits=limit_words(definition.limits, currency),
        troubles=troubles,
    )


def _trouble(definition: Definition, problem: Problem) -> Trouble:
    name = next((step.name for step in definition.steps if step.key == problem.step), "")
    return Trouble(problem.step, name, problem.field, say(problem.sentence), problem.severity == "error")


def _card(definition: Definition, place: int, names: Names, troubles: list[Trouble]) -> Card:
    step = definition.steps[place]
    shape = definition.shapes.get(step.key, Shape())
    known = known_before(definition, place)
    return Card(
        number=place + 1,
        step=step,
        job=job_of(step, shape),
        who=who_words(step, names),
        version=names.versions.get(shape.version or 0),
        shape=shape,
        when=when_words(definition, step, known),
        expression=expression(step, known),
        given=[_given(definition, each, step.inputs.get(each.key), known) for each in shape.takes],
        gives=[each.name for each in shape.gives],
        facts=list(_facts(step, shape)),
        troubles=[trouble for trouble in troubles if trouble.step == step.key],
    )


def _given(definition: Definition, target: Field, given: Input | None, known: dict[str, Field]) -> Given:
    return Given(target.name, input_words(definition, target, given, known), target.required)


# -- the parts in words, shared with what says how two drawings differ --------------------------------------------


def who_words(step: AnyStep, names: Names) -> str:
    """Who works: the agent's or tool's name."""
    match step:
        case AgentStep():
            return names.agents.get(step.agent, _("An agent that is no longer there"))
        case ToolStep():
            return names.tools.get(step.tool, _("A tool that is no longer there"))
    return _("A reviewer of the team")


def source_names(definition: Definition) -> dict[str, str]:
    """What the places values come from are called."""
    return {RUN: _("The request")} | {step.key: step.name for step in definition.steps}


def source_words(definition: Definition, path: str, known: dict[str, Field]) -> str:
    """A path in words: "Triage › Category"."""
    origin = path.partition(".")[0]
    source = source_names(definition).get(origin, origin)
    return f"{source} › {known[path].name}" if path in known else _("something that is not there any more")


def input_words(definition: Definition, target: Field, given: Input | None, known: dict[str, Field]) -> str:
    """Where a value comes from, in words; empty where nobody picked it."""
    if given is None:
        return ""
    if given.path:
        return source_words(definition, given.path, known)
    return "" if given.value in (None, "") else f"“{target.display(given.value)}”"


def when_words(definition: Definition, step: AnyStep, known: dict[str, Field]) -> str:
    """The condition of a step as one reads it; empty where it is always done."""
    if step.only_when is None or not step.only_when.rows:
        return ""
    told = {row.field: _told_apart(definition, row.field, known) for row in step.only_when.rows if row.field in known}
    gone = {row.field: _stand_in(row) for row in step.only_when.rows if row.field not in known}
    return say(conditions.sentence(step.only_when, told | gone))


def _told_apart(definition: Definition, path: str, known: dict[str, Field]) -> Field:
    """Two steps may give fields of one name: those are told apart by where they come from."""
    field = known[path]
    if sum(each.name == field.name for each in known.values()) < 2:
        return field
    source = source_names(definition).get(path.partition(".")[0], "")
    return field.model_copy(update={"name": f"{field.name} ({source})"})


def _stand_in(row: conditions.Row) -> Field:
    """A field for what is not there any more, so that its condition can still be read."""
    kind = FieldType.MONEY if isinstance(row.value, dict) else FieldType.TEXT
    return Field(key="gone", name=_("%(field)s (no longer there)") % {"field": spoken(row.field)}, type=kind)


def expression(step: AnyStep, known: dict[str, Field]) -> str:
    """The condition as Steward keeps it; empty while it is unsound."""
    try:
        return conditions.to_cel(step.only_when, known) if step.only_when else ""
    except FieldError:
        return ""


def _facts(step: AnyStep, shape: Shape) -> list[str]:
    facts = []
    if step.kind == "agent" and not shape.rules:
        facts.append(
            _("Asks a person when less than %(percent)s %% sure") % {"percent": percent(sure_from(step, shape))}
        )
    if step.kind == "tool" and shape.changes:
        facts.append(_("Changes something in the other system"))
    if shape.sensitive:
        facts.append(_("Sensitive"))
    return facts if step.kind == "person" else [*facts, failure_words(step.failure)]


def sure_from(step: AnyStep, shape: Shape) -> float:
    """How sure a step must be to go on by itself: its own threshold, else its agent's."""
    return shape.threshold if step.threshold is None else step.threshold


def percent(share: float) -> int:
    """0.6 is 60 %."""
    return round(share * 100)


def failure_words(failure: Failure) -> str:
    """What happens when a step fails."""
    tries = ngettext("%(n)s try", "%(n)s tries", failure.attempts) % {"n": failure.attempts}
    then = {
        "escalate": _("then a person is asked"),
        "fail": _("then the run fails"),
        "skip": _("then it goes on without it"),
    }[failure.then]
    return f"{tries}, {then}"


def ending_words(definition: Definition, known: dict[str, Field]) -> str:
    """How a run ends, in words."""
    end = definition.end
    if end.outcome_path:
        return _("With the word in %(source)s") % {"source": source_words(definition, end.outcome_path, known)}
    return _("As “%(outcome)s”") % {"outcome": end.outcome}


def limit_words(limits: Limits, currency: str) -> list[str]:
    """The most a run may use, one phrase each."""
    words = [
        ngettext("%(n)s step", "%(n)s steps", limits.steps) % {"n": f"{limits.steps:,}"},
        ngettext("%(n)s call", "%(n)s calls", limits.tool_calls) % {"n": f"{limits.tool_calls:,}"},
        ngettext("%(n)s token", "%(n)s tokens", limits.tokens) % {"n": f"{limits.tokens:,}"},
        ngettext("%(n)s minute of work", "%(n)s minutes of work", limits.minutes) % {"n": f"{limits.minutes:,}"},
    ]
    if limits.cost_micros is not None:
        minor = round(limits.cost_micros * 10 ** minor_digits(currency) / MICRO)
        words.append(Money(minor, currency).display())
    return words
