"""Roles, readable on one page: which role allows what, in words."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from governance import access, queries
from governance.actions import roles
from governance.current import current_team
from governance.forms.rights import NewRoleForm, RoleForm
from governance.forms.trying import attempt
from governance.models import Organisation, Role
from governance.verbs import TEAM_VERBS
from governance.views.tabs import tabs


@require_GET
def role_list(request: HttpRequest) -> HttpResponse:
    """Every role and every verb as one table."""
    known = list(queries.roles())
    page = {
        "tabs": tabs(request.user, current_team(request), "roles"),
        "roles": known,
        "rows": [(label, [verb in role.verbs for role in known]) for verb, label in TEAM_VERBS.items()],
        "may_manage": access.may(request.user, "organisation.manage", access.organisation()),
    }
    return render(request, "governance/roles.html", page)


def _page(request: HttpRequest, form: forms.Form, role: Role | None) -> HttpResponse:
    page = {"tabs": tabs(request.user, current_team(request), "roles"), "form": form, "role": role}
    return render(request, "governance/role.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def role_new(request: HttpRequest) -> HttpResponse:
    """Make a role of the organisation's own."""
    organisation = access.get(request.user, "organisation.manage", Organisation)
    form = NewRoleForm(request.POST or None)
    if not attempt(form, lambda: roles.make_role(request.user, organisation, **form.cleaned_data)):
        return _page(request, form, None)
    messages.success(request, _("The role is there; team admins can give it now."))
    return redirect("roles")


@require_GET
def role(request: HttpRequest, key: str) -> HttpResponse:
    """What one role allows, to change."""
    access.get(request.user, "organisation.manage", Organisation)
    found = queries.role_keyed(key)
    return _page(request, RoleForm(initial={"verbs": found.verbs}), found)


@require_POST
def role_change(request: HttpRequest, key: str) -> HttpResponse:
    """Change what a role allows, for everybody who holds it."""
    organisation = access.get(request.user, "organisation.manage", Organisation)
    found = queries.role_keyed(key)
    form = RoleForm(request.POST)
    if not attempt(form, lambda: roles.change_role(request.user, organisation, found, **form.cleaned_data)):
        return _page(request, form, found)
    messages.success(request, _("Saved. It holds from the next thing anybody does."))
    return redirect("roles")
