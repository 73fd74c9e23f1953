"""Addresses: home, runs, starting one, the inbox."""

from django.urls import URLPattern, URLResolver, path

from orchestrator.views import find, home, inbox, inbox_decide, runs, runs_page, runs_table, runs_trail, start

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("first-steps/", home.first_steps, name="first-steps"),
    path("find/", find.find, name="find"),
    path("teams/<slug:team>/runs/", runs.runs, name="runs"),
    path("teams/<slug:team>/runs/columns/", runs_table.columns, name="runs-columns"),
    path("teams/<slug:team>/runs/export/", runs_table.export, name="runs-export"),
    path("teams/<slug:team>/workflows/<slug:key>/start/", start.start, name="run-start"),
    path("runs/<int:pk>/", runs_page.run, name="run"),
    path("runs/<int:pk>/status/", runs_page.status, name="run-status"),
    path("runs/<int:pk>/timeline/", runs_page.walk, name="run-timeline"),
    path("runs/<int:pk>/step/", runs_page.step, name="run-step"),
    path("runs/<int:pk>/map/", runs_page.map_, name="run-map"),
    path("runs/<int:pk>/cancel/", runs_page.cancel, name="run-cancel"),
    path("runs/<int:pk>/trail/", runs_trail.trail, name="run-trail"),
    path("runs/<int:pk>/trail/export/", runs_trail.export, name="run-trail-export"),
    path("teams/<slug:team>/inbox/", inbox.inbox, name="inbox"),
    path("teams/<slug:team>/inbox/count/", inbox.count, name="inbox-count"),
    path("escalations/<int:pk>/", inbox.escalation, name="escalation"),
    path("escalations/<int:pk>/claim/", inbox_decide.claim, name="escalation-claim"),
    path("escalations/<int:pk>/free/", inbox_decide.free, name="escalation-free"),
    path("escalations/<int:pk>/decide/", inbox_decide.decide, name="escalation-decide"),
]
