"""The forms of an agent: its document, read from what was posted."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import QueryDict
from pydantic import ValidationError

from agents.definition import AIAgent, Definition, RulesAgent, check, parse_definition
from agents.models import Agent, Tool
from fields.nested import errors_by_path
from fields.sentences import Sentence
from fields.sentences import sentence as _
from governance.documents import DocumentErrors, DocumentForm

KINDS = ("ai", "rules")
BLANK: dict[str, dict[str, Any]] = {
    "ai": {"kind": "ai", "inputs": [{}], "outputs": [{}], "threshold": 0.6},
    "rules": {"kind": "rules", "inputs": [{}], "table": {"hit_policy": "first", "outputs": [{}], "rows": [{}]}},
}
Parsed = tuple[str, Definition]


def _parse(kind: str) -> Callable[[dict[str, Any]], Parsed]:
    model: type[AIAgent] | type[RulesAgent] = AIAgent if kind == "ai" else RulesAgent

    def parse(doc: dict[str, Any]) -> Parsed:
        name = doc.pop("name", "")
        errors: dict[str, Sentence] = {}
        if not isinstance(name, str) or not name.strip():
            errors["name"] = _("Give the agent a name.")
        if isinstance(doc.get("tools"), str):
            # One ticked box arrives as one value.
            doc["tools"] = [doc["tools"]]
        try:
            definition = model.model_validate(doc | {"kind": kind})
        except ValidationError as error:
            errors |= errors_by_path(error)
        if errors:
            raise DocumentErrors(errors)
        return name, definition

    return parse


def blank_form(kind: str, currency: str, post: QueryDict | None = None) -> DocumentForm[Parsed]:
    """The form of an agent that is not there yet."""
    return DocumentForm(parse=_parse(kind), initial=BLANK[kind], post=post, currency=currency, id="agent")


def agent_form(agent: Agent, currency: str, post: QueryDict | None = None) -> DocumentForm[Parsed]:
    """The form of an agent's draft."""
    initial = {"name": agent.name, **agent.draft}
    parse = _parse(agent.draft.get("kind", "ai"))
    return DocumentForm(parse=parse, initial=initial, post=post, currency=currency, id="agent")


def point_out(form: DocumentForm[Parsed], agent: Agent, tools: Iterable[Tool]) -> None:
    """Show beside the inputs what keeps the draft from being published."""
    problems = check(parse_definition(agent.draft), {tool.pk for tool in tools})
    form.add_errors({problem.path: problem.sentence for problem in problems})


def changed_parts(agent: Agent) -> set[str]:
    """The parts of the draft that differ from the live version; empty where none is live."""
    if agent.live_version is None:
        return set()
    live = agent.live_version.definition
    return {part for part in {*agent.draft, *live} if agent.draft.get(part) != live.get(part)}
