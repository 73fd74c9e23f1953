"""The inbox: queue, case and context."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from governance import access
from governance.models import Team
from orchestrator.models import Run
from orchestrator.queries import inbox as queries
from orchestrator.queries.inbox_case import opened_case
from orchestrator.views.inbox_form import DecisionForm, decision_form
from orchestrator.views.runs_asker import asker, wants_part

PARTS = {"queue": "_queue", "case": "_case", "claim": "_claim"}


@require_safe
def inbox(request: HttpRequest, team: str) -> HttpResponse:
    """The cases that wait; ?case= opens one, else the oldest is shown where there is room beside the queue."""
    room = access.get(asker(request), "escalation.view", Team, slug=team)
    return inbox_page(request, room, request.GET.get("case", ""))


def inbox_page(
    request: HttpRequest, team: Team, number: str, form: DecisionForm | None = None, status: int = 200
) -> HttpResponse:
    """The page, or the part of it that htmx asks for."""
    part = PARTS.get(request.GET.get("part", "")) if wants_part(request) else None
    mine = request.GET.get("mine") == "1"
    context: dict[str, Any] = {"team": team, "mine": mine, "most": queries.MOST}
    context["decides"] = access.may(asker(request), "escalation.decide", team)
    if part in (None, "_queue"):
        context["queue"] = queries.queue(team, asker(request), mine=mine)
    context["preview"] = not number and part is None
    first = str(context["queue"][0].case.pk) if context["preview"] and context["queue"] else ""
    row = form.case.row if form else queries.case_in(team, number or first)
    context["chosen"] = row.pk if row else 0
    if row and part != "_queue":
        context["form"] = form or decision_form(opened_case(row), None)
        context["case"] = context["form"].case
        context["next"] = queries.next_case(team, row) if row.state == "resolved" else None
    response = render(request, f"orchestrator/inbox/{part or 'inbox'}.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def count(request: HttpRequest, team: str) -> HttpResponse:
    """The bare number of cases that wait."""
    room = access.get(asker(request), "escalation.view", Team, slug=team)
    return HttpResponse(str(queries.count_waiting(room) or ""), content_type="text/plain; charset=utf-8")


@require_safe
def escalation(request: HttpRequest, pk: int) -> HttpResponse:
    """The address of one case that can be sent to a colleague."""
    run = access.get(asker(request), "escalation.view", Run, escalations__pk=pk)
    case = get_object_or_404(run.escalations, pk=pk)
    if case.trial:
        return redirect("run", pk=run.pk)
    return redirect(f"{reverse('inbox', args=[run.team.slug])}?case={case.pk}")
