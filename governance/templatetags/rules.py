"""Tags of conditions and decision tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _
from pydantic import ValidationError

from fields.conditions import COMPARISONS, LABELS, Comparison, Condition
from fields.conditions import sentence as condition_sentence
from fields.conditions import to_cel as condition_to_cel
from fields.sentences import FieldError
from fields.tables import DecisionTable, to_cel
from fields.types import Field, FieldType
from governance import documents
from governance.blanks import without_blank_rows, without_blanks
from governance.documents import Place, fields_of
from governance.picking import Source, sources_of, told_apart

register = template.Library()


Sources = Mapping[str, Any] | Sequence[Source]


@register.inclusion_tag("parts/fields/condition_row.html")
def condition_row(row: Place, types: Mapping[str, Field], sources: Sources | None = None) -> dict[str, Any]:
    """A field, a comparison that fits it, and the input that fits both."""
    raw = row.value if isinstance(row.value, dict) else {}
    field = types.get(str(raw.get("field", "")))
    offered = COMPARISONS[field.type] if field else tuple(Comparison)
    given = raw.get("comparison")
    comparison = Comparison(given) if given in offered else offered[0]
    return {
        "row": row,
        "sources": _sources(types, sources),
        "comparisons": [(each.value, documents.say(LABELS[each])) for each in offered],
        "comparison": comparison.value,
        "field": _operand_field(field, comparison),
        "several": comparison is Comparison.IS_ONE_OF,
        "value": row.at("value"),
        "needs_value": comparison.needs_value,
        "name": field.name if field else _("the field"),
    }


def _sources(types: Mapping[str, Field], sources: Sources | None) -> Sequence[Source]:
    """Sources as they are, or made from the names of the places that fields come from."""
    return sources_of(types, sources or {}) if sources is None or isinstance(sources, Mapping) else sources


@register.simple_tag
def matches() -> list[tuple[str, str]]:
    """How the rows and groups of a condition go together."""
    return [("all", _("All of these hold")), ("any", _("Any of these holds"))]


def _operand_field(field: Field | None, comparison: Comparison) -> Field | None:
    """The field as it is asked for beside a comparison: without bounds, and "contains" always takes a short text."""
    if field is None or not comparison.needs_value:
        return None
    type = FieldType.TEXT if comparison is Comparison.CONTAINS or field.type is FieldType.LONG_TEXT else field.type
    return field.model_copy(update={"type": type, "required": True, "minimum": None, "maximum": None, "help": ""})


@register.simple_tag
def condition_words(condition: Any, types: Mapping[str, Field], sources: Sources | None = None) -> str:
    """A condition, parsed or raw, as one reads it; fields of one name are told apart by their sources."""
    try:
        parsed = condition if isinstance(condition, Condition) else Condition.model_validate(_written(condition))
    except (ValidationError, TypeError):
        return ""
    names = sources if isinstance(sources, Mapping) else {each.key: each.name for each in sources or ()}
    return documents.say(condition_sentence(parsed, told_apart(types, names)))


@register.simple_tag
def condition_cel(condition: Any, types: Mapping[str, Field]) -> str:
    """A condition as Steward keeps it, for those who ask; nothing while it is unfinished."""
    try:
        return condition_to_cel(Condition.model_validate(_written(condition)), types)
    except (ValidationError, TypeError, FieldError):
        return ""


def _written(raw: Any) -> Any:
    """What can be read of a condition still being written: the rows whose field has been picked."""
    if isinstance(raw, list):
        kept = [_written(each) for each in raw if isinstance(each, dict)]
        return [each for each in kept if "rows" in each or each.get("field")]
    if not isinstance(raw, dict):
        return {}
    return {key: _written(each) if key in ("rows", "groups") else each for key, each in raw.items() if each != ""}


@register.inclusion_tag("parts/fields/decision_table.html")
def decision_table(place: Place, inputs: Any, outputs_title: str = "") -> dict[str, Any]:
    """The rules of a table at `place`; `inputs` are fields, or rows of fields still being written."""
    known = [each for each in inputs if isinstance(each, Field)] if isinstance(inputs, Sequence) else []
    known = known or fields_of(inputs)
    return {
        "place": place,
        "types": {field.key: field for field in known},
        "outputs": [(field, f"outputs-{field.key}") for field in fields_of(place.at("outputs").value)],
        "policies": [("first", _("The first row that fits decides")), ("collect", _("Collect every row that fits"))],
        "expressions": _expressions(place, known),
    }


def _expressions(place: Place, inputs: list[Field]) -> list[str]:
    """The rules as Steward keeps them, for those who ask; nothing while the table is unfinished."""
    try:
        table = DecisionTable.model_validate(without_blanks(without_blank_rows(place.value or {})))
        return to_cel(table, inputs)
    except (ValidationError, FieldError):
        return []
