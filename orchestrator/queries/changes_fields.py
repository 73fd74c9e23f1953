"""How two lists of fields differ, in plain words: what is asked, filled in or given back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fields.types import Field
from governance.templatetags.documents import field_types


@dataclass(frozen=True)
class Told:
    """One difference: "added", "removed", "changed" or "order", whose it is, and its words."""

    what: str
    name: str
    now: str
    was: str = ""


def field_changes(old: Sequence[Field], new: Sequence[Field]) -> Iterator[Told]:
    """Every difference of two lists of fields; a field is known by its key."""
    before, after = {each.key: each for each in old}, {each.key: each for each in new}
    for key, field in after.items():
        if key not in before:
            yield Told("added", field.name, type_of(field))
        else:
            yield from _changed(before[key], field)
    for key, field in before.items():
        if key not in after:
            yield Told("removed", field.name, "")
    yield from _order(before, after)


def type_of(field: Field) -> str:
    """A field's type, and whether it may be left empty."""
    word = str(dict(field_types())[field.type.value])
    return word if field.required else _("%(type)s, may be left empty") % {"type": word}


def names(fields: Sequence[Field]) -> str:
    """The names of fields in one phrase."""
    return ", ".join(field.name for field in fields) or _("nothing")


def _order(before: dict[str, Field], after: dict[str, Field]) -> Iterator[Told]:
    kept = [key for key in after if key in before]
    was = [key for key in before if key in after]
    if kept != was:
        yield Told("order", "", names([after[key] for key in kept]), names([before[key] for key in was]))


def _changed(old: Field, new: Field) -> Iterator[Told]:
    for was, now in zip(_aspects(old), _aspects(new), strict=True):
        if was != now:
            yield Told("changed", new.name, now, was)


def _aspects(field: Field) -> list[str]:
    """What can change of a field, each as a phrase that says it as it is now."""
    return [
        _("called “%(name)s”") % {"name": field.name},
        type_of(field),
        _("help: %(words)s") % {"words": field.help or _("none")},
        _("choices: %(words)s") % {"words": "; ".join(map(_choice, field.choices)) or _("none")},
        _("at least %(bound)s") % {"bound": _bound(field, field.minimum)},
        _("at most %(bound)s") % {"bound": _bound(field, field.maximum)},
        _("personal") if field.personal else _("not personal"),
        _("confidential") if field.confidential else _("not confidential"),
        _("pattern: %(words)s") % {"words": field.template or _("none")},
    ]


def _choice(choice: Any) -> str:
    """A choice with all that helps to pick it."""
    said = choice.label if choice.label.lower() == choice.value.lower() else f"{choice.label} ({choice.value})"
    return " – ".join(filter(None, [said, choice.description, ", ".join(choice.examples)]))


def _bound(field: Field, bound: Any) -> str:
    return _("any") if bound is None else field.display(bound)
