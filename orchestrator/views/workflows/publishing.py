"""Publishing a draft."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance import access
from governance.actions.problems import Problem
from orchestrator.actions.problems import Unsound
from orchestrator.actions.workflows import publish_workflow
from orchestrator.queries.changes import changes
from orchestrator.views.workflows.draft import Draft, actor_of, opened


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Read what changes for new runs, then publish with a note."""
    workflow = opened(request, "workflow.publish", team, key)
    draft = Draft(workflow, workflow.revision)
    note = request.POST.get("note", "")
    if request.method == "POST":
        seen = request.POST.get("_revision", "")
        revision = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
        try:
            made = publish_workflow(actor_of(request), workflow, note=note.strip(), revision=revision)
        except Unsound:
            draft.stale = _("This draft cannot be published yet. See below what to mend.")
        except Problem as problem:
            draft.stale = problem.sentence
        else:
            words = _("Version %(number)s of “%(name)s” is live. New runs use it from now on.")
            messages.success(request, words % {"number": made.number, "name": workflow.name})
            return redirect("workflow", team, key)
    live = workflow.live_version
    found = changes(live.definition, draft.definition, currency=draft.currency) if live else []
    context = {
        "changes": found,
        "note": note,
        "live": live,
        "may_edit": access.may(actor_of(request), "workflow.edit", workflow),
        "warnings": [trouble for trouble in draft.outline.troubles if not trouble.serious],
    }
    return draft.page(request, "publish.html", **context)
