"""Taking, giving back and deciding a case."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from governance import access
from governance.actions.problems import Problem, Stale
from orchestrator.actions import escalations as actions
from orchestrator.models import Escalation, Run
from orchestrator.queries.inbox import next_case
from orchestrator.queries.inbox_case import opened_case
from orchestrator.queries.runs_words import DECIDED
from orchestrator.views.inbox import inbox_page
from orchestrator.views.inbox_form import decision_form
from orchestrator.views.runs_asker import about_team, asker


def _case(request: HttpRequest, pk: int) -> Escalation:
    """The case, for somebody who sees its run and may decide: others are told that they may not."""
    run = access.get(asker(request), "escalation.decide", Run, escalations__pk=pk)
    case: Escalation = get_object_or_404(run.escalations.select_related("run", "team"), pk=pk)
    return case


def _to_case(case: Escalation | None, team_slug: str) -> HttpResponse:
    return redirect(reverse("inbox", args=[team_slug]) + (f"?case={case.pk}" if case else ""))


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a case."""
    case = _case(request, pk)
    try:
        actions.claim(asker(request), case)
    except Problem as problem:
        messages.warning(request, problem.sentence)
    return _to_case(case, case.team.slug)


@require_POST
def free(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a case back."""
    case = _case(request, pk)
    try:
        actions.free(asker(request), case)
    except Problem as problem:
        messages.warning(request, problem.sentence)
    return _to_case(case, case.team.slug)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide a case and go on to the next one; what does not fit is shown where it was written."""
    case = _case(request, pk)
    if case.trial:
        return redirect("run", pk=case.run_id)
    form = decision_form(opened_case(case), request.POST)
    try:
        verdict = form.verdict()
        actions.decide_escalation(asker(request), case, verdict)
    except Stale as problem:
        messages.warning(request, problem.sentence)
        return _to_case(case, case.team.slug)
    except Problem as problem:
        form.refuse(problem)
        about_team(request, case.team)
        return inbox_page(request, case.team, str(case.pk), form, status=422)
    said = _("You %(did)s: run %(number)s.") % {"did": DECIDED[verdict.decision], "number": case.run_id}
    messages.success(request, said)
    return _to_case(next_case(case.team, case), case.team.slug)
