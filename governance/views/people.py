"""People and what they may do across the organisation; for administrators."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from governance import access, queries
from governance.actions import organisation as organisation_actions
from governance.actions import people
from governance.actions.problems import Problem
from governance.current import current_team
from governance.forms.house import NameForm, OrganisationRoleForm, PersonForm
from governance.forms.trying import attempt
from governance.models import Organisation, User
from governance.verbs import ORGANISATION_ROLES
from governance.views.tabs import tabs


def _managed(request: HttpRequest) -> Organisation:
    return access.get(request.user, "organisation.manage", Organisation)


@require_GET
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody with an account."""
    return _list(request, access.get_any(request.user, ("organisation.manage", "organisation.audit"), Organisation))


def _list(request: HttpRequest, organisation: Organisation, form: forms.Form | None = None) -> HttpResponse:
    page = {
        "tabs": tabs(request.user, current_team(request), "people"),
        "people": queries.people(organisation),
        "may_manage": access.may(request.user, "organisation.manage", organisation),
        "form": form or PersonForm(),
    }
    return render(request, "governance/people.html", page, status=422 if form else 200)


@require_POST
def person_add(request: HttpRequest) -> HttpResponse:
    """Add a person."""
    organisation = _managed(request)
    form = PersonForm(request.POST)
    added: list[User] = []
    if not attempt(form, lambda: added.append(people.add_person(request.user, organisation, **form.cleaned_data))):
        return _list(request, organisation, form)
    messages.success(
        request, _("%(name)s has an account now. Make a reset link to let them in.") % {"name": added[0].name}
    )
    return redirect("person", pk=added[0].pk)


def _person(request: HttpRequest, user: User, *, link: str = "", renaming: forms.Form | None = None) -> HttpResponse:
    held = queries.organisation_roles([user])[user.pk]
    page = {
        "tabs": tabs(request.user, current_team(request), "people"),
        "person": user,
        "memberships": queries.memberships_of(user),
        "organisation_roles": [(key, label) for key, (label, verb) in ORGANISATION_ROLES.items() if verb in held],
        "renaming": renaming or NameForm(initial={"name": user.name}),
        "giving": OrganisationRoleForm(),
        "may_manage": access.may(request.user, "organisation.manage", user),
        "link": request.build_absolute_uri(link) if link else "",
    }
    answer = render(request, "governance/person.html", page, status=422 if renaming else 200)
    if link:
        answer["Cache-Control"] = "no-store"
    return answer


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: account, roles in the organisation, teams."""
    verbs = ("organisation.manage", "organisation.audit")
    return _person(request, access.get_any(request.user, verbs, User, pk=pk))


def _try(request: HttpRequest, pk: int, change: Callable[[], object], done: str, undo: str = "") -> HttpResponse:
    try:
        change()
    except Problem as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, done, extra_tags=undo)
    return redirect("person", pk=pk)


@require_POST
def person_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a person."""
    user = access.get(request.user, "organisation.manage", User, pk=pk)
    form = NameForm(request.POST)
    if not attempt(form, lambda: people.rename_person(request.user, _managed(request), user, **form.cleaned_data)):
        return _person(request, user, renaming=form)
    messages.success(request, _("The name is %(name)s now.") % {"name": form.cleaned_data["name"]})
    return redirect("person", pk=pk)


@require_POST
def person_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a person's account."""
    user = access.get(request.user, "organisation.manage", User, pk=pk)
    done, undo = _("%(name)s is signed out and cannot sign in."), reverse("person-let-in", args=[pk])
    stop = people.stop_account
    return _try(request, pk, lambda: stop(request.user, _managed(request), user), done % {"name": user.name}, undo)


@require_POST
def person_let_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a stopped account in again."""
    user = access.get(request.user, "organisation.manage", User, pk=pk)
    done = _("%(name)s can sign in again.") % {"name": user.name}
    return _try(request, pk, lambda: people.let_in(request.user, _managed(request), user), done)


@require_POST
def person_reset_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a one-time link and show it, this once."""
    user = access.get(request.user, "organisation.manage", User, pk=pk)
    try:
        link = people.make_reset_link(request.user, _managed(request), user)
    except Problem as problem:
        messages.error(request, problem.sentence)
        return redirect("person", pk=pk)
    return _person(request, user, link=link)


@require_POST
def organisation_role_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a person administrator or auditor."""
    user = access.get(request.user, "organisation.manage", User, pk=pk)
    role = request.POST.get("role", "")
    give = organisation_actions.give_role
    done = _("%(name)s has the role from now on.") % {"name": user.name}
    return _try(request, pk, lambda: give(request.user, _managed(request), user, role=role), done)


@require_POST
def organisation_role_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role in the organisation away."""
    user = access.get(request.user, "organisation.manage", User, pk=pk)
    role = request.POST.get("role", "")
    end = organisation_actions.end_role
    done = _("%(name)s no longer has the role.") % {"name": user.name}
    return _try(request, pk, lambda: end(request.user, _managed(request), user, role=role), done)
