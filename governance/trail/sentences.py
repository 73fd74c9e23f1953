"""Records as sentences a person reads; every room adds the kinds it writes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from governance.actors import names_of
from governance.models.record import Record
from governance.trail.reading import facts_of

# Templates name the actor as {actor} and what the record is about as {thing}; the other names are facts of the record.
# Missing facts read as "–". A template for "kind:fact" is for the records of that kind that have the fact.
Template = str | Promise
_templates: dict[str, Template] = {}
Resolver = Callable[[set[Any]], Mapping[Any, str]]
# The names of the steps of runs, by run and key: only the room that keeps runs knows them.
StepNames = Callable[[set[int]], Mapping[int, Mapping[Any, str]]]
_step_names: list[StepNames] = []
STEP_FACTS = ("step", "to", "ways", "called_off_by")
_resolvers: dict[str, Resolver] = {}

# What can be filtered for: a name, its label, and the words before the dot of its kinds.
GROUPS: dict[str, tuple[Promise, frozenset[str]]] = {
    "rights": (
        _("People and rights"),
        frozenset({"person", "membership", "machine", "role", "organisation", "team"}),
    ),
    "refusals": (_("Refusals"), frozenset({"access", "policy"})),
    "agents": (_("Agents"), frozenset({"agent"})),
    "workflows": (_("Workflows"), frozenset({"workflow"})),
    "connections": (_("Connections"), frozenset({"connection", "connector", "endpoint"})),
    "runs": (_("Runs"), frozenset({"run", "trial", "child"})),
    "steps": (_("Steps"), frozenset({"step", "branch", "handoff", "timer", "event", "limit"})),
    "calls": (_("Calls"), frozenset({"model", "tool"})),
    "decisions": (_("Decisions"), frozenset({"escalation"})),
}


class Line(NamedTuple):
    """One record with the sentence that says it."""

    record: Record
    actor: str
    sentence: SafeString


def register_sentences(templates: Mapping[str, Template], resolvers: Mapping[str, Resolver] | None = None) -> None:
    """Add sentences by kind, and ways to show the facts that are ids ("user": ids → names)."""
    _templates.update(templates)
    _resolvers.update(resolvers or {})


def register_step_names(names: StepNames) -> None:
    """Let the room that keeps runs name their steps; what a record calls a step is its key."""
    _step_names[:] = [names]


def kinds() -> dict[str, Template]:
    """Every kind that has a sentence."""
    return dict(_templates)


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"


def say(record: Record) -> SafeString:
    """The sentence for one record."""
    return say_all([record])[0].sentence


def say_all(records: Iterable[Record]) -> list[Line]:
    """The sentences for many records, looking names up once for all."""
    records = list(records)
    names = names_of(record.actor for record in records)
    facts = [_with_thing(facts_of(record)) for record in records]
    shown = {key: _resolve(key, facts) for key in _resolvers}
    runs = {record.run_id for record in records if record.run_id is not None}
    steps = _step_names[0](runs) if _step_names and runs else {}
    lines = []
    for record, known in zip(records, facts, strict=True):
        named = shown | dict.fromkeys(STEP_FACTS, steps.get(record.run_id or 0, {}))
        words = {key: _word(_named(value, named.get(key, {}))) for key, value in known.items()}
        words.setdefault("thing", words.get(known.get("model", ""), f"{known.get('model', '')} {known.get('id', '')}"))
        actor = names[record.actor]
        sentence = _fill(record.kind, _Facts(words | {"actor": format_html("<strong>{}</strong>", actor)}))
        lines.append(Line(record, actor, sentence))
    return lines


def _named(value: Any, names: Mapping[Any, str]) -> Any:
    """A fact that is an id, or several, by name."""
    if isinstance(value, list):
        return [_named(each, names) for each in value]
    return names.get(value, value) if isinstance(value, int | str) else value


def _with_thing(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts, in which what a record is about ("model": "team", "id": 3) also stands under its own name."""
    model = facts.get("model")
    return {model: facts.get("id"), **facts} if model in _resolvers else facts


def _resolve(key: str, facts: list[dict[str, Any]]) -> Mapping[Any, str]:
    wanted = {fact[key] for fact in facts if isinstance(fact.get(key), int | str)}
    return _resolvers[key](wanted) if wanted else {}


def _word(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_word(item) for item in value) or "–"
    return "–" if value in (None, "") else str(value)


def _fill(kind: str, words: _Facts) -> SafeString:
    special = (_templates[f"{kind}:{fact}"] for fact in words if f"{kind}:{fact}" in _templates)
    template = str(next(special, _templates.get(kind, _("{actor} did {kind}"))))
    safe = _Facts(
        {key: word if isinstance(word, SafeString) else format_html("{}", word) for key, word in words.items()}
    )
    safe.setdefault("kind", kind)
    return SafeString(template.format_map(safe))
