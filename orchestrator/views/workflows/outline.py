"""The builder's page: the draft as an outline."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from governance import access
from governance.actors import name_of
from orchestrator.forms.about import AboutForm
from orchestrator.queries.canvas import touched_words
from orchestrator.queries.changes import changes
from orchestrator.queries.presence import people_at
from orchestrator.queries.workflows import differs
from orchestrator.views.workflows.draft import actor_of, open_draft


@require_safe
def edit(request: HttpRequest, team: str, key: str) -> HttpResponse:
    """The draft: what starts it, its steps, how it ends, its limits, and what is wrong with it."""
    draft, actor = open_draft(request, team, key), actor_of(request)
    workflow, live = draft.workflow, draft.workflow.live_version
    names = {step.key: step.name for step in draft.definition.steps}
    people = people_at(actor, workflow)
    context = {
        "held": access.verbs(actor, workflow.team),
        "differs": differs(workflow),
        "changes": changes(live.definition, draft.definition, currency=draft.currency) if live else [],
        "touched": touched_words(workflow),
        "people": [person | {"step": names.get(person["at"], "")} for person in people],
        "changed_by": name_of(workflow.changed_by) if workflow.changed_by else "",
        "notes": len(draft.definition.notes) + len(draft.definition.groups),
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
