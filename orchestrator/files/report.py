"""What an import would do, in words: what is made, what is there already, and what a person must see to."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from agents.definition import check as agent_problems
from agents.models import Tool
from agents.models.connection import Auth
from governance.documents import say
from orchestrator.files.envelope import NeededConnector, NeededTool
from orchestrator.files.placing import agents_named, models_named, tools_named
from orchestrator.files.plan import AgentPlan, Plan
from orchestrator.queries.cards import troubles_of

MOST_PROBLEMS = 20


@dataclass(frozen=True)
class Need:
    """Something a person must see to, how, and where."""

    sentence: str
    href: str = ""


@dataclass(frozen=True)
class Report:
    """All that whoever imports should know before they do."""

    makes: list[str]
    finds: list[str]
    needs: list[Need]
    problems: list[str]


def report_of(plan: Plan) -> Report:
    """A plan in words."""
    return Report(list(_makes(plan)), list(_finds(plan)), list(_needs(plan)), list(_problems(plan)))


def _makes(plan: Plan) -> Iterator[str]:
    if plan.into is not None:
        words = {"name": plan.into.name}
        yield _("The draft of “%(name)s” is replaced. What it holds now is put aside and can be brought back.") % words
    else:
        yield _("The workflow “%(name)s”, as a draft") % {"name": plan.name}
    for each in plan.agents:
        if each.is_made:
            words = {"name": plan.agent_name(each)}
            yield (
                _("The agent “%(name)s”, published") if each.published else _("The agent “%(name)s”, as a draft")
            ) % words


def _finds(plan: Plan) -> Iterator[str]:
    for each in plan.agents:
        if each.ours and each.fate == "same":
            yield _("The agent “%(name)s”, just the same") % {"name": each.ours.name}
        elif each.ours and each.fate == "ours":
            yield _("Your own agent “%(name)s”") % {"name": each.ours.name}
    for tool in plan.tools.values():
        yield _("The tool “%(tool)s” of “%(system)s”") % {"tool": tool.name, "system": tool.connector.name}
    for name in _models(plan):
        if name in plan.models:
            yield _("The model “%(name)s”") % {"name": name}


# -- what a person must see to --------------------------------------------------------------------------------------


def _needs(plan: Plan) -> Iterator[Need]:
    yield from _connections(plan)
    yield from _models_missing(plan)
    filed = {each.filed.key for each in plan.agents}
    for key, steps in agents_named(plan.file).items():
        if key not in filed:
            said = _("The file does not hold the agent of %(steps)s. Choose one there after importing.")
            yield Need(said % {"steps": quoted(steps)})
    for each in plan.agents:
        yield from _agent(plan, each)
    for sentence in plan.placed.dropped:
        yield Need(sentence)


def _connections(plan: Plan) -> Iterator[Need]:
    href, users, described = reverse("connections", args=[plan.team.slug]), tools_named(plan.file), set()
    systems = plan.connector_names
    for connector in plan.file.needs.connectors:
        described |= {tool.key for tool in connector.tools}
        lacking = [tool for tool in connector.tools if tool.key in users and tool.key not in plan.tools]
        if lacking:
            known = connector.name.casefold() in systems
            yield Need(_missing(connector, lacking, users, known=known), href)
        for tool in connector.tools:
            if tool.key in plan.tools:
                yield from _differing(tool, plan.tools[tool.key], href)
    for key in users.keys() - described - plan.tools.keys():
        said = _("The file does not say what the tool of %(users)s is. Choose one there after importing.")
        yield Need(said % {"users": quoted(users[key])})


def _missing(connector: NeededConnector, tools: list[NeededTool], users: dict[str, list[str]], *, known: bool) -> str:
    words = {
        "system": connector.name,
        "tools": quoted([tool.name for tool in tools]),
        "users": quoted([name for tool in tools for name in users[tool.key]]),
        "host": connector.host or _("its own address"),
        "auth": str(Auth(connector.auth).label).lower(),
    }
    if known:
        return _("“%(system)s” has no tool %(tools)s. Have it added, then choose it in %(users)s.") % words
    if connector.auth == "none":
        said = _("Have “%(system)s” (%(host)s) connected with %(tools)s, then choose that in %(users)s.")
    else:
        said = _("Have “%(system)s” (%(host)s, %(auth)s) connected with %(tools)s, then choose that in %(users)s.")
    return said % words


def _differing(needed: NeededTool, ours: Tool, href: str) -> Iterator[Need]:
    words = {"tool": ours.name, "system": ours.connector.name}
    if not ours.enabled:
        yield Need(_("The tool “%(tool)s” of “%(system)s” is not in use. Have it put into use.") % words, href)
    takes = {field.key for field in needed.inputs} != {field.key for field in ours.input_fields}
    if takes or {field.key for field in needed.outputs} != {field.key for field in ours.output_fields}:
        yield Need(_("The tool “%(tool)s” of “%(system)s” has other fields here. Look at its steps.") % words)
    if ours.connector.auth != "none" and not ours.connector.sealed_secret:
        yield Need(_("“%(system)s” has no credential yet. Have it entered.") % words, href)


def _models(plan: Plan) -> list[str]:
    return sorted({name for each in plan.agents if each.is_made and (name := models_named(each.filed))})


def _models_missing(plan: Plan) -> Iterator[Need]:
    for name in _models(plan):
        if name not in plan.models:
            agents = [each.filed.name for each in plan.agents if models_named(each.filed) == name]
            words = {"model": name, "agents": quoted(agents)}
            said = _("This team has no model “%(model)s”. Until you choose another, %(agents)s asks the team's own.")
            yield Need(said % words, reverse("connections", args=[plan.team.slug]))


def _agent(plan: Plan, each: AgentPlan) -> Iterator[Need]:
    if each.is_made and not each.published:
        found = agent_problems(each.definition, set(plan.usable_tools))
        words = {"name": plan.agent_name(each), "why": say(found[0].sentence) if found else ""}
        if found:
            yield Need(_("Mend and publish the agent “%(name)s”: %(why)s") % words)
        else:
            yield Need(_("Have the agent “%(name)s” published, so that its steps can ask it.") % words)
    elif each.ours and not each.is_made and not each.published:
        yield Need(_("Have your agent “%(name)s” published, so that its steps can ask it.") % {"name": each.ours.name})


def _problems(plan: Plan) -> Iterator[str]:
    """What the check would say of the draft, as far as one reads it."""
    troubles = [each for each in troubles_of(plan.drawing, plan.problems) if each.serious]
    for each in troubles[:MOST_PROBLEMS]:
        words = {"name": each.name, "sentence": each.sentence}
        yield _("%(name)s: %(sentence)s") % words if each.name else each.sentence
    if (more := len(troubles) - MOST_PROBLEMS) > 0:
        yield _("… and %(n)d more.") % {"n": more}


def quoted(names: list[str]) -> str:
    """Names in one phrase, each once."""
    return str(get_text_list([_("“%(name)s”") % {"name": name} for name in dict.fromkeys(names)], _("and")))
