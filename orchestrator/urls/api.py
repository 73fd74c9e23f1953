"""Addresses of the API."""

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularJSONAPIView

from orchestrator.api.about import AboutViewSet
from orchestrator.api.escalations import EscalationViewSet
from orchestrator.api.files import FileViewSet
from orchestrator.api.runs import RunViewSet, WorkflowRunViewSet

WORKFLOW = "teams/<slug:team>/workflows/<slug:key>"

version_1: list[URLPattern | URLResolver] = [
    path("me", AboutViewSet.as_view({"get": "me"}), name="api-me"),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="api-openapi"),
    path("schema/workflow", AboutViewSet.as_view({"get": "workflow_schema"}), name="api-workflow-schema"),
    path(WORKFLOW, AboutViewSet.as_view({"get": "workflow"}), name="api-workflow"),
    path(f"{WORKFLOW}/export", FileViewSet.as_view({"post": "take_out"}), name="api-workflow-export"),
    path("teams/<slug:team>/import", FileViewSet.as_view({"post": "put_in"}), name="api-workflow-import"),
    path(f"{WORKFLOW}/runs", WorkflowRunViewSet.as_view({"post": "start"}), name="api-run-start"),
    path("runs", RunViewSet.as_view({"get": "index"}), name="api-runs"),
    path("runs/<int:pk>", RunViewSet.as_view({"get": "read"}), name="api-run"),
    path("runs/<int:pk>/cancel", RunViewSet.as_view({"post": "cancel"}), name="api-run-cancel"),
    path("escalations", EscalationViewSet.as_view({"get": "index"}), name="api-escalations"),
    path("escalations/<int:pk>", EscalationViewSet.as_view({"get": "read"}), name="api-escalation"),
    path("escalations/<int:pk>/claim", EscalationViewSet.as_view({"post": "claim"}), name="api-escalation-claim"),
    path("escalations/<int:pk>/free", EscalationViewSet.as_view({"post": "free"}), name="api-escalation-free"),
    path("escalations/<int:pk>/decide", EscalationViewSet.as_view({"post": "decide"}), name="api-escalation-decide"),
]
urlpatterns: list[URLPattern | URLResolver] = [path("api/v1/", include(version_1))]
