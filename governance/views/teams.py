"""A team's settings: its name, its members and their roles."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from governance import access, queries
from governance.actions import memberships, teams
from governance.current import current_team
from governance.forms.rights import MemberForm, MembershipForm, TeamForm
from governance.forms.trying import attempt
from governance.models import Membership, Team
from governance.views.tabs import tabs


@require_GET
def settings_home(request: HttpRequest) -> HttpResponse:
    """The first settings page a person has."""
    team = current_team(request)
    if team is not None:
        return redirect("settings", team=team.slug)
    if access.may(request.user, "organisation.manage", access.organisation()):
        return redirect("organisation")
    return redirect("roles")


def _page(
    request: HttpRequest, team: Team, *, adding: forms.Form | None = None, changing: forms.Form | None = None
) -> HttpResponse:
    initial = {"name": team.name, "time_zone": team.time_zone, "currency": team.currency}
    page = {
        "tabs": tabs(request.user, team, "team"),
        "team": team,
        "members": queries.members(team),
        "may_manage": access.may(request.user, "team.manage", team),
        "adding": adding or MemberForm(team, prefix="new"),
        "changing": changing or TeamForm(initial=initial),
    }
    return render(request, "governance/team.html", page, status=422 if adding or changing else 200)


@require_GET
def team_settings(request: HttpRequest, team: str) -> HttpResponse:
    """Who belongs to a team, with which role, until when."""
    return _page(request, access.get(request.user, "team.view", Team, slug=team))


@require_POST
def team_change(request: HttpRequest, team: str) -> HttpResponse:
    """Rename a team or change its zone and currency."""
    own = access.get(request.user, "team.manage", Team, slug=team)
    form = TeamForm(request.POST)
    if not attempt(form, lambda: teams.change_team(request.user, own, **form.cleaned_data)):
        return _page(request, own, changing=form)
    messages.success(request, _("Name, time zone and currency of %(team)s are saved.") % {"team": own.name})
    return redirect("settings", team=team)


@require_POST
def member_add(request: HttpRequest, team: str) -> HttpResponse:
    """Give somebody a role in a team."""
    own = access.get(request.user, "team.manage", Team, slug=team)
    form = MemberForm(own, request.POST, prefix="new")

    def add() -> None:
        role = form.cleaned_data["role"]
        memberships.add_member(request.user, own, form.person, role=role, ends_at=form.ends_at())

    if not attempt(form, add):
        return _page(request, own, adding=form)
    words = _("%(name)s is now in %(team)s as %(role)s.")
    role = form.cleaned_data["role"].label
    messages.success(request, words % {"name": form.person.name, "team": own.name, "role": role})
    return redirect("settings", team=team)


@require_GET
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """One membership, to change or end."""
    membership = access.get(request.user, "team.manage", Membership, pk=pk)
    return _member(request, membership, MembershipForm(membership), 200)


def _member(request: HttpRequest, membership: Membership, form: MembershipForm, status: int) -> HttpResponse:
    page = {"membership": membership, "form": form, "tabs": tabs(request.user, membership.team, "team")}
    return render(request, "governance/member.html", page, status=status)


@require_POST
def member_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a member's role or last day."""
    membership = access.get(request.user, "team.manage", Membership, pk=pk)
    form = MembershipForm(membership, request.POST)

    def change() -> None:
        memberships.change_member(request.user, membership, role=form.cleaned_data["role"], ends_at=form.ends_at())

    if not attempt(form, change):
        return _member(request, membership, form, 422)
    said = {"name": membership.user.name, "role": form.cleaned_data["role"].label}
    messages.success(request, _("%(name)s is %(role)s in this team now.") % said)
    return redirect("settings", team=membership.team.slug)


@require_POST
def member_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a membership."""
    membership = access.get(request.user, "team.manage", Membership, pk=pk)
    memberships.end_member(request.user, membership)
    messages.success(request, _("%(name)s has left the team.") % {"name": membership.user.name})
    return redirect("settings", team=membership.team.slug)
