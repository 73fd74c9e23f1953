"""The places of the rail: where one can go in a team, and which verb shows each."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class PlaceKind:
    """One kind of place: its URL name, word, icon and verb, and how the names of its own pages begin."""

    name: str
    label: Promise
    icon: str
    verb: str
    own: tuple[str, ...]

    def holds(self, page: str) -> bool:
        """Whether a page's URL name belongs here: "run-start" and "runs" belong to "run"."""
        if self.name == "settings" and "trail" in page:
            return False
        first = page.partition("-")[0]
        return page in self.own or first in self.own or first.removesuffix("s") in self.own

    def address(self, slug: str) -> str:
        """Where it is for a team; some have one address for all."""
        for args in ([slug], []):
            try:
                return reverse(self.name, args=args)
            except NoReverseMatch:
                continue
        return ""


PLACES = [
    PlaceKind("inbox", _("Inbox"), "inbox", "escalation.view", ("inbox", "escalation")),
    PlaceKind("runs", _("Runs"), "player-play", "run.view", ("run",)),
    PlaceKind("workflows", _("Workflows"), "route", "workflow.view", ("workflow", "trial")),
    PlaceKind("agents", _("Agents"), "robot", "agent.view", ("agent",)),
    PlaceKind(
        *("connections", _("Connections"), "plug", "connection.view"),
        ("connection", "connector", "tool", "endpoint"),
    ),
    PlaceKind("trail", _("Trail"), "link", "trail.view", ("trail", "organisation-trail")),
    PlaceKind(
        *("settings", _("Settings"), "settings", "team.view"),
        ("settings", "team", "people", "person", "member", "machine", "role", "organisation"),
    ),
]


def place_of(page: str) -> PlaceKind | None:
    """The place a page's URL name belongs to."""
    return next((place for place in PLACES if place.holds(page)), None)
