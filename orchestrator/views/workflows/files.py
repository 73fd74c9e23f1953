"""Workflows as files: download one, upload one after reading what it brings, copy one or an example."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from governance import access
from governance.actions.problems import Problem
from governance.models import Team
from orchestrator.actions.files import copy_workflow, export_workflow, import_workflow
from orchestrator.files.examples import example as example_called
from orchestrator.files.plan import Choices, Plan
from orchestrator.files.reading import MOST_BYTES, read, too_large
from orchestrator.files.report import report_of
from orchestrator.files.writing import text_of
from orchestrator.queries.versions import state_of
from orchestrator.views.workflows.draft import actor_of, opened

BEFORE = "agent-"  # in the names of a form's answers, before the key of an agent


@require_POST
def export(request: HttpRequest, team: str, key: str, which: str) -> HttpResponse:
    """One state of a workflow as a file to keep or to take elsewhere."""
    workflow, actor = opened(request, "workflow.view", team, key), actor_of(request)
    state = state_of(actor, workflow, which)
    if state is None:
        raise Http404
    text = text_of(export_workflow(actor, workflow, state))
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    name = f"{workflow.key}.json" if state.version is None else f"{workflow.key}-{state.which}.json"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_POST
def duplicate(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Begin another workflow with what this one's draft holds."""
    workflow = opened(request, "workflow.edit", team, key)
    try:
        made = copy_workflow(actor_of(request), workflow.team, workflow)
    except Problem as problem:
        messages.error(request, problem.sentence)
        return redirect("workflow", team, key)
    messages.success(request, _("This is a copy of “%(name)s”. Change what you like.") % {"name": workflow.name})
    return redirect("workflow-edit", team, made.key)


@require_POST
def copy_example(request: HttpRequest, team: str, example: str) -> HttpResponse:
    """Make the team's own draft of an example."""
    actor = actor_of(request)
    owner = access.get(actor, "workflow.edit", Team, slug=team)
    chosen = example_called(example)
    if chosen is None:
        raise Http404
    made = import_workflow(actor, owner, chosen.file(owner.currency), Choices())
    messages.success(request, _("This is your team’s own copy. Change what you like, try it, then publish it."))
    return redirect("workflow-edit", owner.slug, made.key)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest, team: str) -> HttpResponse:
    """Choose a file, read what it brings and lacks, then import it."""
    owner = access.get(actor_of(request), "workflow.edit", Team, slug=team)
    if request.method != "POST":
        return _choose(request, owner)
    actor = actor_of(request)
    try:
        plan = Plan(actor, owner, read(_sent(request)), _choices(request))
    except Problem as problem:
        return _choose(request, owner, problem.sentence)
    if request.POST.get("_make") != "yes":
        return _report(request, plan)
    try:
        made = import_workflow(actor, owner, plan.file, plan.choices)
    except Problem as problem:
        return _report(request, plan, problem.sentence)
    messages.success(request, _("“%(name)s” was imported as a draft.") % {"name": made.name})
    return redirect("workflow-edit", owner.slug, made.key)


def _choose(request: HttpRequest, team: Team, said: str = "") -> HttpResponse:
    context = {"team": team, "said": said, "most": MOST_BYTES >> 20}
    return render(request, "orchestrator/workflows/import.html", context, status=422 if said else 200)


def _report(request: HttpRequest, plan: Plan, said: str = "") -> HttpResponse:
    context = {
        "team": plan.team,
        "plan": plan,
        "report": report_of(plan),
        "asked": [each for each in plan.agents if each.is_asked],
        "may_publish": access.may(plan.actor, "agent.publish", plan.team) and any(each.is_made for each in plan.agents),
        "text": plan.file.model_dump_json(by_alias=True),
        "said": said,
    }
    return render(request, "orchestrator/workflows/import_report.html", context, status=422 if said else 200)


def _sent(request: HttpRequest) -> bytes:
    """The file that was chosen, else the text that was pasted."""
    chosen = request.FILES.get("file")
    if chosen is None:
        return request.POST.get("text", "").encode(errors="replace")
    if (chosen.size or 0) > MOST_BYTES:
        raise too_large()
    return bytes(chosen.read())


def _choices(request: HttpRequest) -> Choices:
    given = {name: str(value) for name, value in request.POST.items()}
    return Choices(
        name=given.get("name", ""),
        into=given.get("into", ""),
        agents={name.removeprefix(BEFORE): word for name, word in given.items() if name.startswith(BEFORE)},
        publish="name" not in given or given.get("publish") == "yes",
    )
