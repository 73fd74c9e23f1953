"""Connections: what a team's agents work with, and the systems among it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agents import actions, queries
from agents.forms.attempt import attempt, revision_of
from agents.forms.connection import connector_form
from agents.models import Connector
from agents.models.connection import Auth
from governance import access
from governance.models import Team


@require_GET
def connections(request: HttpRequest, team: str) -> HttpResponse:
    """Systems with their tools, and models."""
    of_team = access.get(request.user, "connection.view", Team, slug=team)
    page = {
        "team": of_team,
        "connectors": queries.connectors(request.user, of_team).prefetch_related("tools"),
        "endpoints": queries.endpoints(request.user, of_team),
        "may_manage": access.may(request.user, "connection.manage", of_team),
        "may_manage_shared": access.may(request.user, "organisation.manage", of_team.organisation),
    }
    return render(request, "agents/connections.html", page)


@require_http_methods(["GET", "POST"])
def connector_new(request: HttpRequest, team: str) -> HttpResponse:
    """Connect a system."""
    of_team = access.get(request.user, "connection.manage", Team, slug=team)
    form = connector_form(post=request.POST if request.method == "POST" else None)
    made = attempt(form, lambda document: actions.create_connector(request.user, of_team, document))
    if made is not None:
        messages.success(request, _("%(system)s is connected. Add what agents may do there.") % {"system": made.name})
        return redirect("tool-new", team=team, connector=made.pk)
    page = {"team": of_team, "form": form, "auths": Auth.choices}
    return render(request, "agents/connector.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def connector_edit(request: HttpRequest, team: str, pk: int) -> HttpResponse:
    """Change a system's address or credential."""
    connector = access.get(request.user, "connection.manage", Connector, pk=pk, team__slug=team)
    form = connector_form(connector, request.POST if request.method == "POST" else None)
    revision = revision_of(request.POST) if form.bound else connector.revision
    change = attempt(
        form, lambda document: actions.change_connector(request.user, connector, document, revision=revision)
    )
    if change is not None:
        messages.success(request, _("%(system)s is saved. It holds from the next call on.") % {"system": change.name})
        return redirect("connections", team=team)
    page = {"team": connector.team, "form": form, "connector": connector, "revision": revision, "auths": Auth.choices}
    return render(request, "agents/connector.html", page, status=422 if form.errors else 200)
