"""One run's part of the trail: its records as sentences, proven."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from governance import access, sheets
from governance.actions.exporting import FORMATS
from governance.trail import verify
from orchestrator.actions.exporting import export_run_trail
from orchestrator.models import Run
from orchestrator.queries.runs_trail import lines_of_run
from orchestrator.views.runs_asker import about_team, asker


@require_safe
def trail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was recorded of a run, with causes, and whether it still is as it was written."""
    run = access.get(asker(request), "trail.view", Run, pk=pk)
    about_team(request, run.team)
    context = {"run": run, "days": lines_of_run(run), "proof": verify([run.stream])}
    context["may_export"] = access.may(asker(request), "trail.export", run)
    return render(request, "orchestrator/runs/trail.html", context)


@require_POST
def export(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The same records as a file; taking them out is recorded."""
    run = access.get(asker(request), "trail.export", Run, pk=pk)
    chosen = request.POST.get("format", "")
    file_format = chosen if chosen in FORMATS else "jsonl"
    lines = export_run_trail(asker(request), run, file_format=file_format)
    response = StreamingHttpResponse(sheets.bit_by_bit(lines), content_type=FORMATS[file_format])
    response["Content-Disposition"] = content_disposition_header(True, f"run-{run.pk}.{file_format}")
    return response
