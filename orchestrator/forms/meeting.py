"""The forms of steps that direct the walk without choosing: parts side by side, and where they come together."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from fields.sentences import Sentence
from governance.blanks import is_blank
from governance.documents import DocumentErrors, DocumentForm
from orchestrator.engine.definition import AnyStep, Definition, JoinStep, ParallelStep
from orchestrator.forms.editing.moving import Removal
from orchestrator.forms.editing.paths import Path, paths_of, with_paths
from orchestrator.forms.editing.regions import Regions
from orchestrator.forms.reading import read_name
from orchestrator.forms.steps import About
from orchestrator.queries.jobs import JOBS

LABELS: dict[str, Any] = {"paths": lazy("Parts"), "rule": lazy("Goes on"), "count": lazy("How many")}
Begin = Callable[[Definition], Definition]


@dataclass(frozen=True)
class Directed:
    """What such a form says: a step's name, its parts, and the rule of the join that closes them."""

    name: str
    paths: list[Path] = field(default_factory=list)
    join: JoinStep | None = None


class DirectForm:
    """A step that directs the walk, in a drawing in which it stands already; `begin` puts a new one into the draft."""

    def __init__(self, about: About, key: str, *, post: QueryDict | None = None, begin: Begin | None = None) -> None:
        self.definition, self.key, self.begin = about.definition, key, begin
        self.old = self.definition.step(key)
        self.step = None if begin else self.old
        self.job = JOBS[self.old.kind]
        self.form: DocumentForm[Directed] = DocumentForm(
            parse=self._parse, initial=self._initial(), post=post, labels=LABELS, currency=about.currency
        )

    @property
    def name(self) -> str:
        """What the step is called, as it is written now."""
        return self.form.value.name if self.form.value else self.old.name

    @property
    def join(self) -> JoinStep | None:
        """The join whose rule this form asks for."""
        return None

    @property
    def rules(self) -> list[tuple[str, str]]:
        """When a join goes on."""
        return [
            ("all", _("When all parts that were begun have arrived")),
            ("any", _("With the first part that arrives")),
            ("some", _("When some parts have arrived")),
        ]

    def settle(self, drawing: Definition) -> None:
        """After saving: each part that has been written knows its link."""

    def _initial(self) -> dict[str, Any]:
        join = self.join
        return {"name": self.old.name} | ({"rule": join.rule, "count": join.count} if join else {})

    def _parse(self, doc: dict[str, Any]) -> Directed:
        errors: dict[str, Sentence] = {}
        name = read_name(doc.get("name"), "name", errors) or str(self.job.label)
        paths = self._read_paths(doc, errors)
        if errors:
            raise DocumentErrors(errors)
        return Directed(name, paths, self._read_join(doc))

    def _read_paths(self, doc: dict[str, Any], errors: dict[str, Sentence]) -> list[Path]:
        return []

    def _read_join(self, doc: dict[str, Any]) -> JoinStep | None:
        if self.join is None:
            return None
        # A number nobody sees, as it only counts for "some", must not be what keeps the form from being saved.
        names = ("rule", "count") if doc.get("rule") == "some" else ("rule",)
        asked = {key: doc[key] for key in names if key in doc}
        return JoinStep.model_validate({**self.join.model_dump(), **asked})

    def _put(self, drawing: Definition, *made: AnyStep) -> Definition:
        drawing = self.begin(drawing) if self.begin else drawing
        new = {step.key: step for step in made}
        return drawing.model_copy(update={"steps": [new.get(step.key, step) for step in drawing.steps]})


class JoinForm(DirectForm):
    """Where parts come together."""

    template = "_join.html"

    @property
    def join(self) -> JoinStep | None:
        return self.old if isinstance(self.old, JoinStep) else None

    def apply(self, drawing: Definition) -> Removal:
        """The drawing with this join."""
        made = self.form.value
        assert made is not None and made.join is not None
        return Removal(self._put(drawing, made.join.model_copy(update={"name": made.name})))


class ParallelForm(DirectForm):
    """Parts done side by side, with the rule of the join that closes them."""

    template = "_parallel.html"

    @property
    def join(self) -> JoinStep | None:
        closing = Regions.of(self.definition).closing(self.key)
        step = self.definition.step(closing) if closing else None
        return step if isinstance(step, JoinStep) else None

    def apply(self, drawing: Definition) -> Removal:
        """The drawing with this step and its parts; steps that only a dropped part led to are lost."""
        made = self.form.value
        assert made is not None
        step = ParallelStep(key=self.key, name=made.name)
        return with_paths(self._put(drawing, step, *([made.join] if made.join else [])), self.key, made.paths)

    def settle(self, drawing: Definition) -> None:
        """After saving: each part that has been written knows its link, so that it is not made twice."""
        ids = [path.link for path in paths_of(drawing, self.key)]
        rows = self.form.doc.get("paths")
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and ids and not is_blank(row):
                row["link"] = ids.pop(0)

    def _initial(self) -> dict[str, Any]:
        paths = paths_of(self.definition, self.key)
        return super()._initial() | {"paths": [{"link": path.link, "name": path.name} for path in paths]}

    def _read_paths(self, doc: dict[str, Any], errors: dict[str, Sentence]) -> list[Path]:
        old = {path.link: path for path in paths_of(self.definition, self.key)}
        rows = doc.get("paths")
        paths = []
        for number, row in enumerate(rows if isinstance(rows, list) else []):
            if not isinstance(row, dict):
                continue
            link, name = str(row.get("link") or ""), read_name(row.get("name"), f"paths-{number}-name", errors)
            kept = old.get(link, Path())
            paths.append(Path(link if link in old else "", name, kept.when, kept.otherwise))
        return paths
