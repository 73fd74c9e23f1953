"""What stands at a place of a draft, as its reader would say it: a name for a number, a sentence for a condition."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from agents.models import Agent, Tool
from fields.conditions import Condition
from fields.money import Money, minor_digits
from fields.types import Field, FieldType
from governance.models import Team
from orchestrator.drafting.keyed import MAPS, Place, Tree, keyed
from orchestrator.drafting.words import begun, link_words, short
from orchestrator.engine.definition import Definition, Failure, Input, Shape
from orchestrator.queries import words
from orchestrator.queries.jobs import JOBS

LONGEST = 300  # characters of a text shown beside the other one


class ValueWords:
    """Puts values of one draft into words; its drawing has shapes."""

    def __init__(self, drawing: Definition, team: Team) -> None:
        self.drawing, self.team = drawing, team

    @cached_property
    def tree(self) -> Tree:
        return keyed(self.drawing.model_dump(mode="json", exclude={"shapes"}))

    @cached_property
    def known(self) -> dict[str, Field]:
        return words.all_fields(self.drawing)

    def at(self, at: Place, value: Any) -> str:
        """The words of a value at a place; of a thing that is not there, that it was removed."""
        if value is None:
            return _("Removed") if len(at) == 2 and at[0] in MAPS else _("Nothing")
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        try:
            said = self._of_place(at, value)
        except (ValidationError, TypeError, KeyError, ValueError, AttributeError):
            said = ""
        return said or self._plain(value)

    def _of_place(self, at: Place, value: Any) -> str:
        """The words of a value whose place tells what it is; empty where it is a plain text or number."""
        if len(at) == 2 and at[0] in MAPS:
            return self._thing(at, value)
        if len(at) == 4 and at[0] == "steps" and at[2] == "inputs":
            return self._source(at, value)
        put: dict[str, Callable[[Any], str]] = {
            "only_when": self._condition,
            "when": self._condition,
            "failure": lambda given: words.failure_words(Failure.model_validate(given)),
            "agent": lambda given: self._named(Agent, given) or _("An agent that is no longer there"),
            "tool": lambda given: self._named(Tool, given) or _("A tool that is no longer there"),
            "threshold": lambda given: _("%(percent)s %%") % {"percent": words.percent(given)},
            "seconds": _seconds,
            "wait_seconds": _seconds,
            "outcome_path": lambda given: self._paths([given]),
            "results": self._paths,
            "cost_micros": self._money,
        }
        if at[0] == "groups" and at[-1] == "steps":
            return ", ".join(words.source_names(self.drawing).get(key, key) for key in value)
        return put[at[-1]](value) if at[-1] in put else ""

    def _thing(self, at: Place, value: Mapping[str, Any]) -> str:
        if at[0] == "links":
            return begun(link_words(self.tree, at[1]))
        name = short(str(value.get("name") or value.get("text") or ""))
        job = JOBS.get(str(value.get("kind")))
        return f"“{name}” ({job.label})" if job else f"“{name}”"

    def _source(self, at: Place, value: Any) -> str:
        takes = self.drawing.shapes.get(at[1], Shape()).takes
        plain = Field(key="value", name=at[3], type=FieldType.TEXT)
        target = next((field for field in takes if field.key == at[3]), plain)
        return words.input_words(self.drawing, target, Input.model_validate(value), self.known)

    def _condition(self, value: Any) -> str:
        return words.condition_words(self.drawing, Condition.model_validate(value), self.known) or _("Always")

    def _paths(self, paths: list[str]) -> str:
        return ", ".join(words.source_words(self.drawing, path, self.known) for path in paths if path)

    def _money(self, micros: int) -> str:
        return Money(round(micros * 10 ** minor_digits(self.team.currency) / words.MICRO), self.team.currency).display()

    def _named(self, model: type[Agent] | type[Tool], key: int) -> str:
        found = model.objects.filter(team=self.team, pk=key).first()
        return found.name if found else ""

    def _plain(self, value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(self._plain(each) for each in value) or _("Nothing")
        if isinstance(value, Mapping):
            return self._plain(value.get("name") or list(value.values()))
        text = f"{value:g}" if isinstance(value, float) else str(value)
        return text[:LONGEST] + "…" if len(text) > LONGEST else text or _("Nothing")


def _seconds(value: float) -> str:
    return _("%(n)s s") % {"n": f"{value:g}"}
