"""Two people changed the same: both are shown, and each is one button away."""

import json
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from orchestrator.queries.conflicts import Told

if TYPE_CHECKING:
    from orchestrator.views.workflows.draft import Draft


def in_inspector(request: HttpRequest) -> bool:
    """Whether the answer goes beside the canvas instead of onto a page of its own."""
    asked = request.GET.get("inspector") or request.POST.get("_inspector")
    return bool(asked) and bool(getattr(request, "htmx", False))


def ask(request: HttpRequest, draft: "Draft", *, rest: list[Told] | None = None) -> HttpResponse:
    """Ask which of two changes stays, for each place where both changed something."""
    told = [*draft.conflicts, *(rest or [])]
    context: dict[str, Any] = {
        "draft": draft,
        "asked": [(each, json.dumps(each.as_form())) for each in told],
        "back": back_of(request, draft),
        "inspector": in_inspector(request),
    }
    part = "_conflicts.html" if context["inspector"] else "conflicts.html"
    htmx = bool(getattr(request, "htmx", False))
    response = render(request, f"orchestrator/workflows/{part}", context, status=422 if htmx else 409)
    if htmx:  # the form that was sent gives way to the question, wherever it stands
        place, wanted = ("#inspector", "#conflicts") if context["inspector"] else ("#main", "#main")
        response["HX-Retarget"], response["HX-Reselect"] = place, wanted
        response["HX-Reswap"] = "innerHTML" if context["inspector"] else "outerHTML"
        response["HX-Trigger"] = json.dumps({"draft-changed": {"revision": draft.revision}})
    return response


def back_of(request: HttpRequest, draft: "Draft") -> str:
    """Where one goes on afterwards: to the form beside the canvas, else to the draft."""
    given = request.POST.get("_back") or (request.get_full_path() if in_inspector(request) else "")
    if given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None):
        return given
    return reverse("workflow-edit", args=draft.address)
