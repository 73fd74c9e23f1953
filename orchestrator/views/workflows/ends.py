"""The two ends of a draft and its limits."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orchestrator.engine.definition import Definition
from orchestrator.forms import ends
from orchestrator.views.workflows.draft import Draft, open_draft

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def inputs(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """What the request asks for."""
    draft = open_draft(request, team, key)
    form = ends.inputs_form(draft.definition, _post(request), draft.currency)
    if done := _saved(request, draft, form, "start", lambda drawn, made: drawn.model_copy(update={"inputs": made})):
        return done
    return draft.page(request, "inputs.html", form=form)


@FORM
def end(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """The word a run ends with, and what it gives back."""
    draft = open_draft(request, team, key)
    form = ends.end_form(draft.definition, _post(request))
    if done := _saved(request, draft, form, "end", lambda drawn, made: drawn.model_copy(update={"end": made})):
        return done
    context = {
        "outcomes": ends.outcome_options(draft.definition),
        "results": ends.result_options(draft.definition, form),
    }
    return draft.page(request, "end.html", form=form, **context)


@FORM
def limits(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """The most a run may use."""
    draft = open_draft(request, team, key)
    form = ends.limits_form(draft.definition, _post(request), draft.currency)
    if done := _saved(request, draft, form, "limits", lambda drawn, made: drawn.model_copy(update={"limits": made})):
        return done
    asked = [(field, form.at(field.key)) for field in ends.limit_fields(draft.currency)]
    return draft.page(request, "limits.html", form=form, asked=asked)


def _post(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _saved(
    request: HttpRequest, draft: Draft, form: Any, part: str, change: Callable[[Definition, Any], Definition]
) -> HttpResponse | None:
    if not form.is_valid or not draft.save(request, change(draft.workflow.drawing, form.value)):
        return None
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('workflow-edit', args=draft.address)}#{part}")
