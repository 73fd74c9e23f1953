"""All tables of this folder as one."""

from typing import Any

from tests.access import agents_routes, api_routes, config_routes, governance_routes, orchestrator_routes
from tests.access.table import Given, Route
from tests.access.world import World

ROOMS = [config_routes, governance_routes, agents_routes, orchestrator_routes, api_routes]
ROUTES: list[Route] = [route for room in ROOMS for route in room.ROUTES]
ARGS: Given = {name: found for room in ROOMS for name, found in room.ARGS.items()}
SENDS: Given = {name: found for room in ROOMS for name, found in room.SENDS.items()}


def ask(world: World, who: str, route: Route, args: dict[str, Any] | None = None) -> tuple[int, list[str]]:
    """Ask for a route with the body of its room, and its arguments or others: the status, and the tables written."""
    body = _given(SENDS, route.name, world) if route.method == "POST" else None
    return world.ask(who, route, arguments(world, route) if args is None else args, body)


def arguments(world: World, route: Route) -> dict[str, Any]:
    """What the address of a route is made of."""
    return _given(ARGS, route.name, world)


def _given(table: Given, name: str, world: World) -> dict[str, Any]:
    found = table.get(name, {})
    return found(world) if callable(found) else found
