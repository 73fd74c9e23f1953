"""The builder's page: the draft as an outline."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance import access
from orchestrator.forms.about import AboutForm
from orchestrator.queries.changes import changes
from orchestrator.queries.workflows import differs
from orchestrator.views.workflows.draft import actor_of, open_draft


@require_safe
def edit(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """The draft: what starts it, its steps, how it ends, its limits, and what is wrong with it."""
    draft = open_draft(request, team, key)
    live = draft.workflow.live_version
    context = {
        "held": access.verbs(actor_of(request), draft.workflow.team),
        "differs": differs(draft.workflow),
        "changes": changes(live.definition, draft.definition, currency=draft.currency) if live else [],
    }
    return draft.page(request, "edit.html", **context)


@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """Change what the workflow is called and what it is for."""
    draft = open_draft(request, team, key)
    workflow = draft.workflow
    form = AboutForm(request.POST or None, initial={"name": workflow.name, "purpose": workflow.purpose})
    if request.method == "POST" and form.is_valid() and draft.save(request, workflow.drawing, **form.cleaned_data):
        messages.success(request, _("Saved."))
        return redirect("workflow-edit", team, key)
    return draft.page(request, "about.html", form=form)
