"""What the list of runs asks: filtered by index, paged by id, never counted as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from governance import access
from governance.models import Team, User
from orchestrator.engine.state import RunState
from orchestrator.models import Escalation, Run, Workflow
from orchestrator.queries.runs_about import about, documents_of, step_names
from orchestrator.queries.runs_words import Look, Word, run_look

PAGE = 50
CHUNK = 500
RECENT = 500  # outcomes offered as filters are those of so many latest runs
MOVING = (RunState.QUEUED, RunState.RUNNING, RunState.CANCELLING)
SHOWN = (
    *("version_id", "trial", "state", "outcome", "at_step", "reason", "cost_micros", "tokens"),
    *("started_at", "finished_at", "snapshot"),
)

FOR_A_PERSON = ~Q(reason="")


@dataclass(frozen=True)
class Kind:
    """Runs one can ask for: their word, the states they are in, and what else holds for them."""

    word: Word
    states: tuple[RunState, ...]
    also: Q = field(default_factory=Q)


STATES: dict[str, Kind] = {
    "running": Kind(_("Running"), (*MOVING, RunState.WAITING), Q(reason="")),
    "waiting": Kind(_("Need a person"), (RunState.WAITING,), FOR_A_PERSON),
    "finished": Kind(_("Finished"), (RunState.DONE,)),
    "failed": Kind(_("Failed"), (RunState.FAILED,)),
    "stopped": Kind(_("Stopped"), (RunState.CANCELLED,)),
}


# How a list can be sorted, other than by the newest first.
SORTS: dict[str, tuple[Any, ...]] = {
    "oldest": ("pk",),
    "longest": ((F("finished_at") - F("started_at")).desc(nulls_last=True), "-pk"),
    "costly": ("-cost_micros", "-pk"),
}


@dataclass(frozen=True)
class RunFilter:
    """Which runs, as the address says it."""

    state: str = ""
    workflow: str = ""
    outcome: str = ""
    trials: bool = False
    before: int = 0
    sort: str = ""
    page: int = 0

    @classmethod
    def of(cls, query: QueryDict) -> "RunFilter":
        """Read the address; what it does not know is left out."""
        before, page, sort = query.get("before", ""), query.get("page", ""), query.get("sort", "")
        return cls(
            state=query.get("state", "") if query.get("state") in STATES else "",
            workflow=query.get("workflow", "")[:63],
            outcome=query.get("outcome", "")[:80],
            trials=query.get("trials") == "1",
            before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else 0,
            sort=sort if sort in SORTS else "",
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 4 else 0,
        )

    def link(self, **changes: Any) -> str:
        """The address with these changes; a changed filter begins at the first page again."""
        wanted = replace(self, **{"before": 0, "page": 0, **changes})
        words = {"state": wanted.state, "workflow": wanted.workflow, "outcome": wanted.outcome, "sort": wanted.sort}
        words |= {"trials": "1" if wanted.trials else "", "before": str(wanted.before or "")}
        words |= {"page": str(wanted.page or "")}
        return "?" + urlencode({name: word for name, word in words.items() if word})

    @property
    def here(self) -> str:
        """The address of this very page of the list."""
        return self.link(before=self.before, page=self.page)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the page was chosen."""
        return bool(self.state or self.workflow or self.outcome or self.trials)


@dataclass(frozen=True)
class RunLine:
    """One row of a list of runs."""

    run: Run
    look: Look
    name: str
    about: str
    step: str

    @property
    def seconds(self) -> float | None:
        """How long it took, or has taken."""
        end: datetime = self.run.finished_at or now()
        return (end - self.run.started_at).total_seconds() if self.run.finished_at or self.run.state in MOVING else None


@dataclass(frozen=True)
class Page:
    """One page of runs and the id to go on from."""

    lines: list[RunLine]
    older: int = 0


def page_of_runs(team: Team, wanted: RunFilter) -> Page:
    """The runs of a team, newest first; the caller has obtained the team through access."""
    runs = _chosen(team, wanted)
    if wanted.sort:
        return _sorted(_in_state(runs, wanted), wanted)
    if wanted.before:
        runs = runs.filter(pk__lt=wanted.before)
    if wanted.state:
        runs = Run.objects.filter(pk__in=[run for run, _team in _newest(runs, STATES[wanted.state], PAGE + 1)])
    found = list(with_names(runs).order_by("-pk")[: PAGE + 1])
    return Page(lines_of(found[:PAGE]), found[PAGE - 1].pk if len(found) > PAGE else 0)


