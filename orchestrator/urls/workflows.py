"""Addresses: workflows, their drafts and versions, and trials."""

from django.urls import URLPattern, URLResolver, path

from orchestrator.views.workflows import (
    canvas,
    ends,
    keeping,
    links,
    lists,
    moves,
    outline,
    publishing,
    reading,
    steps,
    trying,
)

ONE = "teams/<slug:team>/workflows/<slug:key>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("teams/<slug:team>/workflows/", lists.workflows, name="workflows"),
    path("teams/<slug:team>/new-workflow/", lists.new, name="workflow-new"),
    path(ONE, reading.workflow, name="workflow"),
    path(f"{ONE}versions/", reading.versions, name="workflow-versions"),
    path(f"{ONE}versions/<int:number>/", reading.version, name="workflow-version"),
    path(f"{ONE}archive/", reading.archive, name="workflow-archive"),
    path(f"{ONE}publish/", publishing.publish, name="workflow-publish"),
    path(f"{ONE}edit/", outline.edit, name="workflow-edit"),
    path(f"{ONE}edit/canvas/", canvas.canvas, name="workflow-canvas"),
    path(f"{ONE}edit/document/", canvas.document, name="workflow-document"),
    path(f"{ONE}edit/changes/", canvas.changes, name="workflow-changes"),
    path(f"{ONE}edit/presence/", canvas.presence, name="workflow-presence"),
    path(f"{ONE}edit/keep/", keeping.keep, name="workflow-keep"),
    path(f"{ONE}edit/about/", outline.about, name="workflow-about"),
    path(f"{ONE}edit/start/", ends.inputs, name="workflow-inputs"),
    path(f"{ONE}edit/end/", ends.end, name="workflow-end"),
    path(f"{ONE}edit/limits/", ends.limits, name="workflow-limits"),
    path(f"{ONE}edit/notes/", ends.canvas_notes, name="workflow-notes"),
    path(f"{ONE}edit/add/", steps.new, name="workflow-step-new"),
    path(f"{ONE}edit/steps/<slug:step>/", steps.change, name="workflow-step"),
    path(f"{ONE}edit/steps/<slug:step>/move/", moves.move, name="workflow-step-move"),
    path(f"{ONE}edit/steps/<slug:step>/copy/", steps.copy, name="workflow-step-copy"),
    path(f"{ONE}edit/steps/<slug:step>/remove/", steps.remove, name="workflow-step-remove"),
    path(f"{ONE}edit/link/", links.change, name="workflow-link"),
    path(f"{ONE}edit/link/new/", links.new, name="workflow-link-new"),
    path(f"{ONE}edit/link/move/", links.move, name="workflow-link-move"),
    path(f"{ONE}edit/link/remove/", links.remove, name="workflow-link-remove"),
    path(f"{ONE}try/", trying.try_workflow, name="workflow-try"),
    path("agents/<int:pk>/try/", trying.try_agent, name="agent-try"),
    path("trials/<int:pk>/", trying.trial, name="trial"),
    path("trials/<int:pk>/decide/", trying.decide, name="trial-decide"),
]
