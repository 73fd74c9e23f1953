"""Ctrl-K: what can be gone to, started or made, as a part of the dialog; as a page where no script opens it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from governance.current import current_team
from orchestrator.queries import finding
from orchestrator.views.runs_asker import asker, wants_part


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Ask each kind for what the words name."""
    words = request.GET.get("q", "")
    groups = finding.find(asker(request), current_team(request), words)
    page = "orchestrator/find/_found.html" if wants_part(request) else "orchestrator/find/find.html"
    response = render(request, page, {"groups": groups, "words": words})
    patch_vary_headers(response, ["HX-Request"])
    return response
