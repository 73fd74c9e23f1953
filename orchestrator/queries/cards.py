"""The steps of a drawing as cards: who works, when, with what, what comes of it, and what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from fields.types import Field
from governance.documents import say
from orchestrator.engine.check import Problem
from orchestrator.engine.definition import AnyStep, Definition, EndStep, Input, Shape, WorkStep
from orchestrator.forms.editing.listing import lines_of
from orchestrator.queries import words
from orchestrator.queries.jobs import Job, job_of
from orchestrator.queries.workflows import Names, names_in


@dataclass(frozen=True)
class Trouble:
    """One problem in words: the step or link it is about, and the part of the form that cures it."""

    step: str
    name: str
    part: str
    sentence: str
    serious: bool
    link: str = ""

    @property
    def anchor(self) -> str:
        """The place in the form that cures it."""
        if self.part.startswith("inputs."):
            return f"f-inputs-{self.part.partition('.')[2]}-path"
        return {"end.outcome_path": "f-outcome_path", "links": ""}.get(self.part, f"f-{self.part.split('.')[0]}")

    @property
    def place(self) -> str:
        """Which page cures it: a link's, a step's, the start's, the end's, or a new step's."""
        if self.link:
            return "link"
        if self.step:
            return "step"
        first = self.part.partition(".")[0]
        return {"end": "end", "inputs": "inputs", "limits": "limits"}.get(first, "new")

    def href(self, address: Sequence[str]) -> str:
        """Where it is cured; `address` is the team's and the workflow's part of an address."""
        if self.place == "link":
            return f"{reverse('workflow-link', args=address)}?link={_quoted(self.link)}"
        if self.place == "step":
            return f"{reverse('workflow-step', args=[*address, self.step])}#{self.anchor}".removesuffix("#")
        if self.place == "new":
            return reverse("workflow-step-new", args=address)
        return f"{reverse(f'workflow-{self.place}', args=address)}#{self.anchor}"


def _quoted(link: str) -> str:
    return link.replace("#", "%23").replace(">", "%3E")


@dataclass(frozen=True)
class Given:
    """One field of a step's contract and, in words, where its value comes from ("" where nobody picked it)."""

    key: str
    name: str
    source: str
    required: bool


@dataclass(frozen=True)
class Card:
    """One step as a builder reads it."""

    number: str
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
    threshold: int | None = None
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def serious(self) -> bool:
        """Something here must be mended before publishing."""
        return any(trouble.serious for trouble in self.troubles)


def troubles_of(definition: Definition, problems: Sequence[Problem]) -> list[Trouble]:
    """What the check says, in words."""
    names = {step.key: step.name for step in definition.steps}
    return [
        Trouble(
            step=each.step,
            name=names.get(each.step, ""),
            part=each.field,
            sentence=say(each.sentence),
            serious=each.severity == "error",
            link=getattr(each, "link", ""),
        )
        for each in problems
    ]


def cards_of(definition: Definition, troubles: Sequence[Trouble] = ()) -> dict[str, Card]:
    """Every step in words, by its key."""
    names, known = names_in([definition]), words.all_fields(definition)
    numbers = {line.key: line.shown for line in lines_of(definition) if line.kind == "step"}
    found: dict[str, list[Trouble]] = {}
    for trouble in troubles:
        found.setdefault(trouble.step, []).append(trouble)
    cards = {step.key: _card(definition, step, names, known) for step in definition.steps}
    return {key: replace(card, number=numbers.get(key, ""), troubles=found.get(key, [])) for key, card in cards.items()}


def _card(definition: Definition, step: AnyStep, names: Names, known: dict[str, Field]) -> Card:
    shape = definition.shapes.get(step.key, Shape())
    inputs = step.inputs if isinstance(step, WorkStep) else {}
    sure = words.percent(words.sure_from(step, shape)) if step.kind == "agent" and not shape.rules else None
    return Card(
        number="",
        step=step,
        job=job_of(step, shape),
        who=words.ending_words(definition, known, step.end)
        if isinstance(step, EndStep)
        else words.who_words(step, names),
        version=names.versions.get(shape.version or 0),
        shape=shape,
        when=words.when_words(definition, step, known),
        expression=words.expression(step.only_when, known) if isinstance(step, WorkStep) else "",
        given=[_given(definition, each, inputs.get(each.key), known) for each in shape.takes],
        gives=[each.name for each in shape.gives],
        facts=list(_facts(step, shape, sure)),
        threshold=sure,
    )


def _who(definition: Definition, step: AnyStep, names: Names, known: dict[str, Field]) -> str:
    if isinstance(step, EndStep):
        return words.ending_words(definition, known, step.end)
    return words.who_words(step, names)


def _given(definition: Definition, target: Field, given: Input | None, known: dict[str, Field]) -> Given:
    return Given(target.key, target.name, words.input_words(definition, target, given, known), target.required)


def _facts(step: AnyStep, shape: Shape, sure: int | None) -> list[str]:
    facts = []
    if sure is not None:
        facts.append(_("Asks a person when less than %(percent)s %% sure") % {"percent": sure})
    if step.kind == "tool" and shape.changes:
        facts.append(_("Changes something in the other system"))
    if shape.sensitive:
        facts.append(_("Sensitive"))
    if isinstance(step, WorkStep) and step.kind != "person":
        facts.append(words.failure_words(step.failure))
    return facts
