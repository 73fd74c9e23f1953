"""Models: where they answer, with which key, at which price."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agents import actions
from agents.connection_documents import EndpointDocument
from agents.endpoints import ADDRESSES
from agents.forms.attempt import attempt, revision_of
from agents.forms.connection import endpoint_form
from agents.models import ModelEndpoint
from agents.models.endpoint import AnswerStyle, EndpointKind
from governance import access
from governance.documents import DocumentForm
from governance.models import Team


@require_http_methods(["GET", "POST"])
def endpoint_new(request: HttpRequest, team: str) -> HttpResponse:
    """Connect a model, for this team or, by an administrator, for all."""
    of_team = access.get(request.user, "connection.manage", Team, slug=team)
    form = endpoint_form(of_team.currency, post=request.POST if request.method == "POST" else None)
    shared = request.POST.get("_for") == "organisation"
    owner = of_team.organisation if shared else of_team
    made = attempt(form, lambda document: actions.create_endpoint(request.user, owner, document))
    if made is not None:
        messages.success(request, _("The model is connected. Check whether it works."))
        return redirect("endpoint-edit", team=team, pk=made.pk)
    return _page(request, of_team, form, shared=shared)


@require_http_methods(["GET", "POST"])
def endpoint_edit(request: HttpRequest, team: str, pk: int) -> HttpResponse:
    """Change a model's address, key or price."""
    of_team = access.get(request.user, "connection.view", Team, slug=team)
    endpoint = _endpoint(request, of_team, pk)
    form = endpoint_form(endpoint.currency, endpoint, request.POST if request.method == "POST" else None)
    revision = revision_of(request.POST) if form.bound else endpoint.revision
    change = attempt(
        form, lambda document: actions.change_endpoint(request.user, endpoint, document, revision=revision)
    )
    if change is not None:
        messages.success(request, _("%(model)s is saved. It holds from the next turn on.") % {"model": change.name})
        return redirect("endpoint-edit", team=team, pk=pk)
    return _page(request, of_team, form, endpoint=endpoint, revision=revision)


@require_POST
def endpoint_check(request: HttpRequest, team: str, pk: int) -> HttpResponse:
    """Ask the model a small question and say how it went."""
    of_team = access.get(request.user, "connection.view", Team, slug=team)
    endpoint = _endpoint(request, of_team, pk)
    found = actions.check_endpoint(request.user, endpoint)
    (messages.success if found.ok else messages.error)(request, found.sentence)
    return redirect("endpoint-edit", team=team, pk=pk)


def _endpoint(request: HttpRequest, team: Team, pk: int) -> ModelEndpoint:
    """A model of this team, or the organisation's own."""
    endpoint = access.get(request.user, "connection.manage", ModelEndpoint, pk=pk)
    if endpoint.team_id not in (None, team.pk):
        raise Http404
    return endpoint


def _page(request: HttpRequest, team: Team, form: DocumentForm[EndpointDocument], **more: Any) -> HttpResponse:
    page = {
        "team": team,
        "form": form,
        "kinds": EndpointKind.choices,
        "styles": AnswerStyle.choices,
        "addresses": ADDRESSES,
        "may_share": access.may(request.user, "organisation.manage", team.organisation),
        **more,
    }
    return render(request, "agents/endpoint.html", page, status=422 if form.errors else 200)
