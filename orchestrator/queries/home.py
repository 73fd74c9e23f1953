"""What Home asks: for each team of a person, what needs them, what runs, what went wrong."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import now

from governance import access
from governance.actors import names_of
from governance.models import Team, User
from governance.preferences import preference
from orchestrator.engine.state import RunState
from orchestrator.models import Run, Workflow
from orchestrator.queries import inbox, runs
from orchestrator.queries.first_steps import FirstStep, first_steps
from orchestrator.queries.inbox import QueueItem
from orchestrator.queries.runs import RunLine
from orchestrator.queries.workflows import differs

STEPS_AWAY = "first-steps-away"  # the preference: the teams in which somebody put the first steps away
SHOWN = 5
MOST = 100  # of each kind, all teams together
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class DraftLine:
    """A workflow whose draft is not what runs use."""

    workflow: Workflow
    changed_by: str


@dataclass
class TeamHome:
    """One team's part of Home."""

    team: Team
    reviews: bool
    builds: bool
    starts: bool
    publishes: bool
    ever: bool
    away: bool = False
    steps: list[FirstStep] = field(default_factory=list)
    drafts: list[DraftLine] = field(default_factory=list)
    mine: list[RunLine] = field(default_factory=list)
    cases: list[QueueItem] = field(default_factory=list)
    moving: list[RunLine] = field(default_factory=list)
    wrong: list[RunLine] = field(default_factory=list)
    waiting: int = 0
    moves: int = 0
    failed: int = 0

    @property
    def leads(self) -> bool:
        """Whether the first steps are shown."""
        return bool(self.steps) and not self.away

    @property
    def works(self) -> bool:
        """Whether there is work to show; else the page says what this place is for."""
        return self.ever or (bool(self.drafts) and not self.leads)

    @property
    def done(self) -> int:
        """How many of the first steps are behind."""
        return sum(step.done for step in self.steps)

    @property
    def next_step(self) -> FirstStep | None:
        """The first step that is not done."""
        return next((step for step in self.steps if not step.done), None)


def teams_of(person: User) -> list[Team]:
    """The teams whose runs a person may see."""
    return list(access.teams(person, "run.view"))


def home_of(person: User, teams: list[Team]) -> list[TeamHome]:
    """Home, team by team; neither queries nor rows grow with the number of runs."""
    verbs = {team.pk: access.verbs(person, team) for team in teams}
    parts = {team.pk: _part(team, verbs[team.pk]) for team in teams}
    away = preference(person, STEPS_AWAY, [])
    for part in parts.values():
        part.away = part.team.pk in away
        part.steps = first_steps(part.team) if part.builds else []
        part.drafts = _drafts(part.team) if part.publishes else []
    _fill_cases(parts, person)
    _fill_waiting(parts)
    _fill_mine(parts, person)
    _fill_runs(parts, runs.newest(teams, "running", MOST), "moving", "moves")
    lately = Q(finished_at__gte=now() - LATELY)
    _fill_runs(parts, runs.newest(teams, "failed", MOST, lately), "wrong", "failed")
    return list(parts.values())


def _part(team: Team, held: set[str]) -> TeamHome:
    ever = Run.objects.filter(team=team).exists()
    reviews, builds = "escalation.view" in held, "workflow.edit" in held
    return TeamHome(team, reviews, builds, "run.start" in held, "workflow.publish" in held, ever)


def _drafts(team: Team) -> list[DraftLine]:
    """What waits to be published, of the workflows changed last."""
    latest = Workflow.objects.filter(team=team, archived=False).select_related("live_version")
    rows = [row for row in latest.order_by("-changed_at")[:SHOWN] if row.draft.get("steps") and differs(row)]
    names = names_of(row.changed_by for row in rows if row.changed_by)
    return [DraftLine(row, names.get(row.changed_by, "")) for row in rows]


def _fill_mine(parts: dict[int, TeamHome], person: User) -> None:
    """What somebody who does not see the inbox started, and now waits there."""
    teams = [part.team for part in parts.values() if not part.reviews]
    mine = Run.objects.filter(runs.FOR_A_PERSON, team__in=teams, starter=person, trial=False, state=RunState.WAITING)
    for line in runs.lines_of(list(runs.with_names(mine).order_by("-pk")[:SHOWN])) if teams else []:
        parts[line.run.team_id].mine.append(line)


def _fill_cases(parts: dict[int, TeamHome], person: User) -> None:
    chosen = []
    for part in parts.values():
        part.waiting = inbox.count_waiting(part.team) if part.reviews else 0
        chosen += inbox.first_cases(part.team, SHOWN) if part.waiting else []
    for item in inbox.items_of(chosen, person):
        parts[item.case.team_id].cases.append(item)


def _fill_waiting(parts: dict[int, TeamHome]) -> None:
    """How many runs wait for a person, for those who do not see the inbox: they too ask why nothing comes."""
    teams = [part.team for part in parts.values() if not part.reviews]
    for _run, team in runs.newest(teams, "waiting", MOST) if teams else []:
        parts[team].waiting += 1


def _fill_runs(parts: dict[int, TeamHome], found: list[tuple[int, int]], into: str, count: str) -> None:
    """Count the runs found, given as (run, team), and show the first of each team."""
    by_team = {team: [run for run, of in found if of == team] for team in parts}
    for team, numbers in by_team.items():
        setattr(parts[team], count, len(numbers))
    for line in runs.lines_of(runs.numbered([run for numbers in by_team.values() for run in numbers[:SHOWN]])):
        getattr(parts[line.run.team_id], into).append(line)
