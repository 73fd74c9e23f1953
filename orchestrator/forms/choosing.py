"""The form of "choose a path": one way for each value of a field, or ways with conditions of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from fields.conditions import Comparison
from fields.sentences import Sentence
from fields.sentences import sentence as marked
from fields.types import FieldType
from governance.blanks import is_blank
from governance.conditions import read_condition
from governance.documents import DocumentErrors, DocumentForm
from governance.picking import Source
from orchestrator.engine.definition import ChooseStep, Definition
from orchestrator.forms.editing.moving import Removal
from orchestrator.forms.editing.paths import (
    Path,
    by_values,
    paths_of,
    value_of,
    value_rows,
    values_field,
    with_paths,
)
from orchestrator.forms.edits import known_at
from orchestrator.forms.reading import read_name, saves_itself
from orchestrator.forms.sources import Picking
from orchestrator.forms.steps import About
from orchestrator.queries.jobs import JOBS

VALUED = (FieldType.CHOICE, FieldType.YES_NO)
LABELS: dict[str, Any] = {"paths": lazy("Paths"), "when": lazy("When"), "field": lazy("Field"), "by": lazy("How")}


@dataclass(frozen=True)
class Chosen:
    """What the form says: the step's name and its ways, "otherwise" last."""

    name: str
    paths: list[Path]


class ChooseForm:
    """One "choose a path" in a drawing in which it stands already; `begin` puts a new one into the draft."""

    template = "_choose.html"
    job = JOBS["choose"]

    def __init__(
        self,
        about: About,
        key: str,
        *,
        post: QueryDict | None = None,
        begin: Callable[[Definition], Definition] | None = None,
    ) -> None:
        self.definition, self.key, self.begin = about.definition, key, begin
        self.known = known_at(self.definition, key)
        self.picking = Picking(self.definition, self.known, about.examples)
        step = self.definition.step(key)
        self.step = None if begin else step
        self.unfinished = saves_itself(post)
        self.form: DocumentForm[Chosen] = DocumentForm(
            parse=self._parse, initial=self._initial(step.name), post=post, labels=LABELS, currency=about.currency
        )
        if self.form.edited and self.by == "values" and not self.form.doc.get("field"):
            self.form.doc["field"] = self._likely()

    @property
    def name(self) -> str:
        """What the step is called, as it is written now."""
        return self.form.value.name if self.form.value else self.definition.step(self.key).name

    @property
    def sources(self) -> list[Source]:
        return self.picking.all

    @property
    def valued(self) -> list[Source]:
        """The fields with a few values each, by which one can choose."""
        return self.picking.of_types(*VALUED)

    @property
    def ways(self) -> list[tuple[str, str]]:
        """How a way is chosen."""
        return [("values", _("By the values of a field")), ("rows", _("By conditions"))]

    @property
    def by(self) -> str:
        return str(self.form.doc.get("by") or "rows")

    @property
    def values(self) -> list[tuple[str, str, bool]]:
        """The values of the chosen field, each with whether it gets a way of its own; at first all do."""
        return self._values(self.form.doc)

    def _values(self, doc: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
        path = str(doc.get("field") or "")
        rows = value_rows(path, self.known[path]) if path in self.known else []
        given = doc.get("values")
        there = {value_of(row) for row, _name in rows}
        ticked = {given} if isinstance(given, str) else {str(each) for each in given or []}
        words = {Comparison.IS_YES: _("Yes"), Comparison.IS_NO: _("No")}
        return [
            (value_of(row), name or words[row.comparison], not ticked & there or value_of(row) in ticked)
            for row, name in rows
        ]

    def apply(self, drawing: Definition) -> Removal:
        """The drawing with this step and its ways; steps that only a dropped way led to are lost."""
        made = self.form.value
        assert made is not None
        drawing = self.begin(drawing) if self.begin else drawing
        step = ChooseStep(key=self.key, name=made.name)
        steps = [step if each.key == self.key else each for each in drawing.steps]
        return with_paths(drawing.model_copy(update={"steps": steps}), self.key, made.paths)

    def settle(self, drawing: Definition) -> None:
        """After saving: each row that has been written knows its link, so that it is not made twice."""
        ids = [path.link for path in paths_of(drawing, self.key) if not path.otherwise]
        rows = self.form.doc.get("paths")
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and ids and not is_blank(row):
                row["link"] = ids.pop(0)

    def _likely(self) -> str:
        """The field that is most likely meant: of those with a few values the one that was given last."""
        return next((pick.path for source in reversed(self.valued) for pick in source.fields), "")

    def _initial(self, name: str) -> dict[str, Any]:
        paths = paths_of(self.definition, self.key)
        otherwise = next((path for path in paths if path.otherwise), Path())
        field = values_field(self.definition, self.key)
        if self.step is None:
            field = self._likely()
        return {
            "name": name,
            "by": "values" if field else "rows",
            "field": field,
            "values": [value_of(path.when.rows[0]) for path in paths if path.when] if field and self.step else [],
            "paths": [
                {"link": path.link, "name": path.name, "when": path.when.model_dump(mode="json") if path.when else {}}
                for path in paths
                if not path.otherwise
            ],
            "otherwise": {"name": otherwise.name},
        }

    def _parse(self, doc: dict[str, Any]) -> Chosen:
        errors: dict[str, Sentence] = {}
        name = read_name(doc.get("name"), "name", errors) or str(self.job.label)
        paths = self._by_values(doc, errors) if doc.get("by") == "values" else self._by_rows(doc, errors)
        given = doc.get("otherwise")
        otherwise = read_name(given.get("name"), "otherwise-name", errors) if isinstance(given, dict) else ""
        last = next((path for path in paths_of(self.definition, self.key) if path.otherwise), Path())
        if errors:
            raise DocumentErrors(errors)
        return Chosen(name, [*paths, Path(last.link, otherwise, None, True)])

    def _by_values(self, doc: dict[str, Any], errors: dict[str, Sentence]) -> list[Path]:
        path = str(doc.get("field") or "")
        if path not in self.known or self.known[path].type not in VALUED:
            errors["field"] = marked("Pick a field with a few values: a choice, or yes or no.")
            return []
        ticked = {value for value, _name, chosen in self._values(doc) if chosen}
        paths = by_values(self.definition, self.key, path, self.known[path], ticked)
        return [each for each in paths if not each.otherwise]

    def _by_rows(self, doc: dict[str, Any], errors: dict[str, Sentence]) -> list[Path]:
        rows, paths = doc.get("paths"), []
        for number, row in enumerate(rows if isinstance(rows, list) else []):
            if not isinstance(row, dict):
                continue
            at = f"paths-{number}-when"
            when, wrong = read_condition(row.get("when"), self.known, at, unfinished=self.unfinished)
            errors |= wrong
            name = read_name(row.get("name"), f"paths-{number}-name", errors)
            paths.append(Path(str(row.get("link") or ""), name, when))
        return paths
