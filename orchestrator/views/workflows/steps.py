"""The steps of a draft: add, change, copy, remove."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from orchestrator.engine.definition import AnyStep, Definition
from orchestrator.forms.editing.moving import Removal, copied, without
from orchestrator.forms.editing.names import picked_paths
from orchestrator.forms.editing.places import NoPlace, is_place
from orchestrator.forms.onward import gone_on, only_way, then_options
from orchestrator.forms.opening import AnyForm, form_of, new_form
from orchestrator.queries.jobs import JOBS, suggested
from orchestrator.queries.places import place_words, steps_words, where_words
from orchestrator.views.workflows.draft import Draft, open_draft
from orchestrator.views.workflows.parts import (
    about,
    back,
    beside_canvas,
    gone,
    posted,
    save_now,
    saved_by_itself,
    shown,
    sure,
    told,
)

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def new(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Add a step: first its job, then the rest."""
    draft = open_draft(request, team, key)
    job, place = JOBS.get(request.GET.get("job", "")), request.GET.get("at", "")
    where = where_words(draft.definition, place)
    if not is_place(draft.definition, place):
        messages.warning(request, _("That place is gone: the draft has changed. Choose another."))
        return back(draft)
    if job is None:
        jobs = suggested(draft.definition, place)
        return shown(request, draft, "add.html", title=_("What should happen?"), about=where, jobs=jobs, place=place)
    return _write(request, draft, new_form(about(request, draft), job, place, posted(request)), where)


@FORM
def change(request: HttpRequest, team: str, key: str, step: str) -> HttpResponse:
    """Change a step. What was written for one that a colleague removed meanwhile becomes a new step."""
    draft = open_draft(request, team, key)
    found = find(draft.definition, step)
    if found is not None:
        return _write(request, draft, form_of(about(request, draft), found, posted(request)))
    job = JOBS.get(request.POST.get("_job", ""))
    if job is None:
        raise Http404
    draft.sent = ""  # what the form was made from is gone: only who has read that makes a new step of it
    return _write(request, draft, new_form(about(request, draft), job, "", posted(request)), anew=False)


@require_POST
def copy(request: HttpRequest, team: str, key: str, step: str) -> HttpResponse:
    """Put a copy of a step, with all that belongs to it, after it."""
    draft = open_draft(request, team, key)
    try:
        changed, made = copied(draft.workflow.drawing, step)
    except (NoPlace, KeyError):
        messages.warning(request, _("This step cannot be copied here."))
        return back(draft)
    if save_now(request, draft, changed):
        words = {"name": changed.step(made).name, "where": steps_words(changed, made)}
        messages.success(request, _("Duplicated as “%(name)s”. %(where)s") % words)
    return back(draft, f"step-{made}")


@FORM
def remove(request: HttpRequest, team: str, key: str, step: str) -> HttpResponse:
    """Ask once, naming what goes with the step and what picks from it; then take it out."""
    draft = open_draft(request, team, key)
    found = find(draft.definition, step)
    if found is None:
        return gone(request, draft)
    removal = without(draft.workflow.drawing, step)
    if request.method == "POST" and draft.save(request, removal.definition):
        messages.success(request, _("Removed “%(name)s”.") % {"name": found.name})
        if beside_canvas(request):
            return told(HttpResponse(), draft)
        return back(draft, place_words(draft.definition, step).before)
    users = _users(draft.definition, {step, *(each.key for each in removal.lost)})
    title = _("Remove “%(name)s”?") % {"name": found.name}
    return shown(request, draft, "remove.html", title=title, step=found, lost=removal.lost, users=users)


def _write(request: HttpRequest, draft: Draft, form: AnyForm, where: str = "", *, anew: bool = True) -> HttpResponse:
    """Save what the form says; a step that is only being put in (`anew`) meets nothing of what others did."""
    base = draft.workflow.drawing if anew and not form.step else None
    removal = _changed(request, draft, form) if form.form.is_valid else None
    lost = removal.lost if removal and not sure(request, removal.lost) else []
    if removal and not lost and draft.save(request, removal.definition, base=base):
        if beside_canvas(request) and form.step:
            form.settle(draft.workflow.drawing)
            return told(_form(request, draft, form), draft)
        if saved_by_itself(request):
            return HttpResponse(status=204)
        messages.success(request, _("Saved “%(name)s”.") % {"name": form.name})
        return told(HttpResponse(), draft) if beside_canvas(request) else back(draft, f"step-{form.key}")
    return _form(request, draft, form, where=where, losing=lost)


def _changed(request: HttpRequest, draft: Draft, form: AnyForm) -> Removal:
    removal = form.apply(draft.workflow.drawing)
    then = request.POST.get("_then", "")
    if then == request.POST.get("_then_was"):
        return removal  # only who says so leads it elsewhere: it may go on at another step by now
    try:
        return Removal(gone_on(removal.definition, form.key, then), removal.lost)
    except NoPlace:
        return removal


def _form(
    request: HttpRequest, draft: Draft, form: AnyForm, where: str = "", losing: list[AnyStep] | None = None
) -> HttpResponse:
    way = only_way(draft.definition, form.key) if form.step else None
    links = [("links", link.id) for link in draft.definition.graph.out(form.key)] if form.step else []
    context = {
        "title": form.step.name if form.step else form.job.label,
        "about": form.job.label if form.step else f"{form.job.help} {where}." if where else form.job.help,
        "form": form.form,
        "writing": form,
        "losing": losing,
        "then": way.target if way else "",
        "thens": then_options(draft.definition, form.key) if way else [],
        "base": draft.base(("steps", form.key), *links) if form.step else "",
        "troubles": [each for each in draft.outline.troubles if form.step and each.step == form.key],
    }
    return shown(request, draft, "step.html", **context)


def find(definition: Definition, key: str) -> AnyStep | None:
    return next((step for step in definition.steps if step.key == key), None)


def _users(definition: Definition, keys: set[str]) -> list[str]:
    """The names of the steps that stay and pick from some that go, or ask about them."""

    def picks(step: AnyStep) -> bool:
        asked = [path for link in definition.graph.out(step.key) for path in picked_paths(link.when)]
        return any(path.partition(".")[0] in keys for path in [*asked, *picked_paths(step)])

    return [step.name for step in definition.steps if step.key not in keys and picks(step)]
