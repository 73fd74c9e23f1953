"""Values as a screen shows them: with their field, where they came from and what is known of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fields.labels import Labels, load
from fields.types import Field
from orchestrator.engine.definition import RUN, AnyStep, Definition, WorkStep


@dataclass(frozen=True)
class Value:
    """One value beside its field."""

    field: Field
    value: Any
    labels: Labels
    origin: str = ""

    @property
    def outside(self) -> bool:
        """Whether its words came from outside: they are shown apart from ours."""
        return not self.labels.trusted and self.labels.source == RUN

    @property
    def quoted(self) -> bool:
        """Whether it is long text from outside."""
        return self.outside and self.field.type == "long_text"


def values_of(
    fields: Sequence[Field], payload: Mapping[str, Any], origins: Mapping[str, str] | None = None
) -> list[Value]:
    """The labelled values of a payload in the order of their fields; fields without a value are left out."""
    found = load(payload.get("fields", {}))
    return [
        Value(field, found[field.key].value, found[field.key].labels, (origins or {}).get(field.key, ""))
        for field in fields
        if field.key in found
    ]


def origins_of(definition: Definition, step: AnyStep) -> dict[str, str]:
    """Where each input of a step comes from, in words."""
    if not isinstance(step, WorkStep):
        return {}
    names = {each.key: each.name for each in definition.steps} | {RUN: _("the request")}
    picked = {key: given.path.partition(".")[0] for key, given in step.inputs.items() if given.path}
    return {key: names.get(origin, origin) for key, origin in picked.items()}
