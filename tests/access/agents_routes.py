"""The routes of agents and connections, and what everybody is answered."""

from typing import Any

from tests.access.table import Given, read
from tests.access.world import World

CARE = {"team": "care"}


def _agent(world: World) -> dict[str, Any]:
    return CARE | {"pk": world.agent.pk}


def _version(world: World) -> dict[str, Any]:
    return _agent(world) | {"number": 1}


def _connector(world: World) -> dict[str, Any]:
    return CARE | {"pk": world.connector.pk}


def _system_of_a_new_tool(world: World) -> dict[str, Any]:
    return CARE | {"connector": world.connector.pk}


def _tool(world: World) -> dict[str, Any]:
    return CARE | {"pk": world.tool.pk}


def _endpoint(world: World) -> dict[str, Any]:
    return CARE | {"pk": world.endpoint.pk}


ARGS: Given = {
    "agent-new": CARE | {"kind": "ai"},
    "agent-copy": CARE | {"example": "spending-limit"},
    "connector-edit": _connector,
    "tool-new": _system_of_a_new_tool,
    **dict.fromkeys(["agents", "connections", "connector-new", "endpoint-new"], CARE),
    **dict.fromkeys(["agent-edit", "agent-publish", "agent-archive", "agent-bring-back", "agent-versions"], _agent),
    **dict.fromkeys(["agent-version", "agent-restore"], _version),
    **dict.fromkeys(["tool-edit", "tool-test"], _tool),
    **dict.fromkeys(["endpoint-edit", "endpoint-check"], _endpoint),
}
SHOP = {"name": "Shop", "base_url": "https://shop.example.org", "auth": "none", "_revision": "1"}
LOOK = {"name": "Look", "method": "GET", "path": "/customers", "_revision": "1"}
SENDS: Given = {
    "agent-restore": {"_revision": "1"},
    "connector-new": SHOP,
    "connector-edit": SHOP,
    "tool-new": LOOK,
    "tool-edit": LOOK,
    "endpoint-new": {"name": "Own", "kind": "offline"},
    "endpoint-edit": {"name": "Own", "kind": "offline", "_revision": "1"},
}

ROUTES = read("""
    route                  ano vie ope bui app rev aud tad adm org oth  needs
    GET  agents            302 200 200 200 200 200 200 200 403 200 404  team.view+agent.view
    POST agent-copy        302 403 403 302 403 403 403 403 403 403 404  team.view+agent.edit
    GET  agent-new         302 403 403 200 403 403 403 403 403 403 404  team.view+agent.edit
    POST agent-new         302 403 403 422 403 403 403 403 403 403 404  team.view+agent.edit
    GET  agent-edit        302 200 200 200 200 200 200 200 404 200 404  agent.view
    POST agent-edit        302 403 403 422 403 403 403 403 404 403 404  agent.view+agent.edit
    POST agent-publish     302 403 403 302 302 403 403 403 404 403 404  agent.view+agent.publish
    POST agent-archive     302 403 403 302 403 403 403 403 404 403 404  agent.view+agent.edit
    POST agent-bring-back  302 403 403 302 403 403 403 403 404 403 404  agent.view+agent.edit
    GET  agent-versions    302 200 200 200 200 200 200 200 404 200 404  agent.view
    GET  agent-version     302 200 200 200 200 200 200 200 404 200 404  agent.view
    POST agent-restore     302 403 403 302 403 403 403 403 404 403 404  agent.view+agent.edit
    GET  connections       302 403 403 200 200 403 200 200 200 200 404  team.view+connection.view
    GET  connector-new     302 403 403 403 403 403 403 200 200 403 404  team.view+connection.manage
    POST connector-new     302 403 403 403 403 403 403 302 302 403 404  team.view+connection.manage
    GET  connector-edit    302 404 404 403 403 404 403 200 200 403 404  connection.view+connection.manage
    POST connector-edit    302 404 404 403 403 404 403 302 302 403 404  connection.view+connection.manage
    GET  tool-new          302 404 404 403 403 404 403 200 200 403 404  connection.view+connection.manage
    POST tool-new          302 404 404 403 403 404 403 302 302 403 404  connection.view+connection.manage
    GET  tool-edit         302 404 404 403 403 404 403 200 200 403 404  connection.view+connection.manage
    POST tool-edit         302 404 404 403 403 404 403 302 302 403 404  connection.view+connection.manage
    GET  tool-test         302 404 404 403 403 404 403 200 200 403 404  connection.view+connection.manage
    POST tool-test         302 404 404 403 403 404 403 200 200 403 404  connection.view+connection.manage
    GET  endpoint-new      302 403 403 403 403 403 403 200 200 403 404  team.view+connection.manage
    POST endpoint-new      302 403 403 403 403 403 403 302 302 403 404  team.view+connection.manage
    GET  endpoint-edit     302 403 403 403 403 403 403 200 200 403 404  team.view+connection.view+connection.manage
    POST endpoint-edit     302 403 403 403 403 403 403 302 302 403 404  team.view+connection.view+connection.manage
    POST endpoint-check    302 403 403 403 403 403 403 302 302 403 404  team.view+connection.view+connection.manage
""")
