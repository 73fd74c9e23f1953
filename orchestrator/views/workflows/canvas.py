"""The draft on the canvas: its page, and the JSON its script reads and writes."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from governance import access
from governance.actions.problems import Problem, Stale
from governance.actors import reference
from governance.models import User
from orchestrator.actions.drafts import PutAway, change_draft
from orchestrator.actions.presence import be_at, leave
from orchestrator.actions.problems import Unfit
from orchestrator.drafting.merging import misfit_words, tree_of
from orchestrator.drafting.reading import MOST_BYTES, Misfit, read_json, read_sent
from orchestrator.models import Workflow
from orchestrator.queries.canvas import answer, news_of
from orchestrator.queries.conflicts import Telling
from orchestrator.queries.presence import people_at
from orchestrator.queries.trials_earlier import pinned_trial
from orchestrator.shapes import resolved
from orchestrator.views.workflows.draft import Draft, actor_of, opened


@require_safe
def canvas(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """The draft drawn."""
    workflow, actor = opened(request, "workflow.edit", team, key), actor_of(request)
    draft = Draft(workflow, workflow.revision)
    context = {
        "draft": draft,
        "addresses": addresses(draft.address),
        "held": access.verbs(actor, workflow.team),
        "answer": partial(_whole, actor, workflow),
        "pinned": pinned_trial(actor, workflow),
    }
    return render(request, "orchestrator/workflows/canvas.html", context)


def addresses(address: list[str]) -> dict[str, str]:
    """Where the canvas asks and sends, and the pages beside it."""
    names = ("document", "changes", "presence", "edit", "publish", "try")
    return {name: reverse(f"workflow-{name}", args=address) for name in names}


def _whole(actor: User, workflow: Workflow) -> dict[str, Any]:
    return answer(actor, workflow, resolved(workflow.drawing, workflow.team))


@require_safe
def document(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """The whole draft; only what is new where it still has the revision one asks with."""
    workflow, actor = opened(request, "workflow.edit", team, key), actor_of(request)
    if request.GET.get("revision") == str(workflow.revision):
        return JsonResponse(news_of(actor, workflow) | {"same": True})
    return JsonResponse(_whole(actor, workflow))


@require_POST
def changes(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Put changes into the draft; what met a colleague's change is given back beside the whole draft."""
    workflow, actor = opened(request, "workflow.edit", team, key), actor_of(request)
    try:
        changed = change_draft(actor, workflow, read_sent(_body(request)).changes)
    except Misfit as misfit:
        return _no(misfit_words(tree_of(workflow), misfit))
    except (PutAway, Stale) as problem:
        return _no(problem.sentence, 409)
    except Problem as problem:
        return _no(problem.sentence)
    telling = Telling(changed.drawing, workflow.team, changed.marks, changed.changed_by, me=reference(actor))
    conflicts = [told.as_json() for told in telling.tell(changed.conflicts)]
    whole = answer(actor, changed.workflow, changed.drawing, changed.tree)
    return JsonResponse(whole | {"conflicts": conflicts, "dropped": changed.dropped})


@require_POST
def presence(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Say where one is, and hear who else is there."""
    workflow, actor = opened(request, "workflow.edit", team, key), actor_of(request)
    try:
        said = read_json(_body(request))
    except Problem as problem:
        return _no(problem.sentence)
    at = said.get("at", "")
    if not isinstance(at, str):
        return _no(_("Say at which step you are, or send an empty text."))
    if said.get("leaving") is True:
        leave(actor, workflow)
    else:
        be_at(actor, workflow, at)
    return JsonResponse({"people": people_at(actor, workflow)})


def _body(request: HttpRequest) -> bytes:
    """What was sent, if it is bearable; it is not read where it is longer."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        return b" " * (MOST_BYTES + 1) if length > MOST_BYTES else request.body
    except (RawPostDataException, ValueError):
        raise Unfit(_("The change could not be read. Reload the page and make it again.")) from None


def _no(sentence: str, status: int = 422) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)
