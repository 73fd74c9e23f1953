"""The table of runs as its reader wants it: which columns, and all of it as a file."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from governance import access, preferences, sheets
from governance.models import Team, User
from orchestrator.actions.exporting import export_runs
from orchestrator.queries.runs import RunFilter
from orchestrator.views.runs_asker import asker

PREFERENCE = "runs-columns"
COLUMNS = {
    "workflow": _("Workflow"),
    "starter": _("Started by"),
    "started": _("Started"),
    "took": _("Took"),
    "tokens": _("Tokens"),
    "cost": _("Cost"),
}
USUAL = ["started", "took", "cost"]


def columns_of(person: User) -> list[str]:
    """The columns a person chose, in the order they stand."""
    chosen = preferences.preference(person, PREFERENCE, USUAL)
    return [name for name in COLUMNS if name in chosen]


@require_POST
def columns(request: HttpRequest, team: str) -> HttpResponse:
    """Remember which columns to show."""
    room = access.get(asker(request), "run.view", Team, slug=team)
    chosen = [name for name in COLUMNS if name in request.POST.getlist("columns")]
    preferences.keep(asker(request), PREFERENCE, chosen)
    return redirect(reverse("runs", args=[room.slug]) + RunFilter.of(request.GET).here)


@require_POST
def export(request: HttpRequest, team: str) -> StreamingHttpResponse:
    """The runs of the list, all pages of it, as CSV; taking them out is recorded."""
    room = access.get(asker(request), "run.view", Team, slug=team)
    lines = export_runs(asker(request), room, wanted=RunFilter.of(request.GET))
    response = StreamingHttpResponse(sheets.bit_by_bit(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"runs-{room.slug}.csv")
    return response
