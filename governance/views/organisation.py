"""The organisation: name, currency, allowed hosts, and its teams."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from governance import access
from governance.actions import organisation as actions
from governance.actions import teams
from governance.current import current_team
from governance.forms.house import HostsForm, OrganisationForm
from governance.forms.rights import TeamForm
from governance.forms.trying import attempt
from governance.models import Organisation, Team
from governance.views.tabs import tabs


def _managed(request: HttpRequest) -> Organisation:
    return access.get(request.user, "organisation.manage", Organisation)


def _page(request: HttpRequest, found: Organisation, status: int = 200, **bound: Any) -> HttpResponse:
    page = {
        "tabs": tabs(request.user, current_team(request), "organisation"),
        "organisation": found,
        "teams": access.visible(request.user, Team),
        "naming": OrganisationForm(initial={"name": found.name, "currency": found.currency}),
        "hosts": HostsForm(initial={"hosts": "\n".join(found.allowed_hosts)}),
        "team_form": TeamForm(prefix="team", initial={"time_zone": "UTC", "currency": found.currency}),
    }
    return render(request, "governance/organisation.html", page | bound, status=status)


@require_GET
def organisation(request: HttpRequest) -> HttpResponse:
    """The organisation's settings."""
    return _page(request, _managed(request))


@require_POST
def organisation_change(request: HttpRequest) -> HttpResponse:
    """Rename the organisation or change its currency."""
    found = _managed(request)
    form = OrganisationForm(request.POST)
    if not attempt(form, lambda: actions.change_organisation(request.user, found, **form.cleaned_data)):
        return _page(request, found, 422, naming=form)
    messages.success(request, _("Name and currency of the organisation are saved."))
    return redirect("organisation")


@require_POST
def hosts_change(request: HttpRequest) -> HttpResponse:
    """Say which hosts inside the house may be reached."""
    found = _managed(request)
    form = HostsForm(request.POST)

    def change() -> None:
        actions.set_allowed_hosts(request.user, found, hosts=form.cleaned_data["hosts"].split("\n"))

    if not attempt(form, change):
        return _page(request, found, 422, hosts=form)
    messages.success(request, _("The allowed hosts are saved. They hold from the next call on."))
    return redirect("organisation")


@require_POST
def team_make(request: HttpRequest) -> HttpResponse:
    """Make a team."""
    found = _managed(request)
    form = TeamForm(request.POST, prefix="team")
    made: list[Team] = []
    if not attempt(form, lambda: made.append(teams.make_team(request.user, found, **form.cleaned_data))):
        return _page(request, found, 422, team_form=form)
    messages.success(request, _("The team is there. Add its first people."))
    return redirect("settings", team=made[0].slug)
