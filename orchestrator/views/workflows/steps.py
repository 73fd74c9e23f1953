"""The steps of a draft: add, change, move, remove."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orchestrator.engine.definition import Definition
from orchestrator.forms import edits
from orchestrator.forms.steps import StepForm
from orchestrator.queries.jobs import JOBS
from orchestrator.views.workflows.draft import Draft, open_draft


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Add a step: first its job, then the rest."""
    draft = open_draft(request, team, key)
    job = JOBS.get(request.GET.get("job", ""))
    place = _number(request.GET.get("at"), len(draft.definition.steps))
    if job is None:
        return draft.page(request, "step_new.html", jobs=JOBS.values(), place=place)
    return _write(request, draft, _form(request, draft, job=job, place=place))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, team: str, key: str, step: str) -> HttpResponse:
    """Change a step. What was written for one that a colleague removed meanwhile becomes a new step."""
    draft = open_draft(request, team, key)
    found = _find(draft.definition, step)
    if found is not None:
        return _write(request, draft, _form(request, draft, step=found))
    job = JOBS.get(request.POST.get("_job", ""))
    if job is None:
        raise Http404
    return _write(request, draft, _form(request, draft, job=job, place=len(draft.definition.steps)))


@require_POST
def move(request: HttpRequest, team: str, key: str, step: str) -> HttpResponse:
    """Move a step up or down by one."""
    draft = open_draft(request, team, key)
    by = {"up": -1, "down": 1}.get(request.POST.get("to", ""), 0)
    if not draft.save(request, edits.moved(draft.workflow.drawing, step, by)):
        messages.warning(request, draft.stale)
    return _back(draft, step)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, team: str, key: str, step: str) -> HttpResponse:
    """Ask once, naming what picks from the step; then take it out."""
    draft = open_draft(request, team, key)
    found = _find(draft.definition, step)
    if found is None:
        messages.info(request, _("This step is already gone."))
        return redirect("workflow-edit", team, key)
    if request.method == "POST" and draft.save(request, edits.without(draft.workflow.drawing, step)):
        messages.success(request, _("Removed “%(name)s”.") % {"name": found.name})
        return redirect("workflow-edit", team, key)
    return draft.page(request, "step_remove.html", step=found, users=_users(draft.definition, step))


def _write(request: HttpRequest, draft: Draft, form: StepForm) -> HttpResponse:
    made = form.form.value
    if form.form.is_valid and made and draft.save(request, edits.put(draft.workflow.drawing, made, form.place)):
        messages.success(request, _("Saved “%(name)s”.") % {"name": made.name})
        return _back(draft, made.key)
    troubles = [each for each in draft.outline.troubles if form.step and each.step == form.step.key]
    return draft.page(request, "step.html", form=form.form, writing=form, troubles=troubles)


def _form(request: HttpRequest, draft: Draft, **about: Any) -> StepForm:
    post = request.POST if request.method == "POST" else None
    return StepForm(draft.definition, draft.makings, post=post, currency=draft.currency, **about)


def _find(definition: Definition, key: str) -> edits.AnyStep | None:
    return next((step for step in definition.steps if step.key == key), None)


def _users(definition: Definition, key: str) -> list[str]:
    """The names of the steps that pick from a step or ask about it."""

    def picks(step: edits.AnyStep) -> bool:
        asked = [row.field for row in step.only_when.rows] if step.only_when else []
        return any(path.startswith(f"{key}.") for path in [*asked, *(given.path for given in step.inputs.values())])

    return [step.name for step in definition.steps if picks(step)]


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _back(draft: Draft, key: str) -> HttpResponse:
    return redirect(f"{reverse('workflow-edit', args=draft.address)}#step-{key}")
