"""An agent's published versions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents import actions, queries
from agents.forms.agent import changed_parts
from agents.forms.attempt import revision_of
from agents.models import Agent, AgentVersion
from governance import access
from governance.actions.problems import Problem


@require_GET
def agent_versions(request: HttpRequest, team: str, pk: int) -> HttpResponse:
    """What was published when, by whom and why."""
    agent = access.get(request.user, "agent.view", Agent, pk=pk, team__slug=team)
    page = {
        "team": agent.team,
        "agent": agent,
        "versions": queries.versions(request.user, agent),
        "draft_differs": bool(changed_parts(agent)) or agent.live_version is None,
        "may_edit": access.may(request.user, "agent.edit", agent),
        "may_publish": access.may(request.user, "agent.publish", agent),
    }
    return render(request, "agents/versions.html", page)


@require_GET
def agent_version(request: HttpRequest, team: str, pk: int, number: int) -> HttpResponse:
    """One version, to read."""
    version = access.get(request.user, "agent.view", AgentVersion, agent_id=pk, number=number, agent__team__slug=team)
    page = {
        "team": version.agent.team,
        "agent": version.agent,
        "version": version,
        "definition": version.parsed,
        "tools": queries.named_tools(version),
        "old": True,
    }
    return render(request, "agents/read.html", page)


@require_POST
def agent_restore(request: HttpRequest, team: str, pk: int, number: int) -> HttpResponse:
    """Make an older version the draft again."""
    agent = access.get(request.user, "agent.edit", Agent, pk=pk, team__slug=team)
    version = access.get(request.user, "agent.view", AgentVersion, agent=agent, number=number)
    try:
        actions.restore_version(request.user, agent, version, revision=revision_of(request.POST))
    except Problem as problem:
        messages.error(request, problem.sentence)
        return redirect("agent-versions", team=team, pk=pk)
    words = _("The draft is version %(number)d again. Publish it to use it.")
    messages.success(request, words % {"number": number})
    return redirect("agent-edit", team=team, pk=pk)
