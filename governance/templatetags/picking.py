"""Tags of data picking: where a value comes from, texts with values, and the picture of a form being designed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _

from fields.sentences import spoken
from fields.types import Field
from governance.blanks import without_blank_rows
from governance.documents import DocumentForm, Place, fields_of
from governance.picking import FIXED, TEXT, Source, paths_in
from governance.templatetags.documents import REFRESH, input_attributes, shown

register = template.Library()


@register.inclusion_tag("parts/fields/pick.html")
def pick(
    place: Place,
    label: str,
    sources: Sequence[Source],
    *,
    nothing: str = "",
    others: Iterable[tuple[str, str, str]] = (),
    help: str = "",
    first: bool = False,
    refresh: bool = False,
    bare: bool = False,
    compact: bool = True,
) -> dict[str, Any]:
    """A select of everything there is to pick from; with scripts a tree with examples and a search.

    nothing: the word for no choice. others: (value, icon, word) of what is not from the run.
    """
    chosen = shown(place.value)
    known = paths_in(sources)
    lost = spoken(chosen) if chosen and chosen not in known and not any(chosen == each[0] for each in others) else ""
    return {
        "place": place,
        "label": label,
        "help": help,
        "bare": bare,
        "compact": compact,
        "refresh": refresh,
        "chosen": chosen,
        "lost": lost,
        "nothing": nothing or _("Pick a value"),
        "sources": sources,
        "others": list(others),
        "attributes": _attributes(place, help=help, first=first, refresh=refresh),
    }


def _attributes(place: Place, *, help: str, first: bool, refresh: bool) -> Any:
    parent = place.form.at(place.path.rpartition("-")[0])
    focus = first and parent.focused and place.form.verb not in ("up", "down")
    return input_attributes(place, help=help, focus=focus, more={**(REFRESH if refresh else {}), "data-picker": ""})


@register.inclusion_tag("parts/fields/value_source.html")
def value_source(place: Place, field: Field, sources: Sequence[Source], *, texts: bool = True) -> dict[str, Any]:
    """Where the value of a field comes from: the run, a text with values, or a fixed value; see picking.read_input."""
    others = [(TEXT, "text-plus", _("A text with values"))] if texts else []
    return {
        "place": place,
        "field": field,
        "sources": sources,
        "nothing": _("Pick where it comes from") if field.required else _("Nothing"),
        "others": [*others, (FIXED, "pencil", _("A fixed value"))],
        "chosen": shown(place.at("path").value),
        "fixed": FIXED,
        "text": TEXT,
        "plain": field.model_copy(update={"help": ""}),
    }


@register.inclusion_tag("parts/fields/chips_text.html")
def chips_text(
    place: Place,
    label: str,
    sources: Sequence[Source],
    *,
    help: str = "",
    optional: bool = False,
    bare: bool = False,
    rows: int = 4,
    most: int = 20_000,
) -> dict[str, Any]:
    """A text in which {run.amount} stands for a value; with scripts the values are chips."""
    told = f"{place.id}-values"
    return {
        "place": place,
        "label": label,
        "sources": [source for source in sources if source.fields],
        "help": help,
        "optional": optional,
        "bare": bare,
        "rows": rows,
        "text": shown(place.value),
        "told": told,
        "attributes": input_attributes(
            place, help=help, focus=False, more={"data-chips": told, "data-most": str(most), "maxlength": str(most)}
        ),
    }


@register.inclusion_tag("parts/fields/fields_preview.html")
def fields_preview(rows: Place, *, title: str = "", button: str = "") -> dict[str, Any]:
    """The form that rows of fields make, as the person who fills it in will see it."""
    fields = fields_of(rows.value)
    # A name that begins with "_" is no answer of the form around it.
    form: DocumentForm[Any] = DocumentForm(parse=dict, currency=rows.form.currency)
    return {
        "rows": rows,
        "title": title or _("What a person will see"),
        "button": button or _("Start the run"),
        "fields": [(field, form.at(f"_preview-{field.key}")) for field in fields],
        "unfinished": len(_started(rows.value)) - len(fields),
    }


def _started(rows: Any) -> list[Any]:
    return without_blank_rows(rows) if isinstance(rows, list) else []
