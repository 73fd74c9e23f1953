"""Every verb opens its own routes and no other.

For each route: who holds exactly the verbs its row names gets in; who holds every verb there is but one of them does
not. Rights only add up, so no other set of verbs can open it either: a verb alone opens what names that verb alone.
"""

from itertools import product

import pytest

from governance.verbs import REACH, VERBS
from tests.access.routes import ROUTES, ask
from tests.access.table import Route
from tests.access.world import World, holder

pytestmark = pytest.mark.django_db

GOVERNED = [route for route in ROUTES if route.needs not in ("public", "closed")]
REFUSED = (401, 403, 404)


def enough(route: Route) -> list[frozenset[str]]:
    """The smallest sets of verbs that open a route."""
    return [frozenset(verbs) for verbs in product(*route.verbs)]


def all_but(verbs: tuple[str, ...]) -> frozenset[str]:
    """Every verb except these and those whose reach contains them."""
    wide = {wide for wide, reach in REACH.items() if reach & set(verbs)}
    return frozenset(VERBS) - set(verbs) - wide


@pytest.fixture(scope="module")
def people(world: World) -> World:
    """The world with somebody for every set of verbs that is asked about."""
    for route in GOVERNED:
        for verbs in [*enough(route), *map(all_but, route.verbs)]:
            world.add_holder(verbs)
    return world


@pytest.mark.parametrize("route", GOVERNED, ids=str)
def test_the_named_verbs_are_enough(people: World, route: Route):
    allowed = {status for status in route.answers.values() if not route.verbs or status not in REFUSED}
    for verbs in enough(route):
        status, _written = ask(people, holder(verbs), route)
        assert status in allowed, f"{route} refuses {sorted(verbs)} with {status}"


@pytest.mark.parametrize("route", [route for route in GOVERNED if route.verbs], ids=str)
def test_without_one_of_them_it_stays_shut(people: World, route: Route):
    for verbs in route.verbs:
        status, _written = ask(people, holder(all_but(verbs)), route)
        assert status in REFUSED, f"{route} opens without {verbs}: {status}"


def test_every_verb_of_the_product_opens_something():
    used = {verb for route in GOVERNED for verbs in route.verbs for verb in verbs}
    unused = set(VERBS) - used - {"tool.use"}  # asked where a run calls a tool, never by a page
    assert not unused, f"Verbs that no route asks for: {unused}"
