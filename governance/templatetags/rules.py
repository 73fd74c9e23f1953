"""Tags of conditions and decision tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _
from pydantic import ValidationError

from fields.conditions import COMPARISONS, LABELS, Comparison, Condition
from fields.conditions import sentence as condition_sentence
from fields.sentences import FieldError, spoken
from fields.tables import DecisionTable, to_cel
from fields.types import Field, FieldType
from governance import documents
from governance.documents import Place, fields_of, without_blank_rows, without_blanks

register = template.Library()


@register.inclusion_tag("parts/fields/condition_row.html")
def condition_row(row: Place, types: Mapping[str, Field], sources: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A field, a comparison that fits it, and the input that fits both."""
    raw = row.value if isinstance(row.value, dict) else {}
    field = types.get(str(raw.get("field", "")))
    offered = COMPARISONS[field.type] if field else tuple(Comparison)
    given = raw.get("comparison")
    comparison = Comparison(given) if given in offered else offered[0]
    return {
        "row": row,
        "picks": [("", _("Pick a field")), *_gone(raw, types), *picks(types, sources or {})],
        "comparisons": [(each.value, documents.say(LABELS[each])) for each in offered],
        "comparison": comparison.value,
        "field": _operand_field(field, comparison),
        "several": comparison is Comparison.IS_ONE_OF,
        "value": row.at("value"),
        "needs_value": comparison.needs_value,
        "name": field.name if field else _("the field"),
    }


@register.simple_tag
def matches() -> list[tuple[str, str]]:
    """How the rows of a condition go together."""
    return [("all", _("all of these hold")), ("any", _("any of these holds"))]


def _gone(raw: Mapping[str, Any], types: Mapping[str, Field]) -> list[tuple[str, str]]:
    """A picked field that is no longer there stays visible, so that one sees what to mend."""
    path = str(raw.get("field") or "")
    return [(path, _("%(field)s (not there any more)") % {"field": spoken(path)})] if path and path not in types else []


def _operand_field(field: Field | None, comparison: Comparison) -> Field | None:
    """The field as it is asked for beside a comparison: without bounds, and "contains" always takes a short text."""
    if field is None or not comparison.needs_value:
        return None
    type = FieldType.TEXT if comparison is Comparison.CONTAINS or field.type is FieldType.LONG_TEXT else field.type
    return field.model_copy(update={"type": type, "required": True, "minimum": None, "maximum": None, "help": ""})


def picks(types: Mapping[str, Field], sources: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Fields to pick from, grouped by where they come from: {"run": "The request", "size": "Size it"}."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for path, field in types.items():
        source = path.partition(".")[0] if "." in path else ""
        groups.setdefault(source, []).append((path, field.name))
    options: list[tuple[str, Any]] = list(groups.pop("", []))
    return options + [(str(sources.get(source, source)), fields) for source, fields in groups.items()]


@register.simple_tag(name="picks")
def picks_tag(types: Mapping[str, Field], sources: Mapping[str, Any] | None = None) -> list[tuple[str, Any]]:
    """The same for a select of one's own: {% picks types sources as options %}."""
    return picks(types, sources or {})


@register.simple_tag
def condition_words(condition: Any, types: Mapping[str, Field]) -> str:
    """A condition, parsed or raw, as one reads it."""
    try:
        parsed = condition if isinstance(condition, Condition) else Condition.model_validate(condition or {})
    except ValidationError:
        return ""
    return documents.say(condition_sentence(parsed, types))


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
