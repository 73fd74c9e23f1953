"""One run: its sentence, its walk, its chosen step; stopping it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from governance import access
from governance.actions.problems import Problem
from orchestrator.actions.runs import cancel_run
from orchestrator.engine.state import RunState
from orchestrator.models import Run
from orchestrator.queries.run_map import map_of, moves_of
from orchestrator.queries.timeline import Walk, chosen_place, timeline
from orchestrator.queries.timeline_results import results
from orchestrator.queries.timeline_status import situation
from orchestrator.queries.timeline_step import shown
from orchestrator.views.runs_asker import about_team, asker


@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole page."""
    walk = _walk(request, pk)
    context = {"about": walk.about, **_status(request, walk), **_steps(request, walk), **_chosen(request, walk)}
    return render(request, "orchestrator/runs/run.html", context)


@require_safe
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """The sentence on top, and the buttons that fit it."""
    walk = _walk(request, pk)
    return render(request, "orchestrator/runs/_status_news.html", _status(request, walk))


@require_safe
def walk(request: HttpRequest, pk: int) -> HttpResponse:
    """The timeline."""
    read = _walk(request, pk)
    return render(request, "orchestrator/runs/_timeline.html", _steps(request, read))


@require_safe
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """The chosen step."""
    read = _walk(request, pk)
    return render(request, "orchestrator/runs/_step.html", _chosen(request, read))


@require_safe
def map_(request: HttpRequest, pk: int) -> JsonResponse:
    """The run on its drawing, for the canvas; `?moves=1`: without the drawing, which stays as it was."""
    found = _walk(request, pk)
    if found.run.workflow is None:
        raise Http404
    return JsonResponse(moves_of(found) if request.GET.get("moves") == "1" else map_of(found))


def _walk(request: HttpRequest, pk: int) -> Walk:
    found = Walk(access.get(asker(request), "run.view", Run, pk=pk))
    about_team(request, found.run.team)
    return found


def _status(request: HttpRequest, walk: Walk) -> dict[str, Any]:
    run, person = walk.run, asker(request)
    may_stop = not run.over and run.state != RunState.CANCELLING and access.may(person, "run.cancel", run)
    waits = walk.case is not None and not run.over and run.state != RunState.CANCELLING
    decides = waits and not run.trial and access.may(person, "escalation.decide", run)
    context = {"run": run, "walk": walk, "now": situation(walk), "may_stop": may_stop, "decides": decides}
    context |= {"may_read_trail": access.may(person, "trail.view", run), "results": results(walk)}
    answers = waits and run.trial and run.starter_id == person.pk and access.may(person, "run.try", run)
    return {**context, "answers": answers}


def _steps(request: HttpRequest, walk: Walk) -> dict[str, Any]:
    place, picked = chosen_place(walk, request.GET.get("step", ""))
    return {"run": walk.run, "walk": walk, "steps": timeline(walk), "place": place, "picked": picked}


def _chosen(request: HttpRequest, walk: Walk) -> dict[str, Any]:
    place, picked = chosen_place(walk, request.GET.get("step", ""))
    return {"run": walk.run, "walk": walk, "place": place, "picked": picked, "step": shown(walk, place)}


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the run; the page shows until it is true."""
    run = access.get(asker(request), "run.cancel", Run, pk=pk)
    try:
        stopped = cancel_run(asker(request), run, reason=request.POST.get("reason", "").strip())
    except Problem as problem:
        messages.warning(request, problem.sentence)
    else:
        over = stopped.state == RunState.CANCELLED
        messages.success(request, _("The run is stopped.") if over else _("The run is being stopped."))
    return redirect("run", pk=pk)
