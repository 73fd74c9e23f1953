"""Tags of the document form: inputs, rows, conditions, decision tables, and values shown and asked for."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from pydantic import ValidationError

from fields import parsing
from fields.conditions import COMPARISONS, LABELS, Comparison, Condition
from fields.conditions import sentence as condition_sentence
from fields.money import Money
from fields.sentences import FieldError
from fields.tables import DecisionTable, to_cel
from fields.types import Field, FieldType
from governance import documents
from governance.documents import DocumentForm, Place, fields_of, without_blank_rows, without_blanks

register = template.Library()

register.filter("say", documents.say)


@register.filter
def at(place: Place | DocumentForm[Any], path: Any) -> Place:
    """The place below: row|at:"name"."""
    return place.at(str(path))


@register.filter
def shown(value: Any) -> str:
    """A raw or canonical value as an input shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "\n".join(shown(each) for each in value)
    if isinstance(value, dict):
        return _shown_money(value)
    return "" if value is None else str(value)


def _shown_money(value: dict[str, Any]) -> str:
    try:
        return Money.parse(value).display()
    except FieldError:
        return f"{value.get('amount', '')} {value.get('currency', '')}".strip() if "currency" in value else ""


@register.simple_tag
def document_attributes(form: DocumentForm[Any], action: str = "") -> SafeString:
    """The attributes of the <form>: row buttons swap it in place, saving stays an ordinary post."""
    attributes = {"id": form.id, "method": "post", "action": action, "novalidate": True}
    # A form without an action posts to its own page; hx-post="" on the buttons means the same.
    swap = {"hx-target": "this", "hx-select": f"#{form.id}", "hx-swap": "outerHTML"}
    return flatatt({**{key: value for key, value in attributes.items() if value}, **swap})


def _attributes(place: Place, *, help: Any, focus: bool, more: Mapping[str, Any] | None = None) -> SafeString:
    """What every input carries: its name, and what tells of it."""
    described = [f"{place.id}-error"] if place.error else []
    described += [f"{place.id}-help"] if help else []
    return flatatt(
        {
            "id": place.id,
            "name": place.path,
            "aria-invalid": "true" if place.error else None,
            "aria-describedby": " ".join(described) or None,
            "autofocus": focus,
            "data-autofocus": focus,
            **(more or {}),
        }
    )


REFRESH = {"hx-post": "", "hx-trigger": "change", "hx-vals": '{"_do": "refresh"}'}


@register.inclusion_tag("parts/fields/entry.html")
def entry(
    place: Place,
    label: str = "",
    kind: str = "text",
    help: str = "",
    options: Iterable[Any] = (),
    optional: bool = False,
    first: bool = False,
    compact: bool = False,
    refresh: bool = False,
    default: Any = "",
    placeholder: str = "",
) -> dict[str, Any]:
    """One input of a document: text, textarea, number, hidden, select or tick.

    first: takes the keyboard when its row has just been added. refresh: the form is asked for again on a change.
    default: shown where the document says nothing. options: (value, label) or (group, [(value, label)]).
    """
    parent = place.form.at(place.path.rpartition("-")[0])
    focus = first and parent.focused and place.form.verb not in ("up", "down")
    more = {**(REFRESH if refresh else {}), "placeholder": placeholder or None}
    value = default if place.value is None else place.value
    return {
        "place": place,
        "label": label,
        "kind": kind,
        "help": help,
        "groups": _groups(options, shown(value)) if kind == "select" else [],
        "optional": optional,
        "compact": compact,
        "refresh": refresh,
        "text": shown(value),
        "ticked": _ticked(value),
        "attributes": _attributes(place, help=help, focus=focus, more=more),
    }


def _ticked(value: Any) -> bool:
    return value is True or (isinstance(value, str) and value.lower() in parsing.YES)


def _groups(options: Iterable[Any], chosen: str) -> list[tuple[str, list[tuple[str, Any, bool]]]]:
    """Options under their groups' names ("" for those without), each with whether it is chosen."""
    groups: list[tuple[str, list[tuple[str, Any, bool]]]] = []
    for value, label in options:
        if isinstance(label, list | tuple):
            groups.append((str(value), [(str(each), word, str(each) == chosen) for each, word in label]))
            continue
        if not groups or groups[-1][0]:
            groups.append(("", []))
        groups[-1][1].append((str(value), label, str(value) == chosen))
    return groups


