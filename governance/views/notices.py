"""The bell: what a person left and should hear of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from governance import notices
from governance.models import User


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """The newest lines: as a part for the bell, as a page where no script opens it."""
    lines = notices.latest(_person(request))
    fresh = [line.notice.pk for line in lines if line.notice.read_at is None]
    page = "governance/_notices.html" if getattr(request, "htmx", False) else "governance/notices.html"
    response = render(request, page, {"lines": lines, "fresh": max(fresh, default=0)})
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def notice_count(request: HttpRequest) -> HttpResponse:
    """How many are new, as the bell shows it."""
    return render(request, "governance/_notice_count.html", {"unread": notices.unread(_person(request))})


@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """What was shown counts as seen."""
    shown = request.POST.get("up_to", "")
    if shown.isascii() and shown.isdigit() and len(shown) < 19:
        notices.read(_person(request), up_to=int(shown))
    return HttpResponse(status=204) if getattr(request, "htmx", False) else redirect("notices")
