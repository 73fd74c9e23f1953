"""What Ctrl-K finds: things a person may see, things they may start, things they may make. One query a kind."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from agents.models import Agent, Connector
from governance import access, queries
from governance.models import Membership, Organisation, Team, User
from governance.views.tabs import tabs
from orchestrator.models import Run, Workflow
from orchestrator.queries.runs import name_of_run

MOST = 8
OFFERED = 5  # workflows to start before anything is typed
LONGEST = 80


@dataclass(frozen=True)
class Found:
    """One line: where it leads, what it is called, what tells it from its namesakes."""

    url: str
    label: str
    icon: str
    hint: str = ""


@dataclass(frozen=True)
class Group:
    """The lines of one kind."""

    title: str
    items: list[Found]


@dataclass(frozen=True)
class Search:
    """Who looks for what, standing in which team."""

    person: User
    team: Team | None
    words: str
    several: bool  # teams: only then does a thing's team tell it from its namesakes

    def of(self, team: Team) -> str:
        """The team of a thing, where that says something."""
        return team.name if self.several else ""

    def fits(self, label: str) -> bool:
        """Whether a fixed line contains every word that was typed."""
        return all(word in label.casefold() for word in self.words.casefold().split())

    def after(self, verb: str) -> str:
        """What was typed after a command's own word: "start refund" looks for refund."""
        first, _space, rest = self.words.partition(" ")
        return rest.strip() if first and verb.casefold().startswith(first.casefold()) else self.words


def find(person: User, team: Team | None, words: str) -> list[Group]:
    """The groups that have something, in the order they are shown."""
    several = len(access.teams(person, "team.view")[:2]) > 1
    search = Search(person, team, " ".join(words.split())[:LONGEST], several)
    kinds = SOUGHT if search.words else OFFERS
    found = [Group(title(), list(look(search))) for title, look in kinds]
    return [group for group in found if group.items]


def _runs(search: Search) -> Iterator[Found]:
    number = re.fullmatch(r"(?:\D*[#\s])?(\d{1,18})", search.words, re.ASCII)
    if number is None:
        return
    rows = access.visible(search.person, Run).filter(pk=int(number[1])).select_related("workflow", "agent")
    for run in rows.only("pk", "workflow__name", "agent__name"):
        label = _("Run %(number)s") % {"number": run.pk}
        yield Found(reverse("run", args=[run.pk]), label, "player-play", name_of_run(run))


def _workflows(search: Search) -> Iterator[Found]:
    rows = access.visible(search.person, Workflow).filter(archived=False, name__icontains=search.words)
    for row in rows.select_related("team").only("name", "key", "team__name", "team__slug")[:MOST]:
        yield Found(reverse("workflow", args=[row.team.slug, row.key]), row.name, "route", search.of(row.team))


def _agents(search: Search) -> Iterator[Found]:
    rows = access.visible(search.person, Agent).filter(archived=False, name__icontains=search.words)
    for row in rows.select_related("team").only("name", "team__name", "team__slug").order_by("name")[:MOST]:
        yield Found(reverse("agent-edit", args=[row.team.slug, row.pk]), row.name, "robot", search.of(row.team))


def _connections(search: Search) -> Iterator[Found]:
    rows = access.visible(search.person, Connector).filter(name__icontains=search.words).select_related("team")
    for row in rows.only("name", "team__name", "team__slug").order_by("name")[:MOST]:
        page = reverse("connections", args=[row.team.slug])
        yield Found(f"{page}#system-{row.pk}", row.name, "plug", search.of(row.team))


def _people(search: Search) -> Iterator[Found]:
    if access.visible(search.person, Organisation).exists():
        for person in queries.people_named(search.words)[:MOST]:
            yield Found(reverse("person", args=[person.pk]), person.name, "user", person.email)
        return
    rows = access.visible(search.person, Membership).filter(user__name__icontains=search.words, user__is_active=True)
    for row in rows.select_related("user", "team", "role").order_by("user__name")[:MOST]:
        hint = _("%(role)s in %(team)s") % {"role": row.role.label, "team": row.team.name}
        yield Found(reverse("settings", args=[row.team.slug]), row.user.name, "user", hint)


def _teams(search: Search) -> Iterator[Found]:
    for team in access.teams(search.person, "team.view").filter(name__icontains=search.words)[:MOST]:
        yield Found(f"{reverse('home')}?team={team.slug}", team.name, "users")


def _settings(search: Search) -> Iterator[Found]:
    for tab in tabs(search.person, search.team, ""):
        if search.fits(tab.label):
            yield Found(tab.url, tab.label, "settings")


def _starts(search: Search) -> Iterator[Found]:
    verb = _("Start")
    wanted, most = search.after(verb), MOST if search.words else OFFERED
    rows = Workflow.objects.filter(archived=False, live_version__isnull=False, name__icontains=wanted)
    rows = rows.filter(team__in=access.teams(search.person, "run.start")).select_related("team")
    for row in rows.only("name", "key", "team__name", "team__slug").order_by("name")[:most]:
        label = f"{verb} “{row.name}”"
        yield Found(reverse("run-start", args=[row.team.slug, row.key]), label, "player-play", search.of(row.team))


def _makes(search: Search) -> Iterator[Found]:
    if search.team is None:
        return
    held, slug = access.verbs(search.person, search.team), search.team.slug
    offers = [
        ("workflow.edit", _("New workflow"), "route", reverse("workflow-new", args=[slug])),
        ("workflow.edit", _("Bring in a workflow"), "file-import", reverse("workflow-import", args=[slug])),
        ("agent.edit", _("New AI agent"), "sparkles", reverse("agent-new", args=[slug, "ai"])),
        ("agent.edit", _("New rules agent"), "table", reverse("agent-new", args=[slug, "rules"])),
        ("connection.manage", _("Connect a system"), "plug", reverse("connector-new", args=[slug])),
        ("connection.manage", _("Connect a model"), "brain", reverse("endpoint-new", args=[slug])),
        ("team.manage", _("Add somebody to the team"), "user-plus", reverse("settings", args=[slug]) + "#add"),
        ("team.manage", _("New machine account"), "cpu", reverse("machines", args=[slug]) + "#add"),
        ("organisation.manage", _("Add a person"), "user-plus", reverse("people") + "#add"),
        ("organisation.manage", _("New team"), "users", reverse("organisation") + "#add"),
    ]
    for verb, label, icon, url in offers:
        if verb in held and search.fits(label):
            yield Found(url, label, icon, "" if verb.startswith("organisation.") else search.of(search.team))


Looks = list[tuple[Callable[[], str], Callable[[Search], Iterator[Found]]]]
OFFERS: Looks = [(lambda: _("Start"), _starts), (lambda: _("Make"), _makes)]
SOUGHT: Looks = [
    (lambda: _("Runs"), _runs),
    (lambda: _("Workflows"), _workflows),
    (lambda: _("Agents"), _agents),
    (lambda: _("People"), _people),
    (lambda: _("Connections"), _connections),
    (lambda: _("Teams"), _teams),
    (lambda: _("Settings"), _settings),
    *OFFERS,
]
