"""A file's drawing and agents in a team: keys become the team's own agents and tools, what it lacks stays open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from agents.definition import Definition as AgentDefinition
from agents.definition import parse_definition
from fields.nested import errors_by_path
from governance.documents import say
from orchestrator.actions.problems import Unfit
from orchestrator.drafting.drawing import definition_of, without_loose_ends
from orchestrator.drafting.keyed import MAPS, PARTS, id_of, keyed
from orchestrator.drafting.merging import misfit_words
from orchestrator.drafting.reading import Misfit
from orchestrator.drafting.words import begun, link_words
from orchestrator.engine.definition import MOST_STEPS, SCHEMA, Definition
from orchestrator.files.envelope import FiledAgent, WorkflowFile

KINDS = ("agent", "tool", "person", "choose", "parallel", "join", "end")
OPEN = 0  # the number of what is not chosen yet
LONGEST_NAME = 60


@dataclass(frozen=True)
class Placed:
    """A file's drawing as a team's draft, and the links that were left out because they led nowhere."""

    drawing: Definition
    dropped: list[str] = field(default_factory=list)


def placed(file: WorkflowFile, agents: Mapping[str, int], tools: Mapping[str, int]) -> Placed:
    """The drawing of a file with these agents and tools, by key; Unfit names what cannot stand in a draft."""
    document = dict(file.workflow.document)
    _check_schema(document)
    for part in MAPS:
        document[part] = _things(part, document.get(part))
    document["steps"] = [_step(step, agents, tools) for step in document["steps"]]
    document = {name: part for name, part in document.items() if name not in ("schema", "shapes")}
    _check_parts(document)
    try:
        tree = keyed(document)
        loose = without_loose_ends(tree)
        drawing = definition_of(tree)
    except Misfit as misfit:
        raise Unfit(misfit_words(tree, misfit)) from None
    except (TypeError, AttributeError, ValueError):  # a part of another form than any drawing has
        raise Unfit(_("The drawing in this file cannot be read. Export the workflow again.")) from None
    said = _("%(link)s is left out: the step is not in the file.")
    ids = [id_of("links", link) for link in loose]
    return Placed(drawing, [said % {"link": begun(link_words(tree, each))} for each in ids])


def _check_parts(document: Mapping[str, Any]) -> None:
    if strange := document.keys() - (set(PARTS) - {"about"}):
        said = _("The drawing has a part “%(name)s” this Steward does not know. Update Steward, or take it out.")
        raise Unfit(said % {"name": min(strange)[:LONGEST_NAME]})


def _check_schema(document: Mapping[str, Any]) -> None:
    number = document.get("schema", SCHEMA)
    if number != SCHEMA:
        said = _("The drawing in this file was made by a newer Steward. Update this Steward, then import it.")
        raise Unfit(said)


def _things(part: str, things: Any) -> list[dict[str, Any]]:
    """The steps, links, notes or groups of a document, each once."""
    if things is None:
        return []
    if not isinstance(things, list) or not all(isinstance(each, dict) for each in things):
        raise Unfit(_("“%(part)s” in this file is no list of things. Export the workflow again.") % {"part": part})
    if part == "steps" and len(things) > MOST_STEPS:
        said = _("This workflow has %(n)d steps; at most %(most)d can be kept. Make two workflows of it.")
        raise Unfit(said % {"n": len(things), "most": MOST_STEPS})
    seen: set[str] = set()
    if part != "links" and not all(each.get("key") for each in things):
        raise Unfit(_("One of the %(part)s in this file has no key. Export the workflow again.") % {"part": part})
    for each in things:
        key = id_of(part, each)
        if key in seen:
            said = _("Two %(part)s of this file have the key “%(key)s”. Give one of them another.")
            raise Unfit(said % {"part": part, "key": key[:LONGEST_NAME]})
        seen.add(key)
    return things


def _step(step: dict[str, Any], agents: Mapping[str, int], tools: Mapping[str, int]) -> dict[str, Any]:
    kind = step.get("kind")
    if kind not in KINDS:
        name = str(step.get("name") or step.get("key"))[:LONGEST_NAME]
        said = _("The step “%(name)s” is of a kind this Steward does not know: “%(kind)s”. Update Steward first.")
        raise Unfit(said % {"name": name, "kind": str(kind)[:LONGEST_NAME]})
    if kind not in ("agent", "tool"):
        return step
    own = agents if kind == "agent" else tools
    key = step.get(kind)
    return {**step, kind: own.get(key, OPEN) if isinstance(key, str) else OPEN}


# -- agents ---------------------------------------------------------------------------------------------------------


def agent_definition(agent: FiledAgent, tools: Mapping[str, int], models: Mapping[str, int]) -> AgentDefinition:
    """A filed agent's definition in a team; a tool the team lacks stays open, a model it lacks is left to the team."""
    document = dict(agent.definition)
    if document.get("kind") == "ai":
        document["tools"] = _open_tools(document.get("tools"), tools)
        model = document.get("endpoint")
        document["endpoint"] = models.get(model) if isinstance(model, str) else None
    try:
        return parse_definition(document)
    except ValidationError as error:
        path, said = next(iter(errors_by_path(error, tags=("ai", "rules")).items()))
        words = {"name": agent.name, "place": path.replace("-", " › "), "sentence": say(said)}
        raise Unfit(_("The agent “%(name)s” does not fit at “%(place)s”: %(sentence)s") % words) from None


def _open_tools(keys: Any, tools: Mapping[str, int]) -> list[int]:
    named = [key for key in keys if isinstance(key, str)] if isinstance(keys, list) else []
    return list(dict.fromkeys(tools.get(key, OPEN) for key in named))


def tools_named(file: WorkflowFile) -> dict[str, list[str]]:
    """The tools a file names by key, each with the names of the steps and agents that use it."""
    found: dict[str, list[str]] = {}
    for step in file.workflow.document.get("steps") or []:
        if isinstance(step, dict) and step.get("kind") == "tool" and isinstance(step.get("tool"), str):
            found.setdefault(step["tool"], []).append(str(step.get("name")))
    for agent in file.agents:
        keys = agent.definition.get("tools")
        for key in keys if isinstance(keys, list) else []:
            if isinstance(key, str):
                found.setdefault(key, []).append(agent.name)
    found.pop("", None)
    return found


def agents_named(file: WorkflowFile) -> dict[str, list[str]]:
    """The agents a file's steps name by key, each with the names of those steps."""
    found: dict[str, list[str]] = {}
    for step in file.workflow.document.get("steps") or []:
        if isinstance(step, dict) and step.get("kind") == "agent" and isinstance(step.get("agent"), str):
            found.setdefault(step["agent"], []).append(str(step.get("name")))
    found.pop("", None)
    return found


def models_named(agent: FiledAgent) -> str:
    """The model an agent asks for by name; empty where it leaves that to the team."""
    name = agent.definition.get("endpoint")
    return name if isinstance(name, str) and agent.definition.get("kind") == "ai" else ""
