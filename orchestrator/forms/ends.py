"""The forms of a drawing's two ends, of its named ends, and of its limits."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from pydantic import TypeAdapter

from fields.money import Money, minor_digits
from fields.types import Field, FieldList, FieldType
from governance.documents import DocumentForm, values_parser
from orchestrator.engine.definition import Definition, End, EndStep, Limits, known_fields
from orchestrator.forms.editing.moving import Removal
from orchestrator.forms.edits import known_at
from orchestrator.forms.steps import About
from orchestrator.queries.jobs import JOBS
from orchestrator.queries.words import MICRO, source_names

_fields = TypeAdapter(dict[str, FieldList])


def inputs_form(definition: Definition, post: QueryDict | None = None, currency: str = "EUR") -> DocumentForm[Any]:
    """What the request asks for: rows of fields."""

    def parse(doc: dict[str, Any]) -> list[Field]:
        return _fields.validate_python({"inputs": doc.get("inputs", [])})["inputs"]

    initial = {"inputs": [field.model_dump(mode="json") for field in definition.inputs]}
    return DocumentForm(parse=parse, initial=initial, post=post, currency=currency)


# -- how it ends ---------------------------------------------------------------------------------------------------

LABELS: dict[str, Any] = {
    "outcome": lazy("Word"),
    "outcome_path": lazy("Where the word comes from"),
    "results": lazy("Results"),
}


def read_end(doc: dict[str, Any]) -> End:
    """The end a form describes."""
    results = doc.get("results", [])
    asked = {key: doc[key] for key in ("outcome", "outcome_path") if key in doc}
    return End.model_validate({**asked, "results": [results] if isinstance(results, str) else results})


def end_form(definition: Definition, post: QueryDict | None = None) -> DocumentForm[End]:
    """The word a run ends with, and what it gives back."""
    initial = definition.end.model_dump(mode="json")
    return DocumentForm(parse=read_end, initial=initial, post=post, labels=LABELS)


class EndStepForm:
    """A named end, in a drawing in which it stands already; `begin` puts a new one into the draft."""

    template = "_end.html"
    job = JOBS["end"]

    def __init__(
        self,
        about: About,
        key: str,
        *,
        post: QueryDict | None = None,
        begin: Callable[[Definition], Definition] | None = None,
    ) -> None:
        self.definition, self.key, self.begin = about.definition, key, begin
        old = self.definition.step(key)
        assert isinstance(old, EndStep)
        self.step = None if begin else old
        known, end = known_at(self.definition, key), old.end
        initial = {**end.model_dump(mode="json"), "name": old.name} if self.step else {"outcome": ""}
        self.form: DocumentForm[EndStep] = DocumentForm(parse=self._parse, initial=initial, post=post, labels=LABELS)
        self.outcomes = outcome_options(self.definition, known, end)
        self.results = result_options(self.definition, self.form, known)

    @property
    def name(self) -> str:
        """What the end is called, as it is written now."""
        return self.form.value.name if self.form.value else self.step.name if self.step else str(self.job.label)

    def apply(self, drawing: Definition) -> Removal:
        """The drawing with this end."""
        made = self.form.value
        assert made is not None
        drawing = self.begin(drawing) if self.begin else drawing
        return Removal(
            drawing.model_copy(update={"steps": [made if each.key == self.key else each for each in drawing.steps]})
        )

    def settle(self, drawing: Definition) -> None:
        """Nothing of this form is made by saving."""

    def _parse(self, doc: dict[str, Any]) -> EndStep:
        end = read_end(doc)
        name = str(doc.get("name") or "").strip() or end.outcome
        return EndStep.model_validate({"key": self.key, "name": name, "end": end})


def outcome_options(definition: Definition, known: Mapping[str, Field], end: End) -> list[tuple[str, Any]]:
    """The fields a run's last word can be read from: choices and short texts."""
    wordy = {path: field for path, field in known.items() if field.type in (FieldType.CHOICE, FieldType.TEXT)}
    chosen = end.outcome_path
    lost = [(chosen, _("Something that is not there any more"))] if chosen and chosen not in wordy else []
    return [("", _("Always the same word")), *lost, *_grouped(definition, wordy).items()]


def result_options(
    definition: Definition, form: DocumentForm[Any], known: Mapping[str, Field] | None = None
) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Everything a run can give back, grouped by where it comes from, each with whether it is picked."""
    given = form.doc.get("results") or []
    picked = [given] if isinstance(given, str) else given
    groups = _grouped(definition, known_fields(definition) if known is None else known)
    return [(group, [(path, name, path in picked) for path, name in fields]) for group, fields in groups.items()]


def _grouped(definition: Definition, known: Mapping[str, Field]) -> dict[str, list[tuple[str, str]]]:
    names = source_names(definition)
    groups: dict[str, list[tuple[str, str]]] = {}
    for path, field in known.items():
        groups.setdefault(names[path.partition(".")[0]], []).append((path, field.name))
    return groups


# -- limits --------------------------------------------------------------------------------------------------------


def limit_fields(currency: str) -> list[Field]:
    """What is asked about a run's limits."""
    asked = [
        ("steps", _("Steps"), 1, 10_000, _("Every visit counts.")),
        ("tool_calls", _("Calls to other systems"), 0, 10_000, _("Looking something up counts as well.")),
        ("tokens", _("Tokens"), 0, 100_000_000, _("What models read and write; a page of text is about 700.")),
        ("minutes", _("Minutes of work"), 1, 100_000, _("Waiting for a person does not count.")),
    ]
    money = Field(
        key="money",
        name=_("Money for models"),
        type=FieldType.MONEY,
        required=False,
        minimum={"minor": 0, "currency": currency},
        help=_("Leave this empty for no limit."),
    )
    numbers = [
        Field(key=key, name=name, type=FieldType.NUMBER, minimum=least, maximum=most, help=about)
        for key, name, least, most, about in asked
    ]
    return [*numbers, money]


def limits_form(definition: Definition, post: QueryDict | None = None, currency: str = "EUR") -> DocumentForm[Limits]:
    """The most one run, with everything it starts, may use."""
    read = values_parser(limit_fields(currency))

    def parse(doc: dict[str, Any]) -> Limits:
        values = read(doc)
        money = values.pop("money", None)
        micros = None if money is None else money["minor"] * MICRO // 10 ** minor_digits(currency)
        return Limits.model_validate({**values, "cost_micros": micros})

    initial = definition.limits.model_dump(mode="json")
    if (micros := initial.pop("cost_micros")) is not None:
        initial["money"] = Money(round(micros * 10 ** minor_digits(currency) / MICRO), currency).dump()
    labels = {field.key: field.name for field in limit_fields(currency)}
    return DocumentForm(parse=parse, initial=initial, post=post, labels=labels, currency=currency)
