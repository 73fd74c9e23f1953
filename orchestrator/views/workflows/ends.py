"""The two ends of a draft, its limits, and what stands on its canvas beside the steps."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orchestrator.engine.definition import Definition, known_fields
from orchestrator.forms import ends, notes
from orchestrator.views.workflows.draft import Draft, open_draft
from orchestrator.views.workflows.parts import (
    back,
    beside_canvas,
    posted,
    saved_by_itself,
    shown,
    told,
)

FORM = require_http_methods(["GET", "HEAD", "POST"])
Change = Callable[[Definition, Any], Definition]


@FORM
def inputs(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """What the request asks for."""
    draft = open_draft(request, team, key)
    form = ends.inputs_form(draft.definition, posted(request), draft.currency)
    saved = _saved(request, draft, form, lambda drawn, made: drawn.model_copy(update={"inputs": made}))
    context = {
        "title": _("What starts it"),
        "about": _("These fields make the form that starts a run, and what another system has to send."),
        "base": draft.base("inputs"),
    }
    return _answer(request, draft, saved, "inputs.html", form=form, **context)


@FORM
def end(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """The word a run ends with, and what it gives back."""
    draft = open_draft(request, team, key)
    form = ends.end_form(draft.definition, posted(request))
    saved = _saved(request, draft, form, lambda drawn, made: drawn.model_copy(update={"end": made}))
    known = known_fields(draft.definition)
    context = {
        "title": _("How it ends"),
        "about": _("The outcome is the word your team uses for how a request ended."),
        "outcomes": ends.outcome_options(draft.definition, known, draft.definition.end),
        "results": ends.result_options(draft.definition, form),
        "base": draft.base("end"),
    }
    return _answer(request, draft, saved, "end.html", form=form, **context)


@FORM
def limits(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """The most a run may use."""
    draft = open_draft(request, team, key)
    form = ends.limits_form(draft.definition, posted(request), draft.currency)
    saved = _saved(request, draft, form, lambda drawn, made: drawn.model_copy(update={"limits": made}))
    context = {
        "title": _("The most a run may use"),
        "about": _("A run that reaches a limit stops there and asks a person, with what is known so far."),
        "asked": [(field, form.at(field.key)) for field in ends.limit_fields(draft.currency)],
        "base": draft.base("limits"),
    }
    return _answer(request, draft, saved, "limits.html", form=form, **context)


@FORM
def canvas_notes(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """The notes on the canvas, and the names steps are grouped under."""
    draft = open_draft(request, team, key)
    form = notes.notes_form(draft.definition, posted(request))
    saved = _saved(request, draft, form, notes.noted)
    context = {
        "title": _("Notes and groups"),
        "steps": [(step.key, step.name) for step in draft.definition.steps],
        "colours": notes.colours(),
        "base": draft.base(("notes",), ("groups",)),
    }
    return _answer(request, draft, saved, "notes.html", form=form, **context)


def _answer(request: HttpRequest, draft: Draft, saved: bool, part: str, **context: Any) -> HttpResponse:
    """Back to the outline where it is saved; beside the canvas the form stays."""
    if saved and saved_by_itself(request):
        return HttpResponse(status=204)
    if saved and not beside_canvas(request):
        return back(draft, {"inputs.html": "start", "notes.html": ""}.get(part, part.removesuffix(".html")))
    response = shown(request, draft, part, **context)
    return told(response, draft) if saved else response


def _saved(request: HttpRequest, draft: Draft, form: Any, change: Change) -> bool:
    if not form.is_valid or not draft.save(request, change(draft.workflow.drawing, form.value)):
        return False
    if "_autosave" not in request.POST:
        messages.success(request, _("Saved."))
    return True
