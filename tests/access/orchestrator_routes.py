"""The routes of home, runs, the inbox, workflows and trials, and what everybody is answered."""

from typing import Any

from tests.access.table import Given, read
from tests.access.world import World

CARE = {"team": "care"}
FILE = '{"steward": "workflow", "schema": 1, "workflow": {"name": "New", "document": {}}}'


def _workflow(world: World) -> dict[str, Any]:
    return CARE | {"key": world.workflow.key}


def _version(world: World) -> dict[str, Any]:
    return _workflow(world) | {"which": 1}


def _step(world: World) -> dict[str, Any]:
    return _workflow(world) | {"step": "look"}


def _run(world: World) -> dict[str, Any]:
    return {"pk": world.waiting.pk}


def _case(world: World) -> dict[str, Any]:
    return {"pk": world.case.pk}


def _agent(world: World) -> dict[str, Any]:
    return {"pk": world.agent.pk}


def _trial(world: World) -> dict[str, Any]:
    return {"pk": world.trial.pk}


def _draft(world: World) -> dict[str, Any]:
    return {"_revision": world.workflow.revision}


def _about(world: World) -> dict[str, Any]:
    return _draft(world) | {"name": "Renamed", "purpose": ""}


def _down(world: World) -> dict[str, Any]:
    return _draft(world) | {"to": "down"}


def _stop_trial(world: World) -> dict[str, Any]:
    return {"_decision": "stop", "_case": world.trial_case.pk}


def _pin(world: World) -> dict[str, Any]:
    return {"run": world.trial.pk}


ARGS: Given = {
    "agent-try": _agent,
    **dict.fromkeys(["workflow-version", "workflow-version-map", "workflow-back", "workflow-export"], _version),
    **dict.fromkeys(["workflow-duplicate", "workflow-compare", "workflow-compare-map"], _workflow),
    "workflow-import": CARE,
    "workflow-example": CARE | {"example": "request-desk"},
    **dict.fromkeys(["runs", "inbox", "inbox-count", "workflows", "workflow-new"], CARE),
    **dict.fromkeys(["runs-columns", "runs-export"], CARE),
    **dict.fromkeys(
        ["run", "run-status", "run-timeline", "run-step", "run-map"] + ["run-cancel", "run-trail", "run-trail-export"],
        _run,
    ),
    **dict.fromkeys(["escalation", "escalation-claim", "escalation-free", "escalation-decide"], _case),
    **dict.fromkeys(["trial", "trial-decide"], _trial),
    **dict.fromkeys(["workflow", "workflow-versions", "workflow-archive", "workflow-publish", "run-start"], _workflow),
    **dict.fromkeys(
        ["workflow-edit", "workflow-about", "workflow-inputs", "workflow-end", "workflow-limits"], _workflow
    ),
    **dict.fromkeys(["workflow-step-new", "workflow-try", "workflow-pin-trial"], _workflow),
    **dict.fromkeys(["workflow-canvas", "workflow-document", "workflow-changes"], _workflow),
    **dict.fromkeys(["workflow-presence", "workflow-keep"], _workflow),
    **dict.fromkeys(["workflow-step", "workflow-step-move", "workflow-step-copy", "workflow-step-remove"], _step),
    **dict.fromkeys(["workflow-link", "workflow-link-new", "workflow-link-move", "workflow-link-remove"], _workflow),
    "workflow-notes": _workflow,
}
SENDS: Given = {
    "first-steps": {"team": "care", "away": "yes"},
    "runs-columns": {"columns": ["took"]},
    "run-start": {"amount": "5"},
    "run-trail-export": {"format": "csv"},
    "escalation-decide": {"decision": "stop"},
    "trial-decide": _stop_trial,
    "agent-try": {"given-amount": "5"},
    "workflow-try": {"given-amount": "5"},
    "workflow-pin-trial": _pin,
    "workflow-changes": {"revision": 1, "changes": [{"at": ["about", "name"], "old": "Look desk", "new": "Renamed"}]},
    "workflow-presence": {"at": "look"},
    "workflow-new": {"name": "Second desk", "purpose": ""},
    "workflow-about": _about,
    "workflow-step-move": _down,
    "workflow-back": _draft,
    "workflow-import": {"text": FILE, "name": "New", "_make": "yes"},
    **dict.fromkeys(["workflow-publish", "workflow-inputs", "workflow-end", "workflow-limits"], _draft),
    **dict.fromkeys(["workflow-step", "workflow-step-new", "workflow-step-remove"], _draft),
    **dict.fromkeys(["workflow-notes", "workflow-link", "workflow-link-new", "workflow-link-remove"], _draft),
}

