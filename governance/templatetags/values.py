"""Tags of values: the input that asks for one, and how one is shown."""

from typing import Any

from django import template

from fields.money import Money
from fields.sentences import FieldError
from fields.types import Field, FieldType
from governance.documents import Place
from governance.templatetags.documents import input_attributes, is_ticked, shown

register = template.Library()


@register.inclusion_tag("parts/fields/value_input.html")
def value_input(
    field: Field, place: Place, *, compact: bool = False, several: bool = False, first: bool = False, bare: bool = False
) -> dict[str, Any]:
    """The input that fits a field; `several` takes more than one value, `bare` hides the label from the eye."""
    chosen = place.value if isinstance(place.value, list) else [place.value]
    focus = first and bool(place.form.focus) and place.path.startswith(f"{place.form.focus}-")
    name = f"{place.path}-amount" if field.type is FieldType.MONEY and not several else place.path
    return {
        "field": field,
        "place": place,
        "kind": _kind(field, several),
        "compact": compact,
        "bare": bare,
        "text": shown(place.value),
        "ticked": None if place.value in (None, "") else is_ticked(place.value),
        "options": [(each, each.value in chosen or each.label in chosen) for each in field.choices],
        "money": _money_parts(place),
        "attributes": input_attributes(place, help=field.help, focus=focus, more={"name": name}),
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
    return {"field": field, "text": field.display(value), "missing": missing, "long": field.type is FieldType.LONG_TEXT}
