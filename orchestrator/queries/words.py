"""The parts of a drawing in words, shared by all that shows one or says how two differ."""

import re
from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fields import conditions
from fields.conditions import Condition
from fields.money import Money, minor_digits
from fields.sentences import FieldError, spoken
from fields.types import Field, FieldType
from fields.writing import writing
from governance.documents import say
from orchestrator.engine.definition import (
    RUN,
    AgentStep,
    AnyStep,
    Definition,
    End,
    Failure,
    Input,
    JoinStep,
    Limits,
    Link,
    PersonStep,
    Shape,
    ToolStep,
    WorkStep,
)
from orchestrator.forms.editing.names import paths_of
from orchestrator.queries.workflows import Names

MICRO = 1_000_000
CHIP = re.compile(r"\{([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)\}")
LONGEST = 120  # characters of a text with values, where only its sense matters

Known = Mapping[str, Field]


class Fields(dict[str, Field]):
    """Fields by their paths, with what the places they come from are called and which names occur more than once.

    Asked for every word of a drawing, so that these are only gathered once.
    """

    def __init__(self, definition: Definition, known: Mapping[str, Field]) -> None:
        super().__init__(known)
        self.sources = source_names(definition)
        found = Counter(field.name for field in known.values())
        self.doubles = {name for name, times in found.items() if times > 1}


def all_fields(definition: Definition) -> Fields:
    """Every field there is in a drawing, by its path, wherever it may be picked."""
    known = {f"{RUN}.{field.key}": field for field in definition.inputs}
    for key, shape in definition.shapes.items():
        known.update({f"{key}.{field.key}": field for field in shape.gives})
    return Fields(definition, known)


def who_words(step: AnyStep, names: Names) -> str:
    """Who works: the agent's or tool's name; empty for a step that only directs the walk."""
    match step:
        case AgentStep():
            return names.agents.get(step.agent, _("An agent that is no longer there"))
        case ToolStep():
            return names.tools.get(step.tool, _("A tool that is no longer there"))
        case PersonStep():
            return _("A reviewer of the team")
        case JoinStep():
            return join_words(step)
    return ""


def join_words(step: JoinStep) -> str:
    """When a join goes on."""
    if step.rule == "some":
        return ngettext("Goes on when %(n)s part has arrived", "Goes on when %(n)s parts have arrived", step.count) % {
            "n": step.count
        }
    return _("Goes on when all parts have arrived") if step.rule == "all" else _("Goes on with the first part")


# -- where values come from ------------------------------------------------------------------------------------------


def source_names(definition: Definition) -> dict[str, str]:
    """What the places values come from are called."""
    return {RUN: _("The request")} | {step.key: step.name for step in definition.steps}


def source_words(definition: Definition, path: str, known: Known) -> str:
    """A path in words: "Triage › Category"."""
    if path not in known:
        return _("something that is not there any more")
    origin = path.partition(".")[0]
    source = known.sources.get(origin, origin) if isinstance(known, Fields) else source_name(definition, origin)
    return f"{source} › {known[path].name}"


def source_name(definition: Definition, origin: str) -> str:
    """What one of the places values come from is called; its own key where it is not there."""
    if origin == RUN:
        return _("The request")
    return next((step.name for step in definition.steps if step.key == origin), origin)


def input_words(definition: Definition, target: Field, given: Input | None, known: Known) -> str:
    """Where a value comes from, in words; empty where nobody picked it."""
    if given is None:
        return ""
    if given.path:
        return source_words(definition, given.path, known)
    if given.text:
        text = CHIP.sub(lambda found: f"[{source_words(definition, found.group(1), known)}]", given.text)
        return f"“{text[:LONGEST]}{'…' if len(text) > LONGEST else ''}”"
    return "" if given.value in (None, "") else f"“{target.display(given.value)}”"


# -- conditions ------------------------------------------------------------------------------------------------------


def when_words(definition: Definition, step: AnyStep, known: Known) -> str:
    """The condition of a step as one reads it; empty where it is always done."""
    return condition_words(definition, step.only_when, known) if isinstance(step, WorkStep) else ""


def condition_words(definition: Definition, condition: Condition | None, known: Known) -> str:
    """A condition as one reads it; empty where there is none."""
    if condition is None or not (paths := paths_of(condition)):
        return ""
    named = {path: _told_apart(definition, path, known) for path in paths if path in known}
    gone = {row.field: _stand_in(row) for row in conditions.all_rows(condition) if row.field not in known}
    return say(conditions.sentence(condition, named | gone))


def _told_apart(definition: Definition, path: str, known: Known) -> Field:
    """Two steps may give fields of one name: those are told apart by where they come from."""
    field = known[path]
    fields = known if isinstance(known, Fields) else Fields(definition, known)
    if field.name not in fields.doubles:
        return field
    origin = path.partition(".")[0]
    return field.model_copy(update={"name": f"{field.name} ({fields.sources.get(origin, origin)})"})


def _stand_in(row: conditions.Row) -> Field:
    """A field for what is not there any more, so that its condition can still be read."""
    kind = FieldType.MONEY if isinstance(row.value, dict) else FieldType.TEXT
    return Field(key="gone", name=_("%(field)s (no longer there)") % {"field": spoken(row.field)}, type=kind)


def expression(condition: Condition | None, known: Known) -> str:
    """The condition as Steward keeps it; empty while it is unsound."""
    try:
        return conditions.to_cel(condition, known) if condition else ""
    except FieldError:
        return ""


def path_words(definition: Definition, link: Link, known: Known) -> str:
    """A link in words: when it is taken; empty where it always is."""
    if link.otherwise:
        return _("Otherwise")
    when = condition_words(definition, link.when, known)
    return _("If %(when)s") % {"when": when} if when else ""


# -- how sure, what then, how it ends --------------------------------------------------------------------------------


def sure_from(step: AnyStep, shape: Shape) -> float:
    """How sure a step must be to go on by itself: its own threshold, else its agent's."""
    own = step.threshold if isinstance(step, WorkStep) else None
    return shape.threshold if own is None else own


def percent(share: float) -> int:
    """0.6 is 60 %."""
    return round(share * 100)


def failure_words(failure: Failure) -> str:
    """What happens when a step fails."""
    tries = ngettext("%(n)s try", "%(n)s tries", failure.attempts) % {"n": failure.attempts}
    then = {
        "escalate": _("then a person is asked"),
        "fail": _("then the run fails"),
        "skip": _("then it goes on without it"),
    }[failure.then]
    return f"{tries}, {then}"


def ending_words(definition: Definition, known: Known, end: End | None = None) -> str:
    """How a run ends, in words."""
    end = definition.end if end is None else end
    if end.outcome_path:
        return _("With the word in %(source)s") % {"source": source_words(definition, end.outcome_path, known)}
    return _("As “%(outcome)s”") % {"outcome": end.outcome}


def limit_words(limits: Limits, currency: str) -> list[str]:
    """The most a run may use, one phrase each."""
    written = writing().number
    words = [
        ngettext("%(n)s step", "%(n)s steps", limits.steps) % {"n": written(limits.steps)},
        ngettext("%(n)s call", "%(n)s calls", limits.tool_calls) % {"n": written(limits.tool_calls)},
        ngettext("%(n)s token", "%(n)s tokens", limits.tokens) % {"n": written(limits.tokens)},
        ngettext("%(n)s minute of work", "%(n)s minutes of work", limits.minutes) % {"n": written(limits.minutes)},
    ]
    if limits.cost_micros is not None:
        minor = round(limits.cost_micros * 10 ** minor_digits(currency) / MICRO)
        words.append(Money(minor, currency).display())
    return words
