"""The frame of every page: who is signed in, where they can go, what waits for them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from governance import access
from governance.models import Team, User
from orchestrator.queries.inbox import count_waiting


@dataclass(frozen=True)
class Place:
    """One entry of the rail."""

    url: str
    label: str | Promise
    icon: str
    active: bool = False
    count: int = 0
    count_url: str = ""


@dataclass(frozen=True)
class SwitchTeam:
    """One entry of the team switcher."""

    pk: int
    name: str
    slug: str
    url: str


# URL name, label, icon, the verb that shows it, and how the names of its own pages begin.
PLACES: list[tuple[str, str | Promise, str, str, tuple[str, ...]]] = [
    ("inbox", _("Inbox"), "inbox", "escalation.view", ("inbox", "escalation")),
    ("runs", _("Runs"), "player-play", "run.view", ("run",)),
    ("workflows", _("Workflows"), "route", "workflow.view", ("workflow", "trial")),
    ("agents", _("Agents"), "robot", "agent.view", ("agent",)),
    ("connections", _("Connections"), "plug", "connection.view", ("connection", "connector", "tool", "endpoint")),
    ("trail", _("Trail"), "link", "trail.view", ("trail", "organisation-trail")),
    (
        *("settings", _("Settings"), "settings", "team.view"),
        ("settings", "team", "people", "person", "member", "machine", "role", "organisation"),
    ),
]


class Shell:
    """What the frame shows, read only when a page has a frame: at most three queries."""

    def __init__(self, request: HttpRequest, person: User) -> None:
        self.request, self.person = request, person

    @cached_property
    def teams(self) -> list[SwitchTeam]:
        """The teams of the person; choosing one leads to its home."""
        home = reverse("home")
        return [SwitchTeam(team.pk, team.name, team.slug, f"{home}?team={team.slug}") for team in self._teams]

    @cached_property
    def _teams(self) -> list[Team]:
        return list(access.teams(self.person, "team.view"))

    @cached_property
    def team(self) -> Team | None:
        """The team of this page, else the one looked at last, else the first."""
        wanted = team_slug(self.request) or self.request.session.get("team", "")
        found = next((team for team in self._teams if team.slug == wanted), None)
        team = found or (self._teams[0] if self._teams else None)
        if found and self.request.session.get("team") != found.slug:
            self.request.session["team"] = found.slug
        return team

    @cached_property
    def places(self) -> list[Place]:
        """Where the person can go with what they may do in this team."""
        here = self.request.resolver_match.url_name or "" if self.request.resolver_match else ""
        places = [Place(reverse("home"), _("Home"), "home", here == "home")]
        if self.team is None:
            return places
        held = access.verbs(self.person, self.team)
        for name, label, icon, verb, own in PLACES:
            if verb in held and (url := _address(name, self.team.slug)):
                active = _is_in(here, own) and not (name == "settings" and "trail" in here)
                places.append(Place(url, label, icon, active, **self._count(name)))
        return places

    def _count(self, name: str) -> dict[str, Any]:
        if name != "inbox" or self.team is None:
            return {}
        return {"count": count_waiting(self.team), "count_url": reverse("inbox-count", args=[self.team.slug])}


def _is_in(here: str, own: tuple[str, ...]) -> bool:
    """Whether a page's name belongs to a place: "run-start" and "runs" belong to "run"."""
    first = here.partition("-")[0]
    return here in own or first in own or first.removesuffix("s") in own


def team_slug(request: HttpRequest) -> str:
    """The short name of the team a page is about: in its address, or said by the view as `request.team`."""
    match = request.resolver_match
    named = match.kwargs.get("team") if match else None
    said = getattr(request, "team", None)
    return str(named or getattr(said, "slug", "") or request.GET.get("team", ""))


def _address(name: str, slug: str) -> str:
    for args in ([slug], []):
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give the rail, the team switcher and the counts; nothing where nobody is signed in."""
    person = getattr(request, "user", None)
    return {"shell": Shell(request, person) if isinstance(person, User) else None}