ROUTES = read("""
    route                      ano vie ope bui app rev aud tad adm org oth  needs
    GET  home                  302 200 200 200 200 200 200 200 200 200 200  signed-in
    POST first-steps           302 403 403 302 403 403 403 403 403 403 404  team.view+workflow.edit
    GET  find                  302 200 200 200 200 200 200 200 200 200 200  signed-in
    POST runs-columns          302 302 302 302 302 302 302 302 403 302 404  team.view+run.view
    POST runs-export           302 200 200 200 200 200 200 200 403 200 404  team.view+run.view
    GET  runs                  302 200 200 200 200 200 200 200 403 200 404  team.view+run.view
    GET  run-start             302 403 200 200 403 403 403 403 404 403 404  workflow.view+run.start
    POST run-start             302 403 302 302 403 403 403 403 404 403 404  workflow.view+run.start
    GET  run                   302 200 200 200 200 200 200 200 404 200 404  run.view
    GET  run-status            302 200 200 200 200 200 200 200 404 200 404  run.view
    GET  run-timeline          302 200 200 200 200 200 200 200 404 200 404  run.view
    GET  run-step              302 200 200 200 200 200 200 200 404 200 404  run.view
    GET  run-map               302 200 200 200 200 200 200 200 404 200 404  run.view
    POST run-cancel            302 403 302 302 403 302 403 403 404 403 404  run.view+run.cancel
    GET  run-trail             302 403 403 200 200 200 200 200 404 200 404  run.view+trail.view
    POST run-trail-export      302 403 403 403 403 403 200 403 404 200 404  run.view+trail.export
    GET  inbox                 302 403 403 403 403 200 200 403 403 200 404  team.view+escalation.view
    GET  inbox-count           302 403 403 403 403 200 200 403 403 200 404  team.view+escalation.view
    GET  escalation            302 403 403 403 403 302 302 403 404 302 404  run.view+escalation.view
    POST escalation-claim      302 403 403 403 403 302 403 403 404 403 404  run.view+escalation.decide
    POST escalation-free       302 403 403 403 403 302 403 403 404 403 404  run.view+escalation.decide
    POST escalation-decide     302 403 403 403 403 302 403 403 404 403 404  run.view+escalation.decide
    GET  workflows             302 200 200 200 200 200 200 200 403 200 404  team.view+workflow.view
    GET  workflow-new          302 403 403 200 403 403 403 403 403 403 404  team.view+workflow.edit
    POST workflow-new          302 403 403 302 403 403 403 403 403 403 404  team.view+workflow.edit
    GET  workflow              302 200 200 200 200 200 200 200 404 200 404  workflow.view
    GET  workflow-versions     302 200 200 200 200 200 200 200 404 200 404  workflow.view
    GET  workflow-version      302 200 200 200 200 200 200 200 404 200 404  workflow.view
    GET  workflow-version-map  302 200 200 200 200 200 200 200 404 200 404  workflow.view
    GET  workflow-back         302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-back         302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-export       302 200 200 200 200 200 200 200 404 200 404  workflow.view+agent.view
    GET  workflow-compare      302 200 200 200 200 200 200 200 404 200 404  workflow.view
    GET  workflow-compare-map  302 200 200 200 200 200 200 200 404 200 404  workflow.view
    POST workflow-duplicate    302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-import       302 403 403 200 403 403 403 403 403 403 404  team.view+workflow.edit
    POST workflow-import       302 403 403 302 403 403 403 403 403 403 404  team.view+workflow.edit
    POST workflow-example      302 403 403 302 403 403 403 403 403 403 404  team.view+workflow.edit+agent.edit
    POST workflow-archive      302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-publish      302 403 403 200 200 403 403 403 404 403 404  workflow.view+workflow.publish
    POST workflow-publish      302 403 403 302 302 403 403 403 404 403 404  workflow.view+workflow.publish
    GET  workflow-edit         302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-canvas       302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-document     302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-changes      302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-presence     302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-keep         302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-about        302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-about        302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-inputs       302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-inputs       302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-end          302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-end          302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-limits       302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-limits       302 403 403 422 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-step-new     302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-step-new     302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-step         302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-step         302 403 403 422 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-step-move    302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-step-copy    302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-step-move    302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-step-remove  302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-step-remove  302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-link         302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-link         302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-link-new     302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-link-new     302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-link-move    302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-link-remove  302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-link-remove  302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-notes        302 403 403 200 403 403 403 403 404 403 404  workflow.view+workflow.edit
    POST workflow-notes        302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit
    GET  workflow-try          302 403 403 200 403 403 403 403 404 403 404  workflow.view+run.try
    POST workflow-try          302 403 403 302 403 403 403 403 404 403 404  workflow.view+run.try
    POST workflow-pin-trial    302 403 403 302 403 403 403 403 404 403 404  workflow.view+workflow.edit+run.view
    GET  agent-try             302 403 403 200 403 403 403 403 404 403 404  agent.view+run.try
    POST agent-try             302 403 403 302 403 403 403 403 404 403 404  agent.view+run.try
    GET  trial                 302 403 403 200 403 403 403 403 404 403 404  run.view+run.try
    POST trial-decide          302 403 403 302 403 403 403 403 404 403 404  run.view+run.try
""")
