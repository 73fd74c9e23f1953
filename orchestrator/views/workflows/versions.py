"""The versions of a workflow: read one, compare two, bring one back; each in words and as the canvas draws it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance import access
from governance.actions.problems import Problem, Stale
from orchestrator.actions.versions import bring_back
from orchestrator.engine.definition import Definition
from orchestrator.models import Workflow
from orchestrator.queries import versions as queries
from orchestrator.queries import workflows as of_workflows
from orchestrator.queries.changes import changes
from orchestrator.queries.changes_map import compare_map, map_of
from orchestrator.queries.outline import outline
from orchestrator.queries.versions import State
from orchestrator.views.workflows.draft import actor_of, opened


@require_safe
def versions(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Who published what, when and why; and drafts that were put aside."""
    found, actor = opened(request, "workflow.view", team, key), actor_of(request)
    offered = [which for which, _words in queries.choices_of(actor, found)]
    sees = queries.may_see_draft(actor, found)
    kept = queries.kept_drafts(found).defer("document")[: queries.MOST_KEPT] if sees else []
    context = _context(request, found) | {
        "versions": queries.versions_with_runs(actor, found),
        "wanted": [*offered[1:2], *offered[:1]],
        "kept": [(f"{queries.KEPT}{each.pk}", queries.kept_words(each), each) for each in kept],
    }
    return render(request, "orchestrator/workflows/versions.html", context)


@require_safe
def version(request: HttpRequest, team: str, key: str, which: str) -> HttpResponse:
    """One version as it was published and how it differed from the one before; or a draft that was put aside."""
    found = opened(request, "workflow.view", team, key)
    state = _state(request, found, which)
    if state.version is None:
        return redirect("workflow-edit", team, key)
    before = of_workflows.version_before(state.version) if state.version.number else None
    context = _context(request, found) | {
        "state": state,
        "version": state.version,
        "before": before,
        "outline": outline(state.definition, currency=found.team.currency),
        "changes": _changes(found, before.definition, state.definition) if before else [],
    }
    return render(request, "orchestrator/workflows/version.html", context)


@require_safe
def version_map(request: HttpRequest, team: str, key: str, which: str) -> HttpResponse:
    """One state of a workflow for a canvas that only shows it."""
    found = opened(request, "workflow.view", team, key)
    return JsonResponse(map_of(found, _state(request, found, which).definition))


@require_safe
def compare(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Two states of a workflow and how they differ, in plain words: `?old=2&new=draft`."""
    found = opened(request, "workflow.view", team, key)
    sides = _sides(request, found)
    context = _context(request, found)
    if sides is None:
        context |= {"old": None, "new": None, "wanted": [request.GET.get("old"), request.GET.get("new")]}
        return render(request, "orchestrator/workflows/compare.html", context, status=200)
    old, new = sides
    context |= {
        "old": old,
        "new": new,
        "wanted": [old.which, new.which],
        "changes": _changes(found, old.definition, new.definition),
    }
    return render(request, "orchestrator/workflows/compare.html", context)


@require_safe
def compared_map(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Two states of a workflow in one drawing, every step and link with what became of it."""
    found = opened(request, "workflow.view", team, key)
    sides = _sides(request, found)
    if sides is None:
        raise Http404
    return JsonResponse(compare_map(found, sides[0].definition, sides[1].definition))


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, team: str, key: str, which: str) -> HttpResponse:
    """Ask once what bringing this back replaces, then make it the draft."""
    found = opened(request, "workflow.edit", team, key)
    state = _state(request, found, which)
    if state.version is None:
        raise Http404
    said, status = "", 200
    if request.method == "POST":
        sent = request.POST.get("_revision", "")
        revision = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
        try:
            bring_back(actor_of(request), found, state.version, revision=revision)
        except Problem as problem:
            said, status = problem.sentence, 409 if isinstance(problem, Stale) else 422
            found.refresh_from_db()
        else:
            words = _("%(what)s is the draft again. Publish it to use it.")
            messages.success(request, words % {"what": state.name})
            return redirect("workflow-edit", team, key)
    draft = queries.state_of(actor_of(request), found, queries.DRAFT)
    context = _context(request, found) | {
        "state": state,
        "said": said,
        "changes": _changes(found, draft.definition, state.definition) if draft else [],
    }
    return render(request, "orchestrator/workflows/bring_back.html", context, status=status)


def _context(request: HttpRequest, workflow: Workflow) -> dict[str, object]:
    actor = actor_of(request)
    return {
        "workflow": workflow,
        "held": access.verbs(actor, workflow.team),
        "choices": queries.choices_of(actor, workflow),
        "sees_draft": queries.may_see_draft(actor, workflow),
    }


def _state(request: HttpRequest, workflow: Workflow, which: str) -> State:
    state = queries.state_of(actor_of(request), workflow, which)
    if state is None:
        raise Http404
    return state


def _sides(request: HttpRequest, workflow: Workflow) -> tuple[State, State] | None:
    """The two states an address names, else what is live and the draft; None where one of them is not there."""
    actor = actor_of(request)
    newest = queries.DRAFT if queries.may_see_draft(actor, workflow) else queries.LIVE
    old = queries.state_of(actor, workflow, request.GET.get("old", queries.LIVE))
    new = queries.state_of(actor, workflow, request.GET.get("new", newest))
    return (old, new) if old and new else None


def _changes(workflow: Workflow, old: Definition, new: Definition) -> list[object]:
    return list(changes(old, new, currency=workflow.team.currency))
