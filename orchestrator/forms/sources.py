"""What there is to pick from, as forms show it: with icons, examples, and why something does not fit."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from fields.types import Field, FieldType
from governance.picking import Source, sources_of, type_words
from orchestrator.engine.check import fits
from orchestrator.engine.definition import RUN, Definition
from orchestrator.queries.jobs import job_of
from orchestrator.queries.words import source_names


class Picking:
    """The values a step, a link or an end of a drawing can pick, and the example each had in the last trial."""

    def __init__(
        self, definition: Definition, known: Mapping[str, Field], examples: Mapping[str, str] | None = None
    ) -> None:
        self.known, self.examples = known, examples or {}
        self.names = source_names(definition)
        shapes = definition.shapes
        self.icons = {RUN: "player-play"} | {
            step.key: job_of(step, shapes.get(step.key)).icon for step in definition.steps
        }

    @property
    def all(self) -> list[Source]:
        """Everything."""
        return self._of(self.known)

    def for_field(self, field: Field) -> list[Source]:
        """Everything, each value that cannot fill this field with the reason."""
        return sources_of(
            self.known,
            self.names,
            icons=self.icons,
            examples=self.examples,
            unfit=lambda source: "" if fits(source, field) else why_not(source, field),
        )

    def of_types(self, *types: FieldType) -> list[Source]:
        """Only values of these types."""
        return self._of({path: field for path, field in self.known.items() if field.type in types})

    def _of(self, known: Mapping[str, Field]) -> list[Source]:
        return sources_of(known, self.names, icons=self.icons, examples=self.examples)


def why_not(source: Field, target: Field) -> str:
    """Why a value cannot fill a field."""
    if source.type is target.type:
        return _("It has choices that are not asked for here.")
    words = type_words()
    return _("It is of the type “%(type)s”; asked for is “%(asked)s”.") % {
        "type": words[source.type],
        "asked": words[target.type],
    }
