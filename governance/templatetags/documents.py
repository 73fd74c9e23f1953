"""Tags of the document form: its attributes, inputs and rows."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from fields import parsing
from fields.money import Money
from fields.sentences import FieldError
from governance import documents
from governance.documents import DocumentForm, Place
from governance.picking import type_words

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
def document_attributes(form: DocumentForm[Any], action: str = "", *, autosave: bool = False) -> SafeString:
    """The attributes of the <form>: row buttons change it in place; it is saved by a post, or saves itself."""
    attributes = {"id": form.id, "method": "post", "action": action, "novalidate": True}
    # A form without an action posts to its own page; hx-post="" on the buttons means the same.
    swap = {"hx-target": "this", "hx-select": f"#{form.id}", "hx-swap": "steady", "hx-ext": "steady"}
    saving = {"data-autosave": True} if autosave else {}
    return flatatt({**{key: value for key, value in attributes.items() if value}, **swap, **saving})


def input_attributes(place: Place, *, help: Any, focus: bool, more: Mapping[str, Any] | None = None) -> SafeString:
    """What every input carries: its name, and what tells of it."""
    described = [f"{place.id}-error"] if place.error else []
    described += [f"{place.id}-help"] if help else []
    told = {
        "id": place.id,
        "name": place.path,
        "aria-invalid": "true" if place.error else None,
        "aria-describedby": " ".join(described) or None,
        **(more or {}),
    }
    marks = SafeString(" autofocus data-autofocus" if focus else "")
    return format_html_join("", ' {}="{}"', ((name, each) for name, each in told.items() if each is not None)) + marks


REFRESH = {"hx-post": "", "hx-trigger": "change", "hx-vals": '{"_do": "refresh"}'}


@register.inclusion_tag("parts/fields/entry.html")
def entry(
    place: Place,
    label: str = "",
    *,
    kind: str = "text",
    help: str = "",
    options: Iterable[Any] = (),
    optional: bool = False,
    first: bool = False,
    compact: bool = False,
    refresh: bool = False,
    default: Any = "",
    placeholder: str = "",
    bare: bool = False,
) -> dict[str, Any]:
    """One input of a document: text, textarea, number, hidden, select or tick.

    first: takes the keyboard when its row has just been added. refresh: the form is asked for again on a change.
    default: shown where the document says nothing.
    bare: the label is for screen readers only. options: (value, label) or (group, [(value, label)]).
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
        "bare": bare,
        "refresh": refresh,
        "text": shown(value),
        "ticked": is_ticked(value),
        "attributes": input_attributes(place, help=help, focus=focus, more=more),
    }


def is_ticked(value: Any) -> bool:
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
def row_tools(row: Place, what: str = "", *, copies: bool = False, moves: bool = True) -> dict[str, Any]:
    """Move up, move down, duplicate, remove: `what` names the row for those who cannot see where the buttons stand."""
    siblings = row.form.at(row.path.rpartition("-")[0]).rows
    verb = row.form.verb if row.focused else ""
    return {
        "row": row,
        "what": what or row.number,
        "last": row.number == len(siblings),
        "verb": verb,
        "copies": copies,
        "moves": moves,
    }


@register.inclusion_tag("parts/fields/add_row.html")
def add_row(place: Place, label: str, *, icon: str = "plus") -> dict[str, Any]:
    """A button that adds an empty row; it takes the keyboard when the last row has been removed."""
    return {"place": place, "label": label, "icon_name": icon, "focus": place.focused and not place.rows}


@register.simple_tag
def field_types(*only: str) -> list[tuple[str, str]]:
    """The types a builder picks from, or only those named."""
    words = type_words()
    return [(type.value, word) for type, word in words.items() if not only or type in only]


@register.filter
def has_bounds(type: Any) -> bool:
    """Whether a minimum and a maximum say something about this type."""
    return type not in ("yes_no", "choice", "email")


@register.simple_tag
def off(place: Place) -> SafeString:
    """Tells the form that this box exists, as a box that is not ticked sends nothing."""
    return format_html('<input type="hidden" name="_off" value="{}">', place.path)
