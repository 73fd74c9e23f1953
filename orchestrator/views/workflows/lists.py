"""A team's workflows, and beginning a new one."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from governance import access
from governance.actions.problems import Problem
from governance.models import Team
from orchestrator.actions.workflows import create_workflow
from orchestrator.files.examples import examples
from orchestrator.forms.about import AboutForm
from orchestrator.queries import workflows as queries
from orchestrator.views.workflows.draft import actor_of


@require_safe
def workflows(request: HttpRequest, team: str) -> HttpResponse:
    """The workflows of a team."""
    actor = actor_of(request)
    owner = access.get(actor, "workflow.view", Team, slug=team)
    archived = request.GET.get("show") == "archived"
    context = {
        "team": owner,
        "archived": archived,
        "lines": queries.workflows_of(actor, owner, archived=archived),
        "archived_count": queries.archived_count(actor, owner),
        "may_edit": access.may(actor, "workflow.edit", owner),
        "examples": examples(),
    }
    return render(request, "orchestrator/workflows/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, team: str) -> HttpResponse:
    """Begin a workflow: its name and what it is for."""
    actor = actor_of(request)
    owner = access.get(actor, "workflow.edit", Team, slug=team)
    form: forms.Form = AboutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_workflow(actor, owner, form.cleaned_data["name"], purpose=form.cleaned_data["purpose"])
        except Problem as unfit:
            form.add_error("name", unfit.sentence)
        else:
            return redirect("workflow-edit", owner.slug, made.key)
    context = {"team": owner, "form": form, "title": _("New workflow")}
    return render(request, "orchestrator/workflows/new.html", context, status=422 if form.errors else 200)
