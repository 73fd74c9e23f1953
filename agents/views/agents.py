"""Agents: the list, the studio, and what can be done from there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agents import actions, copying, queries
from agents.forms.agent import KINDS, Parsed, agent_form, blank_form, changed_parts, point_out
from agents.forms.attempt import attempt, revision_of
from agents.models import Agent
from governance import access
from governance.actions.problems import Problem
from governance.documents import DocumentForm
from governance.models import Team


@require_GET
def agent_list(request: HttpRequest, team: str) -> HttpResponse:
    """The agents of a team."""
    of_team = access.get(request.user, "agent.view", Team, slug=team)
    archived = request.GET.get("show") == "archived"
    page = {
        "team": of_team,
        "agents": queries.agents(request.user, of_team, archived=archived),
        "archived": archived,
        "may_edit": access.may(request.user, "agent.edit", of_team),
        "any_archived": archived or queries.agents(request.user, of_team, archived=True).exists(),
        "examples": copying.examples(),
    }
    return render(request, "agents/agents.html", page)


@require_POST
def agent_copy(request: HttpRequest, team: str, example: str) -> HttpResponse:
    """Make the team's own draft of an example."""
    of_team = access.get(request.user, "agent.edit", Team, slug=team)
    chosen = copying.example(example)
    if chosen is None:
        raise Http404
    definition = chosen.definition(of_team.currency)
    agent = actions.create_agent(request.user, of_team, name=chosen.name, definition=definition)
    messages.success(request, _("This is your team’s own copy. Change what you like, try it, then publish it."))
    return redirect("agent-edit", team=of_team.slug, pk=agent.pk)


@require_http_methods(["GET", "POST"])
def agent_new(request: HttpRequest, team: str, kind: str) -> HttpResponse:
    """Describe a new agent."""
    if kind not in KINDS:
        raise Http404
    of_team = access.get(request.user, "agent.edit", Team, slug=team)
    form = blank_form(kind, of_team.currency, request.POST if request.method == "POST" else None)

    def create(parsed: Parsed) -> Agent:
        name, definition = parsed
        return actions.create_agent(request.user, of_team, name=name, definition=definition)

    if agent := attempt(form, create):
        messages.success(request, _("Saved as a draft. Try it, then publish it."))
        return redirect("agent-edit", team=of_team.slug, pk=agent.pk)
    return _studio(request, of_team, form, kind=kind)


@require_http_methods(["GET", "POST"])
def agent_edit(request: HttpRequest, team: str, pk: int) -> HttpResponse:
    """The studio: the draft's form, and a place to try it; those who may not edit read it."""
    verb = "agent.view" if request.method == "GET" else "agent.edit"
    agent = access.get(request.user, verb, Agent, pk=pk, team__slug=team)
    if not access.may(request.user, "agent.edit", agent):
        return _read(request, agent)
    post = request.POST if request.method == "POST" else None
    form = agent_form(agent, agent.team.currency, post)

    def save(parsed: Parsed) -> Agent:
        name, definition = parsed
        revision = revision_of(request.POST)
        return actions.save_draft(request.user, agent, name=name, definition=definition, revision=revision)

    if attempt(form, save):
        messages.success(request, _("The draft is saved. Runs go on with what is published."))
        return redirect("agent-edit", team=team, pk=pk)
    if post is None and "check" in request.GET:
        point_out(form, agent, queries.tools_in_use(agent.team))
    revision = revision_of(request.POST) if post else agent.revision
    return _studio(request, agent.team, form, kind=agent.draft.get("kind", "ai"), agent=agent, revision=revision)


def _studio(
    request: HttpRequest,
    team: Team,
    form: DocumentForm[Parsed],
    *,
    kind: str,
    agent: Agent | None = None,
    revision: int = 0,
) -> HttpResponse:
    page: dict[str, Any] = {
        "team": team,
        "form": form,
        "kind": kind,
        "agent": agent,
        "revision": revision,
        "changed": changed_parts(agent) if agent else set(),
        "may_publish": agent is not None and access.may(request.user, "agent.publish", agent),
        "may_try": agent is not None and access.may(request.user, "run.try", team),
    }
    if kind == "ai":
        page |= {"tools": queries.tools_in_use(team), "endpoints": queries.endpoints_in_use(team)}
    return render(request, "agents/studio.html", page, status=422 if form.bound and form.errors else 200)


def _read(request: HttpRequest, agent: Agent) -> HttpResponse:
    shown = agent.live_version
    page: dict[str, Any] = {"team": agent.team, "agent": agent, "version": shown}
    if shown is not None:
        page |= {"definition": shown.parsed, "tools": queries.named_tools(shown)}
    page["may_publish"] = access.may(request.user, "agent.publish", agent)
    page["draft_differs"] = bool(changed_parts(agent)) or shown is None
    return render(request, "agents/read.html", page)


@require_POST
def agent_publish(request: HttpRequest, team: str, pk: int) -> HttpResponse:
    """Freeze the draft as the next version."""
    agent = access.get(request.user, "agent.publish", Agent, pk=pk, team__slug=team)
    said, revision = request.POST.get("note", ""), revision_of(request.POST)
    try:
        version = actions.publish_agent(request.user, agent, note_text=said, revision=revision)
    except Problem as problem:
        return _not_published(request, agent, problem)
    messages.success(request, _("Version %(number)d is published.") % {"number": version.number})
    return redirect("agent-versions", team=team, pk=pk)


def _not_published(request: HttpRequest, agent: Agent, problem: Problem) -> HttpResponse:
    """Back to the studio, with what must be mended beside its inputs for those who can mend it."""
    address = reverse("agent-edit", kwargs={"team": agent.team.slug, "pk": agent.pk})
    if isinstance(problem, actions.Unsound) and access.may(request.user, "agent.edit", agent):
        return redirect(f"{address}?check=1")
    messages.error(request, problem.sentence)
    return redirect(address)


@require_POST
def agent_archive(request: HttpRequest, team: str, pk: int) -> HttpResponse:
    """Put an agent away."""
    agent = access.get(request.user, "agent.edit", Agent, pk=pk, team__slug=team)
    actions.archive_agent(request.user, agent)
    undo = reverse("agent-bring-back", kwargs={"team": team, "pk": pk})
    messages.success(request, _("%(agent)s is archived.") % {"agent": agent.name}, extra_tags=undo)
    return redirect("agents", team=team)


@require_POST
def agent_bring_back(request: HttpRequest, team: str, pk: int) -> HttpResponse:
    """Take an agent out of the archive."""
    agent = access.get(request.user, "agent.edit", Agent, pk=pk, team__slug=team)
    actions.bring_back_agent(request.user, agent)
    messages.success(request, _("%(agent)s is back.") % {"agent": agent.name})
    return redirect("agent-edit", team=team, pk=pk)
