"""The first page of an empty installation: it makes the organisation and its first administrator."""

import hmac

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from governance import queries
from governance.actions import organisation
from governance.forms.house import WelcomeForm
from governance.forms.trying import attempt
from governance.models import User


@login_not_required
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, code: str) -> HttpResponse:
    """Found the organisation, for whoever holds the code that the server printed at its start."""
    expected = settings.STEWARD_WELCOME_CODE
    if not expected or not hmac.compare_digest(code.encode(), expected.encode()) or queries.has_administrator():
        raise Http404
    form = WelcomeForm(request.POST or None)
    founded: list[User] = []
    if not attempt(form, lambda: founded.append(organisation.found(**form.cleaned_data)[1])):
        return render(request, "governance/welcome.html", {"form": form}, status=422 if form.is_bound else 200)
    login(request, founded[0], backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("organisation")
