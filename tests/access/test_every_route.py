"""Every route of the site × everybody who may ask: the tables of this folder say what each is answered.

A new route belongs into the table of its room; a row whose route is gone is to be taken out.
"""

import pytest

from tests.access.routes import ROUTES, ask
from tests.access.table import PEOPLE, Route
from tests.access.world import World, named_routes

pytestmark = pytest.mark.django_db


def test_every_route_is_listed():
    listed = {route.name for route in ROUTES}
    missing = {name: address for name, address in named_routes().items() if name not in listed}
    assert not missing, f"Routes without a row in tests/access: {missing}"


def test_no_row_is_stale():
    stale = {route.name for route in ROUTES} - set(named_routes())
    assert not stale, f"Rows in tests/access whose route is gone: {stale}"


def test_no_row_is_there_twice():
    assert len({str(route) for route in ROUTES}) == len(ROUTES)


def test_every_row_says_what_everybody_is_answered():
    for route in ROUTES:
        columns = set(PEOPLE) if route.name.startswith("api-") else set(PEOPLE) - {"mac"}
        assert set(route.answers) == columns, route


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_everybody_is_answered_as_the_table_says(world: World, route: Route):
    answered = {who: ask(world, who, route)[0] for who in route.answers}
    assert answered == route.answers


def _somebody(route: Route) -> str:
    """Somebody who may read this."""
    return next((who for who, status in route.answers.items() if status in (200, 302) and who != "ano"), "ano")


READS = [route for route in ROUTES if route.method == "GET"]


@pytest.mark.parametrize("route", READS, ids=str)
def test_reading_writes_nothing(world: World, route: Route):
    who = _somebody(route)
    assert ask(world, who, route)[1] == []


READ_ONLY = [
    route for route in READS if not any(other.name == route.name for other in ROUTES if other.method == "POST")
]


@pytest.mark.parametrize("route", READ_ONLY, ids=str)
def test_a_page_without_a_form_takes_none(world: World, route: Route):
    who = _somebody(route)
    status, written = ask(world, who, Route("POST", route.name, {}, route.needs))
    assert written == []
    assert status in (403, 404, 405) or route.needs == "public"


PAGES = [route for route in READS if not route.name.startswith("api-") and route.needs not in ("public", "closed")]


@pytest.mark.parametrize("route", PAGES, ids=str)
def test_a_token_opens_no_page(world: World, route: Route):
    assert ask(world, "mac", route)[0] == 302
