"""Addresses made up or mixed up lead nowhere, and no form is taken from another site."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.routes import ROUTES, arguments, ask
from tests.access.table import Route
from tests.access.world import World

pytestmark = pytest.mark.django_db

NOWHERE = (401, 403, 404)
# What these name beside a team is a kind of page or an example that comes with Steward, no thing of a team.
OF_NO_TEAM = ("trail-export", "agent-new", "team-go", "agent-copy", "workflow-example")
OF_A_TEAM = [route for route in ROUTES if route.name not in OF_NO_TEAM]


def _mixed_up(world: World, route: Route) -> bool:
    """Whether an address names a team and, beside it, a thing of that team."""
    return len(args := arguments(world, route)) > 1 and "team" in args


def test_no_thing_of_care_is_found_under_the_address_of_sales(world: World):
    found = {}
    for route in OF_A_TEAM:
        if _mixed_up(world, route):
            args = arguments(world, route) | {"team": "sales"}
            answers = {who: ask(world, who, route, args)[0] for who in ("oth", "adm")}
            if set(answers.values()) - set(NOWHERE):
                found[str(route)] = answers
    assert not found


@pytest.mark.parametrize("number", [0, 10**18, 10**30])
def test_a_number_that_belongs_to_nothing_is_not_found(world: World, number: int):
    found = {}
    for route in ROUTES:
        args = arguments(world, route)
        numbers = {name: number for name, value in args.items() if isinstance(value, int)}
        if numbers:
            answers = {who: ask(world, who, route, args | numbers)[0] for who in ("bui", "adm")}
            if set(answers.values()) - set(NOWHERE):
                found[str(route)] = answers
    assert not found


SENT = [route for route in ROUTES if route.method == "POST" and route.needs != "closed"]


def test_no_form_is_taken_from_another_site(world: World):
    taken = {}
    for who in ("bui", "adm", "rev"):
        stranger = Client(enforce_csrf_checks=True)
        stranger.cookies = world.client(who).cookies
        for route in SENT:
            status = stranger.post(reverse(route.name, kwargs=arguments(world, route))).status_code
            if status not in (*NOWHERE, 415):  # the API takes no forms at all
                taken[str(route)] = status
    assert not taken