def _chosen(team: Team, wanted: RunFilter) -> QuerySet[Run]:
    """A team's runs, narrowed by all but their state."""
    runs = Run.objects.filter(team=team)
    if not wanted.trials:
        runs = runs.filter(trial=False)
    if wanted.workflow:
        runs = runs.filter(workflow__in=Workflow.objects.filter(team=team, key=wanted.workflow).values("pk"))
    return runs.filter(outcome=wanted.outcome) if wanted.outcome else runs


def _in_state(runs: QuerySet[Run], wanted: RunFilter) -> QuerySet[Run]:
    kind = STATES.get(wanted.state)
    return runs.filter(kind.also, state__in=kind.states) if kind else runs


def _sorted(runs: QuerySet[Run], wanted: RunFilter) -> Page:
    """A page of runs by another order; the numbers alone are sorted, as whole rows would be carried along."""
    first = wanted.page * PAGE
    numbers = list(runs.order_by(*SORTS[wanted.sort]).values_list("pk", flat=True)[first : first + PAGE + 1])
    rows = {run.pk: run for run in numbered(numbers[:PAGE])}
    more = wanted.page + 1 if len(numbers) > PAGE else 0
    return Page(lines_of([rows[number] for number in numbers[:PAGE] if number in rows]), more)


def every_run(team: Team, wanted: RunFilter) -> Iterator[Run]:
    """All runs of a list, newest first, some at a time: each chunk is a query of its own, so that none stays open."""
    runs = rest = with_names(_in_state(_chosen(team, wanted), wanted)).order_by("-pk")
    while chunk := list(rest[:CHUNK]):
        yield from chunk
        rest = runs.filter(pk__lt=chunk[-1].pk)


def _newest(runs: QuerySet[Run], kind: Kind, most: int) -> list[tuple[int, int]]:
    """The newest runs of a kind as (run, team), asked state by state: each is one walk along an index."""
    found: list[tuple[int, int]] = []
    for state in kind.states:
        found += runs.filter(kind.also, state=state).order_by("-pk").values_list("pk", "team_id")[:most]
    return sorted(found, reverse=True)[:most]


def with_names(runs: QuerySet[Run]) -> QuerySet[Run]:
    """Runs with all that their lines show of them, and no more."""
    names = ("workflow__name", "agent__name", "starter__name", "team__currency", "key__run_ref", "key__wrapped")
    return runs.select_related("workflow", "agent", "starter", "key", "team").only(*SHOWN, *names)


def lines_of(runs: list[Run]) -> list[RunLine]:
    """Rows ready to be shown: three more queries for any number of runs."""
    documents = documents_of(runs)
    words = about(runs, documents)
    waiting = [run.pk for run in runs if run.reason]
    open_cases = Escalation.objects.filter(run__in=waiting).exclude(state="resolved").select_related("claimed_by")
    holders = {case.run_id: case.claimed_by for case in open_cases} if waiting else {}
    return [
        RunLine(
            run,
            run_look(run, holders.get(run.pk)),
            name_of_run(run),
            words[run.pk],
            step_names(documents.get(run.version_id, {})).get(run.at_step, ""),
        )
        for run in runs
    ]


def name_of_run(run: Run) -> str:
    """A run is called after its workflow, the trial of an agent after the agent."""
    return str(run.workflow or run.agent or run)


def newest(teams: list[Team], kind: str, most: int, also: Q | None = None) -> list[tuple[int, int]]:
    """The newest runs of several teams of one kind as (run, team), trials left out."""
    return _newest(Run.objects.filter(also or Q(), team__in=teams, trial=False), STATES[kind], most)


def numbered(numbers: list[int]) -> list[Run]:
    """The runs with these numbers, the newest first."""
    return list(with_names(Run.objects.filter(pk__in=numbers)).order_by("-pk"))


def outcomes_in(team: Team) -> list[str]:
    """The outcomes of the latest runs, for the filter."""
    latest = Run.objects.filter(team=team).order_by("-pk").values("pk", "outcome")[:RECENT]
    return sorted({row["outcome"] for row in latest if row["outcome"]})


def startable(actor: User, team: Team) -> list[Workflow]:
    """The workflows of a team the person may start now."""
    if not access.may(actor, "run.start", team):
        return []
    return list(ready_workflows(team))


def ready_workflows(team: Team) -> QuerySet[Workflow]:
    """The published workflows of a team."""
    return Workflow.objects.filter(team=team, archived=False, live_version__isnull=False).defer("draft")


def workflows_in(team: Team) -> list[Workflow]:
    """All workflows of a team, for the filter."""
    return list(Workflow.objects.filter(team=team).only("key", "name"))
