"""Moving the steps and paths of a draft; where to is said by the step, not by the page, so an old page moves it too."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from orchestrator.engine.definition import Definition
from orchestrator.forms.editing.moving import moved, moved_to, places_for
from orchestrator.forms.editing.places import NoPlace
from orchestrator.queries.places import place_words, places_in_words, steps_words
from orchestrator.views.workflows.draft import open_draft
from orchestrator.views.workflows.parts import back, gone, save_now, shown
from orchestrator.views.workflows.steps import find


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, team: str, key: str, step: str) -> HttpResponse:
    """Move a step up or down on its path, or to any other place."""
    draft = open_draft(request, team, key)
    found = find(draft.definition, step)
    if found is None:
        return gone(request, draft)
    if request.method != "POST":
        places = places_in_words(draft.definition, places_for(draft.definition, step))
        title = _("Move “%(name)s”") % {"name": found.name}
        return shown(request, draft, "move.html", title=title, step=found, places=places)
    drawing = draft.workflow.drawing
    changed = _moved(drawing, step, request.POST.get("to", ""))
    if changed is None:
        messages.warning(request, _("“%(name)s” cannot stand there.") % {"name": found.name})
    elif changed == drawing:
        messages.info(request, _("“%(name)s” stays where it is.") % {"name": found.name})
    elif save_now(request, draft, changed):
        messages.success(request, moved_words(draft.workflow.drawing, step))
    return back(draft, f"step-{step}")


def _moved(drawing: Definition, step: str, to: str) -> Definition | None:
    if to in ("up", "down"):
        return moved(drawing, step, -1 if to == "up" else 1)
    try:
        return moved_to(drawing, step, to)
    except NoPlace:
        return None


def moved_words(drawing: Definition, step: str) -> str:
    """Where a step stands now, for all who cannot see it move: "Moved “Research” after “Triage”. Step 3 of 8."."""
    place = place_words(drawing, step)
    words = {"name": drawing.step(step).name, "other": place.name}
    sentence = {
        "after": _("Moved “%(name)s” after “%(other)s”."),
        "path": _("Moved “%(name)s” to the beginning of “%(other)s”."),
        "start": _("Moved “%(name)s” to the beginning."),
    }[place.kind]
    return f"{sentence % words} {steps_words(drawing, step)}".strip()
