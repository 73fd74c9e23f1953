"""The pages that belong to no room: is it alive, and what went wrong in plain words."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from config.places import PLACES
from governance import access
from governance.models import Team


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that pages are served and the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language somebody chose in their browser, and go back to the page they were on."""
    return set_language(request)


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    """Take the place of a page that a library brings along and Steward does not have."""
    raise Http404


@require_safe
def go(request: HttpRequest, team: str, place: str) -> HttpResponse:
    """Switch to a team: to the kind of page that was open, or to Home where it is not theirs to see there."""
    room = access.get(request.user, "team.view", Team, slug=team)
    held = access.verbs(request.user, room)
    kind = next((each for each in PLACES if each.name == place and each.verb in held), None)
    return redirect(kind.address(room.slug) if kind else f"{reverse('home')}?team={room.slug}")


# The API's own refusals come from its views; these are for addresses and requests that reach none of them.
API_WORDS = {
    400: ("bad_request", _("This request cannot be read.")),
    403: ("permission_denied", _("This is not allowed.")),
    404: ("not_found", _("There is no such address in the API. Its description is at /api/v1/openapi.json.")),
    413: ("too_large", _("This request is larger than 5 MB. Send less at once.")),
    500: ("server_error", _("Something went wrong on our side. The log of the server says more.")),
}


def _page(request: HttpRequest, status: int) -> HttpResponse:
    if request.path.startswith("/api/"):
        code, message = API_WORDS[status]
        return JsonResponse({"error": {"code": code, "message": str(message), "fields": {}}}, status=status)
    return render(request, f"{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is not the session's: its page was open too long, or somebody signed in elsewhere since."""
    page = render(request, "403_csrf.html", status=403)
    page["Steward-Refused"] = "token"  # told apart by the page's script, which then asks for another one
    return page
