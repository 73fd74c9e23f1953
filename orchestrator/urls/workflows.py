"""Addresses: workflows, their drafts and versions, and trials."""

from django.urls import URLPattern, URLResolver, path

from orchestrator.views.workflows import ends, lists, outline, publishing, reading, steps, trying

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
    path(f"{ONE}edit/about/", outline.about, name="workflow-about"),
    path(f"{ONE}edit/start/", ends.inputs, name="workflow-inputs"),
    path(f"{ONE}edit/end/", ends.end, name="workflow-end"),
    path(f"{ONE}edit/limits/", ends.limits, name="workflow-limits"),
    path(f"{ONE}edit/steps/new/", steps.new, name="workflow-step-new"),
    path(f"{ONE}edit/steps/<slug:step>/", steps.change, name="workflow-step"),
    path(f"{ONE}edit/steps/<slug:step>/move/", steps.move, name="workflow-step-move"),
    path(
        "teams/<slug:team>/workflows/<slug:key>/edit/steps/<slug:step>/remove/",
        steps.remove,
        name="workflow-step-remove",
    ),
    path(f"{ONE}try/", trying.try_workflow, name="workflow-try"),
    path("agents/<int:pk>/try/", trying.try_agent, name="agent-try"),
    path("trials/<int:pk>/", trying.trial, name="trial"),
    path("trials/<int:pk>/decide/", trying.decide, name="trial-decide"),
]
