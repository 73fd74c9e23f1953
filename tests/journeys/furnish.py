"""`python -m tests.journeys.furnish [empty]`, on a running installation: something of everything, and where it is.

Prints, as JSON, every page of the access tables with somebody who may open it, and the sessions of these people.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import django

# Who asks, by the columns of the access tables; the first of them who may is asked.
ASKERS = {"ano": "", "bui": "ben", "rev": "rae", "tad": "tia", "adm": "ada", "org": "aud", "app": "cleo", "ope": "otto"}
# Pages that look different by what is asked of them, or by who asks.
MORE = [
    ("home-of-a-reviewer", "rae", "/"),
    ("home-of-the-administrator", "ada", "/"),
    ("runs-that-wait", "rae", "{team}/runs/?state=waiting"),
    ("agent-new-rules", "ben", "{team}/agents/new/rules/"),
    ("nothing-there", "ben", "/no/such/page/"),
]
NOTHING_THERE = {"nothing-there"}


def main() -> None:
    """Furnish, look at every page once, and print those that are whole pages."""
    django.setup()
    from tests.journeys import rooms

    bare = "empty" in sys.argv
    world = rooms.empty() if bare else rooms.furnished()
    pages: list[dict[str, str]] = []
    broken: dict[str, int] = {}
    for name, who, address in [*addresses(world), *([] if bare else more(world))]:
        status, whole = rooms.look(who, address) if address else (0, False)
        if status != (404 if name in NOTHING_THERE else 200):
            broken[address or name] = status
        elif whole:
            pages.append({"name": name, "who": who, "address": address})
    sessions = {who: rooms.session(who) for who in {page["who"] for page in pages} if who}
    print(json.dumps({"pages": pages, "broken": broken, "sessions": sessions}))


def addresses(world: Any) -> Iterator[tuple[str, str, str]]:
    """Every address of the access tables that can be read: its name, somebody who may, and where it is here."""
    from django.urls import NoReverseMatch, reverse

    from tests.access.routes import ROUTES, arguments

    for route in ROUTES:
        who = next((who for column, who in ASKERS.items() if route.answers.get(column) == 200), None)
        if route.method != "GET" or route.name.startswith("api-") or who is None:
            continue
        try:
            given = arguments(world, route)
        except AttributeError:  # an installation in which nothing was made has none of these
            if world.bare:
                continue
            raise
        own = {"team": world.house.care.slug, "step": world.step}
        if world.bare and "key" in given:
            continue
        try:
            yield route.name, who, reverse(route.name, kwargs={key: own.get(key, each) for key, each in given.items()})
        except NoReverseMatch:
            yield route.name, who, ""


def more(world: Any) -> Iterator[tuple[str, str, str]]:
    """Pages that no table names."""
    team = f"/teams/{world.house.care.slug}"
    for name, who, address in MORE:
        yield name, who, address.format(team=team)


if __name__ == "__main__":
    main()
