"""The forms of a drawing's two ends and its limits."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from pydantic import TypeAdapter

from fields.money import Money, minor_digits
from fields.types import Field, FieldList, FieldType
from governance.documents import DocumentForm, values_parser
from orchestrator.engine.definition import Definition, End, Limits
from orchestrator.forms.edits import known_before
from orchestrator.queries.outline import MICRO, source_names

_fields = TypeAdapter(dict[str, FieldList])


def inputs_form(definition: Definition, post: QueryDict | None = None, currency: str = "EUR") -> DocumentForm[Any]:
    """What the request asks for: rows of fields."""

    def parse(doc: dict[str, Any]) -> list[Field]:
        return _fields.validate_python({"inputs": doc.get("inputs", [])})["inputs"]

    initial = {"inputs": [field.model_dump(mode="json") for field in definition.inputs]}
    return DocumentForm(parse=parse, initial=initial, post=post, currency=currency)


# -- how it ends ---------------------------------------------------------------------------------------------------


def end_form(definition: Definition, post: QueryDict | None = None) -> DocumentForm[End]:
    """The word a run ends with, and what it gives back."""

    def parse(doc: dict[str, Any]) -> End:
        results = doc.get("results", [])
        return End.model_validate({**doc, "results": [results] if isinstance(results, str) else results})

    labels = {"outcome": lazy("Word"), "outcome_path": lazy("Where the word comes from"), "results": lazy("Results")}
    return DocumentForm(parse=parse, initial=definition.end.model_dump(mode="json"), post=post, labels=labels)


def outcome_options(definition: Definition) -> list[tuple[str, Any]]:
    """The fields a run's last word can be read from: choices and short texts."""
    known = known_before(definition, len(definition.steps))
    wordy = {path: field for path, field in known.items() if field.type in (FieldType.CHOICE, FieldType.TEXT)}
    chosen = definition.end.outcome_path
    lost = [(chosen, _("Something that is not there any more"))] if chosen and chosen not in wordy else []
    return [("", _("Always the same word")), *lost, *_grouped(definition, wordy).items()]


def result_options(definition: Definition, form: DocumentForm[End]) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Everything a run can give back, grouped by where it comes from, each with whether it is picked."""
    given = form.doc.get("results") or []
    picked = [given] if isinstance(given, str) else given
    groups = _grouped(definition, known_before(definition, len(definition.steps)))
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
