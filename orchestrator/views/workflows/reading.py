"""Reading a workflow: what is published and how it went; and putting it away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from governance import access
from governance.actors import name_of
from orchestrator.actions.workflows import archive_workflow
from orchestrator.queries import workflows as queries
from orchestrator.queries.outline import outline
from orchestrator.queries.runs import lines_of
from orchestrator.views.workflows.draft import actor_of, opened


@require_safe
def workflow(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """What is published, who may do what with it, and how it went lately."""
    found = opened(request, "workflow.view", team, key)
    actor, live = actor_of(request), found.live_version
    context = {
        "workflow": found,
        "held": access.verbs(actor, found.team),
        "differs": queries.differs(found),
        "changed_by": name_of(found.changed_by) if found.changed_by else "",
        "outline": outline(live.definition, currency=found.team.currency) if live else None,
        "lines": lines_of(queries.recent_runs(actor, found)),
        "may_start": live is not None and not found.archived and access.may(actor, "run.start", found),
    }
    return render(request, "orchestrator/workflows/workflow.html", context)


@require_POST
def archive(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Put a workflow away, or take it out again."""
    found = opened(request, "workflow.edit", team, key)
    away = "no" not in (request.POST.get("archived"), request.GET.get("archived"))
    archive_workflow(actor_of(request), found, archived=away)
    words = _("“%(name)s” is put away. Its runs and versions stay.") if away else _("“%(name)s” is in use again.")
    undo = f"{request.path}?archived=no" if away else ""
    messages.success(request, words % {"name": found.name}, extra_tags=undo)
    return redirect("workflow", team, key)
