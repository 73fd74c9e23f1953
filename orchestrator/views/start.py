"""Starting a run from its workflow's form."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from governance import access
from governance.actions.problems import Problem
from governance.documents import DocumentForm, values_parser
from orchestrator.actions.runs import start_run
from orchestrator.models import Workflow
from orchestrator.views.runs_asker import asker

KEY = "_once"


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Ask for what the workflow needs, then start it; the same form sent twice starts one run."""
    workflow = access.get(asker(request), "run.start", Workflow, team__slug=team, key=key)
    version = workflow.live_version
    if version is None or workflow.archived:
        return render(request, "orchestrator/runs/start.html", {"workflow": workflow, "team": workflow.team})
    fields = version.definition.inputs
    post = request.POST if request.method == "POST" else None
    form: DocumentForm[dict[str, Any]] = DocumentForm(
        parse=values_parser(fields),
        post=post,
        labels={field.key: field.name for field in fields},
        currency=workflow.team.currency,
        id="start",
    )
    once = request.POST.get(KEY, "") or secrets.token_urlsafe(18)
    problem = ""
    if form.is_valid:
        try:
            run = start_run(asker(request), workflow, form.value or {}, idempotency_key=once[:200])
            return redirect("run", pk=run.pk)
        except Problem as unfit:
            form.add_errors(unfit.errors)
            problem = "" if unfit.errors else unfit.sentence
            once = secrets.token_urlsafe(18)
    context = {"workflow": workflow, "team": workflow.team, "version": version, "fields": fields, "form": form}
    context |= {"once": once, "once_name": KEY, "problem": problem}
    return render(request, "orchestrator/runs/start.html", context, status=422 if post else 200)
