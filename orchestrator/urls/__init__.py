"""Addresses of the orchestrator's room: pages of workflows, pages of runs, the API."""

from orchestrator.urls import api, runs, workflows

urlpatterns = [*workflows.urlpatterns, *runs.urlpatterns, *api.urlpatterns]
