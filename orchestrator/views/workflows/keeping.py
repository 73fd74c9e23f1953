"""Keep yours or theirs: the answer to a conflict."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from orchestrator.actions.problems import Unfit
from orchestrator.drafting.merging import misfit_words, tree_of
from orchestrator.drafting.reading import Misfit, read_json
from orchestrator.queries.conflicts import Told, told_of
from orchestrator.views.workflows.conflicts import ask, back_of, in_inspector
from orchestrator.views.workflows.draft import Draft, open_draft


@require_POST
def keep(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Put one's own change in the place of a colleague's, or leave theirs; then the next one is asked."""
    draft = open_draft(request, team, key)
    try:
        told = [_read(draft, text) for text in request.POST.getlist("change")]
    except Unfit as unfit:
        messages.error(request, unfit.sentence)
        return redirect("workflow-edit", team, key)
    mine, theirs = _number(request, "mine", told), _number(request, "theirs", told)
    rest = [each for number, each in enumerate(told) if number not in (mine, theirs)]
    if mine is not None and not draft.put(request, told[mine].keep) and not draft.conflicts:
        messages.error(request, draft.stale or draft.refused)
    if draft.conflicts or rest:
        return ask(request, draft, rest=rest)
    return _done(request, draft)


def _done(request: HttpRequest, draft: Draft) -> HttpResponse:
    back = back_of(request, draft)
    if not in_inspector(request):
        messages.success(request, _("Saved."))
        return redirect(back)
    response = render(request, "orchestrator/workflows/_kept.html", {"back": back})
    response["HX-Trigger"] = json.dumps({"draft-changed": {"revision": draft.revision}})
    return response


def _read(draft: Draft, text: str) -> Told:
    try:
        return told_of(read_json(text.encode(errors="replace")))
    except Misfit as misfit:
        raise Unfit(misfit_words(tree_of(draft.workflow), misfit)) from None


def _number(request: HttpRequest, name: str, told: list[Any]) -> int | None:
    given = request.POST.get(name, "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 5 else -1
    return number if 0 <= number < len(told) else None
