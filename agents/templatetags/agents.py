"""What agents' screens show: picks of tools, models and thresholds, and fields in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from agents.definition import Definition
from agents.models import ModelEndpoint, Tool
from fields.types import Field
from governance.documents import DocumentForm, Place
from governance.templatetags.documents import field_types

register = template.Library()
STEPS = (0, 30, 40, 50, 60, 70, 80, 85, 90, 95)


@register.simple_tag
def tool_picks(tools: Iterable[Tool], form: DocumentForm[Any]) -> list[tuple[Tool, bool]]:
    """The team's tools, each with whether the agent may call it."""
    given = form.doc.get("tools") or []
    chosen = {str(one) for one in (given if isinstance(given, list) else [given])}
    return [(tool, str(tool.pk) in chosen) for tool in tools]


@register.simple_tag
def endpoint_options(endpoints: Iterable[ModelEndpoint], form: DocumentForm[Any]) -> list[tuple[str, str]]:
    """The models to choose from; one that was chosen and is gone stays visible, so that one sees what to mend."""
    options = [("", _("The default model"))]
    options += [(str(one.pk), f"{one.name} · {one.model}" if one.model else one.name) for one in endpoints]
    chosen = str(form.doc.get("endpoint") or "")
    if chosen not in dict(options):
        options.append((chosen, _("A model that is not in use any more")))
    return options


@register.simple_tag
def threshold_options(form: DocumentForm[Any]) -> list[tuple[str, str]]:
    """Thresholds in words; the draft's own stays choosable where it is another."""
    options = {str(step / 100): f"{step} %" for step in STEPS if step}
    given = str(form.doc.get("threshold", "0.6"))
    never = {"0": _("Never ask")} if given == "0" else {"0.0": _("Never ask")}
    shown = never | options
    return list(shown.items()) if given in shown else [*shown.items(), (given, percent(given))]


@register.filter
def percent(value: Any) -> str:
    """0.6 → 60 %."""
    try:
        return f"{float(value) * 100:g} %"
    except (TypeError, ValueError):
        return str(value)


@register.filter
def type_word(field: Field) -> str:
    """A field's type in words."""
    word = str(dict(field_types()).get(field.type.value, field.type.value))
    return word if field.required else _("%(type)s, optional") % {"type": word}


@register.filter
def display(field: Field, values: Mapping[str, Any]) -> str:
    """A row's value of a field as a person reads it."""
    value = values.get(field.key)
    return "–" if value is None else field.display(value)


@register.simple_tag
def input_types(definition: Definition) -> dict[str, Field]:
    """The inputs by key, for reading conditions."""
    return {field.key: field for field in definition.inputs}


@register.filter
def problem_below(place: Place) -> bool:
    """Whether something at or below a place is wrong."""
    return place.has_problem