@register.inclusion_tag("parts/fields/row_tools.html")
def row_tools(row: Place, what: str = "") -> dict[str, Any]:
    """Move up, move down, remove: `what` names the row for those who cannot see where the buttons stand."""
    siblings = row.form.at(row.path.rpartition("-")[0]).rows
    verb = row.form.verb if row.focused else ""
    return {"row": row, "what": what or row.number, "last": row.number == len(siblings), "verb": verb}


@register.inclusion_tag("parts/fields/add_row.html")
def add_row(place: Place, label: str) -> dict[str, Any]:
    """A button that adds an empty row; it takes the keyboard when the last row has been removed."""
    return {"place": place, "label": label, "focus": place.focused and not place.rows}


@register.simple_tag
def field_types(*only: str) -> list[tuple[str, str]]:
    """The types a builder picks from, or only those named."""
    words = {
        FieldType.TEXT: _("Text"),
        FieldType.LONG_TEXT: _("Long text"),
        FieldType.NUMBER: _("Number"),
        FieldType.MONEY: _("Money"),
        FieldType.DATE: _("Date"),
        FieldType.TIME: _("Time"),
        FieldType.YES_NO: _("Yes or no"),
        FieldType.CHOICE: _("Choice"),
        FieldType.EMAIL: _("E-mail address"),
    }
    return [(type.value, word) for type, word in words.items() if not only or type in only]


@register.filter
def has_bounds(type: Any) -> bool:
    """Whether a minimum and a maximum say something about this type."""
    return type not in ("yes_no", "choice", "email")


# -- conditions ------------------------------------------------------------------------------------------------


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


def _gone(raw: Mapping[str, Any], types: Mapping[str, Field]) -> list[tuple[str, str]]:
    """A picked field that is no longer there stays visible, so that one sees what to mend."""
    path = str(raw.get("field") or "")
    return [(path, _("%(field)s (not there any more)") % {"field": path})] if path and path not in types else []


def _operand_field(field: Field | None, comparison: Comparison) -> Field | None:
    """The field as it is asked for beside a comparison: without bounds, and "contains" always takes a short text."""
    if field is None or not comparison.needs_value:
        return None
    type = FieldType.TEXT if comparison is Comparison.CONTAINS or field.type is FieldType.LONG_TEXT else field.type
    return field.model_copy(update={"type": type, "required": True, "minimum": None, "maximum": None, "help": ""})


def picks(types: Mapping[str, Field], sources: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Fields to pick from, grouped by where they come from: {"run": "The request", "triage": "Triage"}."""
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


# -- decision tables -------------------------------------------------------------------------------------------


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


# -- values ----------------------------------------------------------------------------------------------------


@register.inclusion_tag("parts/fields/value_input.html")
def value_input(
    field: Field, place: Place, compact: bool = False, several: bool = False, first: bool = False, bare: bool = False
) -> dict[str, Any]:
    """The input that fits a field; `several` takes more than one value, `bare` hides the label from the eye."""
    chosen = place.value if isinstance(place.value, list) else [place.value]
    focus = first and place.form.at(place.path.rpartition("-")[0]).focused
    return {
        "field": field,
        "place": place,
        "kind": _kind(field, several),
        "compact": compact,
        "bare": bare,
        "text": shown(place.value),
        "ticked": None if place.value in (None, "") else _ticked(place.value),
        "options": [(each, each.value in chosen or each.label in chosen) for each in field.choices],
        "money": _money_parts(place),
        "attributes": _attributes(place, help=field.help, focus=focus),
    }


def _kind(field: Field, several: bool) -> str:
    if several:
        return "boxes" if field.type is FieldType.CHOICE else "long_text"
    return field.type.value


def _money_parts(place: Place) -> dict[str, str]:
    """Amount and currency, from what was typed or from a canonical value."""
    value = place.value
    if isinstance(value, dict) and "amount" in value:
        return {"amount": shown(value["amount"]), "currency": str(value.get("currency") or "")}
    try:
        money = Money.parse(value)
    except FieldError:
        return {"amount": value if isinstance(value, str) else "", "currency": place.form.currency}
    return {"amount": money.amount(), "currency": money.currency}


@register.inclusion_tag("parts/fields/value_display.html")
def value_display(field: Field, value: Any) -> dict[str, Any]:
    """A value as a person reads it; long texts keep their lines."""
    missing = value is None or value in ("", [])
    text = _("Yes") if value is True else _("No") if value is False else field.display(value)
    return {"field": field, "text": text, "missing": missing, "long": field.type is FieldType.LONG_TEXT}


@register.simple_tag
def off(place: Place) -> SafeString:
    """Tells the form that this box exists, as a box that is not ticked sends nothing."""
    return format_html('<input type="hidden" name="_off" value="{}">', place.path)
