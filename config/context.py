"""The frame of every page: who is signed in, where they can go, what waits for them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from config.places import PLACES, place_of
from governance import access, notices
from governance.models import Team, User
from orchestrator.queries.inbox import count_waiting

MANY = 7  # teams a person finds at a glance; above that the switcher has a search


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


class Shell:
    """What the frame shows, read only when a page has a frame: at most four queries."""

    def __init__(self, request: HttpRequest, person: User) -> None:
        self.request, self.person = request, person

    @cached_property
    def page(self) -> str:
        """The URL name of the page."""
        return self.request.resolver_match.url_name or "" if self.request.resolver_match else ""

    @cached_property
    def teams(self) -> list[SwitchTeam]:
        """The teams of the person; choosing one leads to the kind of page that is open."""
        here = place_of(self.page)
        name = here.name if here else "home"
        return [
            SwitchTeam(team.pk, team.name, team.slug, reverse("team-go", args=[team.slug, name]))
            for team in self._teams
        ]

    @property
    def many_teams(self) -> bool:
        """Whether one must search for a team."""
        return len(self._teams) > MANY

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
        places = [Place(reverse("home"), _("Home"), "home", self.page == "home")]
        if self.team is None:
            return places
        held, here = access.verbs(self.person, self.team), place_of(self.page)
        for kind in PLACES:
            if kind.verb in held and (url := kind.address(self.team.slug)):
                places.append(Place(url, kind.label, kind.icon, kind is here, **self._count(kind.name)))
        return places

    @cached_property
    def unread(self) -> int:
        """How many lines of the bell are new."""
        return notices.unread(self.person)

    def _count(self, name: str) -> dict[str, Any]:
        if name != "inbox" or self.team is None:
            return {}
        return {"count": count_waiting(self.team), "count_url": reverse("inbox-count", args=[self.team.slug])}


def team_slug(request: HttpRequest) -> str:
    """The short name of the team a page is about: in its address, or said by the view as `request.team`."""
    match = request.resolver_match
    named = match.kwargs.get("team") if match else None
    said = getattr(request, "team", None)
    return str(named or getattr(said, "slug", "") or request.GET.get("team", ""))


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give the rail, the team switcher and the counts; nothing where nobody is signed in."""
    person = getattr(request, "user", None)
    return {"shell": Shell(request, person) if isinstance(person, User) else None}
