"""What Home asks: for each team of a person, what needs them, what runs, what went wrong."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import now

from governance import access
from governance.models import Team, User
from orchestrator.models import Run
from orchestrator.queries import inbox, runs
from orchestrator.queries.inbox import QueueItem
from orchestrator.queries.runs import RunLine

SHOWN = 5
MOST = 100  # of each kind, all teams together
LATELY = timedelta(days=7)


@dataclass
class TeamHome:
    """One team's part of Home."""

    team: Team
    reviews: bool
    builds: bool
    starts: bool
    ever: bool
    cases: list[QueueItem] = field(default_factory=list)
    moving: list[RunLine] = field(default_factory=list)
    wrong: list[RunLine] = field(default_factory=list)
    waiting: int = 0
    moves: int = 0
    failed: int = 0

    @property
    def teaches(self) -> bool:
        """Nothing has ever run here: say what this place is for."""
        return not self.ever


def teams_of(person: User) -> list[Team]:
    """The teams whose runs a person may see."""
    return list(access.teams(person, "run.view"))


def home_of(person: User, teams: list[Team]) -> list[TeamHome]:
    """Home, team by team; neither queries nor rows grow with the number of runs."""
    verbs = {team.pk: access.verbs(person, team) for team in teams}
    parts = {team.pk: _part(team, verbs[team.pk]) for team in teams}
    _fill_cases(parts, person)
    _fill_runs(parts, runs.newest(teams, "running", MOST), "moving", "moves")
    lately = Q(finished_at__gte=now() - LATELY)
    _fill_runs(parts, runs.newest(teams, "failed", MOST, lately), "wrong", "failed")
    return list(parts.values())


def _part(team: Team, held: set[str]) -> TeamHome:
    ever = Run.objects.filter(team=team).exists()
    return TeamHome(team, "escalation.view" in held, "workflow.edit" in held, "run.start" in held, ever)


def _fill_cases(parts: dict[int, TeamHome], person: User) -> None:
    chosen = []
    for part in parts.values():
        part.waiting = inbox.count_waiting(part.team) if part.reviews else 0
        chosen += inbox.first_cases(part.team, SHOWN) if part.waiting else []
    for item in inbox.items_of(chosen, person):
        parts[item.case.team_id].cases.append(item)


def _fill_runs(parts: dict[int, TeamHome], found: list[tuple[int, int]], into: str, count: str) -> None:
    """Count the runs found, given as (run, team), and show the first of each team."""
    by_team = {team: [run for run, of in found if of == team] for team in parts}
    for team, numbers in by_team.items():
        setattr(parts[team], count, len(numbers))
    for line in runs.lines_of(runs.numbered([run for numbers in by_team.values() for run in numbers[:SHOWN]])):
        getattr(parts[line.run.team_id], into).append(line)
