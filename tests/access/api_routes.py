"""The routes of the API, and what everybody is answered."""

from typing import Any

from tests.access.table import Given, read
from tests.access.world import World


def _workflow(world: World) -> dict[str, Any]:
    return {"team": "care", "key": world.workflow.key}


def _run(world: World) -> dict[str, Any]:
    return {"pk": world.waiting.pk}


def _case(world: World) -> dict[str, Any]:
    return {"pk": world.case.pk}


ARGS: Given = {
    **dict.fromkeys(["api-workflow", "api-workflow-export", "api-run-start"], _workflow),
    "api-workflow-import": {"team": "care"},
    **dict.fromkeys(["api-run", "api-run-cancel"], _run),
    **dict.fromkeys(["api-escalation", "api-escalation-claim", "api-escalation-free", "api-escalation-decide"], _case),
}
SENDS: Given = {
    "api-run-start": {"amount": 5},
    "api-escalation-decide": {"decision": "stop"},
    "api-workflow-import": {"file": {"steward": "workflow", "schema": 1, "workflow": {"name": "New", "document": {}}}},
}

ROUTES = read("""
    route                       ano vie ope bui app rev aud tad adm org oth mac  needs
    GET  api-me                 401 200 200 200 200 200 200 200 200 200 200 200  signed-in
    GET  api-openapi            401 200 200 200 200 200 200 200 200 200 200 200  signed-in
    GET  api-workflow-schema    401 200 200 200 200 200 200 200 200 200 200 200  signed-in
    GET  api-workflow           401 200 200 200 200 200 200 200 404 200 404 200  workflow.view
    POST api-workflow-export    401 200 200 200 200 200 200 200 404 200 404 200  workflow.view+agent.view
    POST api-workflow-import    401 403 403 201 403 403 403 403 403 403 404 403  team.view+workflow.edit
    POST api-run-start          401 403 201 201 403 403 403 403 404 403 404 201  workflow.view+run.start
    GET  api-runs               401 200 200 200 200 200 200 200 200 200 200 200  signed-in
    GET  api-run                401 200 200 200 200 200 200 200 404 200 404 200  run.view
    POST api-run-cancel         401 403 200 200 403 200 403 403 404 403 404 200  run.view+run.cancel
    GET  api-escalations        401 200 200 200 200 200 200 200 200 200 200 200  signed-in
    GET  api-escalation         401 403 403 403 403 200 200 403 404 200 404 403  run.view+escalation.view
    POST api-escalation-claim   401 403 403 403 403 200 403 403 404 403 404 403  run.view+escalation.decide
    POST api-escalation-free    401 403 403 403 403 200 403 403 404 403 404 403  run.view+escalation.decide
    POST api-escalation-decide  401 403 403 403 403 200 403 403 404 403 404 403  run.view+escalation.decide
""")
