"""A part of the draft being written: saved by a post, or by itself beside the canvas."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from orchestrator.engine.definition import AnyStep, Definition
from orchestrator.forms.steps import About
from orchestrator.queries.examples import examples
from orchestrator.queries.outline_parts import is_long
from orchestrator.views.workflows.draft import Draft, actor_of


def about(request: HttpRequest, draft: Draft) -> About:
    """What the forms of this draft are about, with the examples of this person's last trial."""
    found = examples(draft.workflow, actor_of(request))
    return About(draft.definition, draft.makings, found, draft.currency)


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def beside_canvas(request: HttpRequest) -> bool:
    """Whether only the form is asked for, to stand beside the canvas."""
    return bool(getattr(request, "htmx", False)) and request.GET.get("inspector") == "1"


def shown(
    request: HttpRequest, draft: Draft, part: str, *, title: Any, about: Any = "", **context: Any
) -> HttpResponse:
    """The page of a form, or the form alone, which saves itself there."""
    context |= {"part": f"orchestrator/workflows/parts/{part}", "title": title, "about": about}
    if not beside_canvas(request):
        return draft.page(request, "part.html", **context)
    return draft.page(request, "inspector.html", action=request.get_full_path(), beside=True, **context)


def told(response: HttpResponse, draft: Draft) -> HttpResponse:
    """The answer to a form beside the canvas, which then asks for the document."""
    response["HX-Trigger"] = f'{{"draft-changed": {{"revision": {draft.workflow.revision}}}}}'
    return response


def saved_by_itself(request: HttpRequest) -> bool:
    """Whether a form saved itself while it was being left: nobody reads the answer."""
    return "_autosave" in request.POST and not beside_canvas(request)


def back(draft: Draft, anchor: str = "") -> HttpResponse:
    """The outline, at one of its lines."""
    near = f"?near={quote(anchor)}" if anchor and is_long(len(draft.definition.steps)) else ""
    return redirect(f"{reverse('workflow-edit', args=draft.address)}{near}#{anchor}".removesuffix("#"))


def gone(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What the address is about is no longer in the draft: said, and back to what there is."""
    words = _("This is no longer in the draft: it was removed or leads elsewhere.")
    if beside_canvas(request):
        return shown(request, draft, "gone.html", title=_("No longer there"), about=words)
    messages.info(request, words)
    return back(draft)


def sure(request: HttpRequest, lost: Sequence[AnyStep]) -> bool:
    """Whether nothing is lost, or who asked has agreed to it."""
    return not lost or "_sure" in request.POST


def save_now(request: HttpRequest, draft: Draft, changed: Definition) -> bool:
    """Save what was done to the draft as it is now; there is nothing it could meet."""
    if draft.save(request, changed, base=draft.workflow.drawing):
        return True
    messages.warning(request, draft.stale or getattr(draft, "refused", "") or _("This could not be saved. Try again."))
    return False
