"""The form of a step that works: who, with what, when, and what follows a failure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from fields.types import Field
from governance.documents import DocumentForm, fields_of
from governance.picking import Source
from orchestrator.drafting.suggesting import at_first, likely
from orchestrator.engine.definition import AgentStep, Definition, Failure, PersonStep, Shape, ToolStep, WorkStep
from orchestrator.forms.editing.moving import Removal
from orchestrator.forms.editing.names import fresh_key
from orchestrator.forms.editing.places import put
from orchestrator.forms.edits import known_at, known_for
from orchestrator.forms.reading import FAILURE, document_of, read_step, saves_itself
from orchestrator.forms.sources import Picking
from orchestrator.queries.jobs import JOBS, Job, job_of
from orchestrator.queries.words import failure_words, percent, source_names
from orchestrator.queries.workflows import Makings

KINDS: dict[str, type[WorkStep]] = {"agent": AgentStep, "tool": ToolStep, "person": PersonStep}
LABELS: dict[str, Any] = {
    "agent": lazy("Agent"),
    "tool": lazy("What to do"),
    "inputs": lazy("What it is given"),
    "path": lazy("Source"),
    "text": lazy("Text"),
    "only_when": lazy("Only when"),
    "gives": lazy("What the person fills in"),
    "threshold": lazy("How sure"),
    "attempts": lazy("Tries"),
    "wait_seconds": lazy("Wait"),
    "seconds": lazy("Time limit"),
}


@dataclass(frozen=True)
class Wanted:
    """One field of the contract with what may fill it."""

    field: Field
    sources: list[Source]


@dataclass(frozen=True)
class About:
    """The drawing a form is about, its shapes resolved: what its steps can be made of, examples of its values."""

    definition: Definition
    makings: Makings
    examples: Mapping[str, str]
    currency: str = "EUR"


class StepForm:
    """One step being written: one that is there, or a new one for a job at a place."""

    template = "_step.html"

    def __init__(
        self,
        about: About,
        *,
        step: WorkStep | None = None,
        job: Job | None = None,
        place: str = "",
        post: QueryDict | None = None,
    ) -> None:
        self.definition, self.makings, self.step, self.place = about.definition, about.makings, step, place
        self.job = job or (job_of(step, self.definition.shapes.get(step.key)) if step else JOBS["agent"])
        self.known = known_at(self.definition, step.key) if step else known_for(self.definition, place)
        self.sources = source_names(self.definition)
        self.picking = Picking(self.definition, self.known, about.examples)
        self.unfinished = saves_itself(post)
        self.form: DocumentForm[WorkStep] = DocumentForm(
            parse=self._parse,
            initial=document_of(step, self.known),
            post=post,
            labels={**LABELS, **{field.key: field.name for field in self._posted_shape(post, step).takes}},
            currency=about.currency,
        )
        if post is None or self.form.edited:
            self._suggest()

    @property
    def kind(self) -> str:
        return self.job.kind

    @property
    def name(self) -> str:
        """What the step is called, as it is written now."""
        return self.form.value.name if self.form.value else self.step.name if self.step else str(self.job.label)

    @property
    def key(self) -> str:
        return self.form.value.key if self.form.value else self.step.key if self.step else ""

    def apply(self, drawing: Definition) -> Removal:
        """The drawing with this step in its place."""
        made = self.form.value
        assert made is not None
        if any(step.key == made.key for step in drawing.steps):
            steps = [made if step.key == made.key else step for step in drawing.steps]
            return Removal(drawing.model_copy(update={"steps": steps}))
        return Removal(put(drawing, made, self.place))

    def settle(self, drawing: Definition) -> None:
        """Nothing of this form is made by saving."""

    # -- what it is made of ----------------------------------------------------------------------------------------

    @cached_property
    def made_of(self) -> list[tuple[str, Any]]:
        """The agents or tools to choose from; tools stand under their connector's name."""
        if self.kind == "agent":
            chosen = self.form.doc.get("agent")
            offered = self.makings.agents_for(self.job.key)
            names = [(str(each.pk), each.name) for each in offered]
            return [("", _("Choose an agent")), *names, *self._gone(chosen, offered)]
        groups: dict[str, list[tuple[int, str]]] = {}
        for tool in self.makings.tools.values():
            groups.setdefault(tool.connector.name, []).append((tool.pk, tool.name))
        lost = self._gone(self.form.doc.get("tool"), self.makings.tools.values())
        return [("", _("Choose what to do")), *groups.items(), *lost]

    def _gone(self, chosen: Any, offered: Any) -> list[tuple[str, str]]:
        """What was chosen and can no longer be, so that one sees what to mend."""
        if not chosen or str(chosen) in {str(each.pk) for each in offered}:
            return []
        return [(str(chosen), _("No longer to be had"))]

    @property
    def unpublished(self) -> list[Any]:
        """Agents that would do but have only a draft."""
        return self.makings.unpublished(self.job.key) if self.kind == "agent" else []

    @property
    def about(self) -> str:
        """What the chosen agent or tool is for."""
        return self.makings.about(self.kind, self._chosen(self.form.doc)) if self.kind != "person" else ""

    @property
    def shape(self) -> Shape:
        """What the step takes and gives as it is written now."""
        if self.kind == "person":
            return Shape(gives=fields_of(self.form.doc.get("gives")))
        return self._shape_in(self.form.doc)

    def _chosen(self, doc: Mapping[str, Any]) -> int:
        chosen = str(doc.get(self.kind) or "")
        return int(chosen) if chosen.isascii() and chosen.isdigit() else 0

    def _shape_in(self, doc: Mapping[str, Any]) -> Shape:
        return self.makings.shape_of(self.kind, self._chosen(doc)) or Shape()

    def _posted_shape(self, post: QueryDict | None, step: WorkStep | None) -> Shape:
        if self.kind == "person":
            return Shape()
        return self._shape_in(post if post is not None else {self.kind: getattr(step, self.kind, "")})

    # -- where its values come from --------------------------------------------------------------------------------

    @property
    def wanted(self) -> list[Wanted]:
        """Each field of the contract with everything there is to pick, by where it comes from."""
        return [Wanted(field, self.picking.for_field(field)) for field in self.shape.takes]

    def _suggest(self) -> None:
        """Fill what nobody picked yet with the field of the same name, or the only one that fits exactly."""
        inputs = self.form.doc.setdefault("inputs", {})
        for field in self.shape.takes if isinstance(inputs, dict) else []:
            given = inputs.setdefault(field.key, {})
            if isinstance(given, dict) and given.get("path") is None:
                given["path"] = likely(field, self.known) if self.step is None or self.form.edited else ""

    @property
    def shown(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """For a person: everything known so far, grouped, each with whether it is shown. At first, all but a lot."""
        wanted = self.form.doc.get("shown")
        ticked = {*(at_first(list(self.known)) if wanted is None and not self.form.bound else _listed(wanted))}
        groups: dict[str, list[tuple[str, str, bool]]] = {}
        for path, field in self.known.items():
            source = self.sources[path.partition(".")[0]]
            groups.setdefault(source, []).append((path, field.name, path in ticked))
        return list(groups.items())

    # -- what is made of it ----------------------------------------------------------------------------------------

    @property
    def thens(self) -> list[tuple[str, str]]:
        """What can follow the last try."""
        return [
            ("escalate", _("Ask a person")),
            ("fail", _("Let the run fail")),
            ("skip", _("Go on without it")),
        ]

    @property
    def failure_words(self) -> str:
        """What follows a failure as it was saved, for the folded part of the form."""
        return failure_words(self.step.failure if self.step else Failure())

    @property
    def failure_open(self) -> bool:
        """Something about failing needs another look, so that part must not stay folded."""
        return any(name in self.form.errors for name in (*FAILURE, "seconds"))

    @property
    def own_percent(self) -> int:
        """How sure the chosen agent must be where the step says nothing else."""
        return percent(self.shape.threshold)

    def _parse(self, doc: dict[str, Any]) -> WorkStep:
        name = str(doc.get("name") or "").strip() or self._name_of(doc)
        key = self.step.key if self.step else fresh_key(self.definition, name)
        raw = {**doc, "name": name, "key": key}
        return read_step(KINDS[self.kind], raw, self._shape_in(doc), self.known, unfinished=self.unfinished)

    def _name_of(self, doc: Mapping[str, Any]) -> str:
        """A step without a name is called what its agent or tool is called."""
        if self.kind == "person":
            return ""
        makings = self.makings.agents if self.kind == "agent" else self.makings.tools
        made = makings.get(self._chosen(doc))
        return made.name if made else str(self.job.label)


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [str(each) for each in value] if isinstance(value, list) else []
