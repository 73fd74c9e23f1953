"""A team's machine accounts and their tokens."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from governance import access, queries
from governance.actions import machines
from governance.forms.rights import MachineForm, TokenForm
from governance.forms.trying import attempt
from governance.models import MachineToken, Team, User
from governance.views.tabs import tabs


def _page(request: HttpRequest, team: Team, *, making: forms.Form | None = None) -> HttpResponse:
    page = {
        "tabs": tabs(request.user, team, "machines"),
        "team": team,
        "machines": queries.machines(team),
        "making": making or MachineForm(team),
    }
    return render(request, "governance/machines.html", page, status=422 if making else 200)


@require_GET
def machine_list(request: HttpRequest, team: str) -> HttpResponse:
    """The systems that act in a team's name."""
    return _page(request, access.get(request.user, "team.manage", Team, slug=team))


@require_POST
def machine_make(request: HttpRequest, team: str) -> HttpResponse:
    """Make a machine account."""
    own = access.get(request.user, "team.manage", Team, slug=team)
    form = MachineForm(own, request.POST)

    def make() -> None:
        given = form.cleaned_data
        machines.make_machine(request.user, own, name=given["name"], role=given["role"], ends_at=form.ends_at())

    if not attempt(form, make):
        return _page(request, own, making=form)
    messages.success(request, _("The machine account is there. Make a token so that it can sign in."))
    return redirect("machines", team=team)


def _token_page(
    request: HttpRequest, team: Team, machine: User, form: forms.Form, *, secret: str = "", status: int = 200
) -> HttpResponse:
    page = {
        "tabs": tabs(request.user, team, "machines"),
        "team": team,
        "machine": machine,
        "tokens": queries.tokens(machine),
        "form": form,
        "secret": secret,
    }
    answer = render(request, "governance/machine.html", page, status=status)
    if secret:
        answer["Cache-Control"] = "no-store"
    return answer


@require_GET
def machine(request: HttpRequest, team: str, pk: int) -> HttpResponse:
    """One machine account with its tokens."""
    own = access.get(request.user, "team.manage", Team, slug=team)
    return _token_page(request, own, queries.machine_of(own, pk), TokenForm(own))


@require_POST
def token_make(request: HttpRequest, team: str, pk: int) -> HttpResponse:
    """Make a token and show it, this once."""
    own = access.get(request.user, "team.manage", Team, slug=team)
    account = queries.machine_of(own, pk)
    form = TokenForm(own, request.POST)
    made: list[tuple[MachineToken, str]] = []

    def make() -> None:
        name = form.cleaned_data["name"]
        made.append(machines.make_token(request.user, own, account, name=name, ends_at=form.ends_at()))

    if not attempt(form, make):
        return _token_page(request, own, account, form, status=422)
    return _token_page(request, own, account, TokenForm(own), secret=made[0][1])


@require_POST
def token_end(request: HttpRequest, team: str, pk: int, token: int) -> HttpResponse:
    """End a token."""
    own = access.get(request.user, "team.manage", Team, slug=team)
    machines.end_token(request.user, own, queries.token_of(queries.machine_of(own, pk), token))
    messages.success(request, _("The token has ended; what still uses it is refused from now on."))
    return redirect("machine", team=own.slug, pk=pk)
