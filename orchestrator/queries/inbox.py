"""What the inbox asks: the cases that wait, oldest first."""

from dataclasses import dataclass

from django.db.models import QuerySet

from governance.models import Team, User
from orchestrator.models import Escalation
from orchestrator.queries.runs import name_of_run
from orchestrator.queries.runs_about import about, documents_of, step_names
from orchestrator.queries.runs_words import REASONS, Word
from orchestrator.queries.timeline import tool_names
from orchestrator.queries.timeline_reasons import why_short

MOST = 50


@dataclass(frozen=True)
class QueueItem:
    """One case in the queue."""

    case: Escalation
    title: Word
    about: str
    why: str
    step: str
    workflow: str
    mine: bool

    @property
    def look(self) -> str:
        """The case's mark: violet for a doubt, amber for all others."""
        return "doubtful" if self.case.reason == "doubtful" else "needs_person"


def open_cases(team: Team) -> QuerySet[Escalation]:
    """The cases of a team that wait, oldest first; trials are decided where they are tried."""
    return Escalation.objects.filter(team=team, trial=False).exclude(state="resolved").order_by("opened_at", "pk")


def count_waiting(team: Team) -> int:
    """How many cases wait in a team."""
    return open_cases(team).count()


def queue(team: Team, person: User, *, mine: bool = False) -> list[QueueItem]:
    """The first cases of the queue, or those the person has taken."""
    cases = open_cases(team)
    if mine:
        cases = cases.filter(claimed_by=person)
    return items_of(list(_with_names(cases)[:MOST]), person)


def _with_names(cases: QuerySet[Escalation]) -> QuerySet[Escalation]:
    shown = ("team_id", "step", "reason", "facts", "opened_at", "claimed_by__name")
    of_run = ("version_id", "snapshot", "workflow__name", "agent__name", "key__run_ref", "key__wrapped")
    related = ("run__workflow", "run__agent", "run__key", "claimed_by")
    return cases.select_related(*related).only(*shown, *(f"run__{name}" for name in of_run))


def first_cases(team: Team, most: int) -> list[Escalation]:
    """What of a team needs a person first: calls that may or may not have happened, then what has waited longest."""
    doubtful = list(_with_names(open_cases(team).filter(reason="doubtful"))[:most])
    others = _with_names(open_cases(team).exclude(reason="doubtful"))[: most - len(doubtful)]
    return doubtful + list(others)


def items_of(cases: list[Escalation], person: User) -> list[QueueItem]:
    """Cases ready to be shown: three more queries for any number of them."""
    runs = [case.run for case in cases]
    documents = documents_of(runs) if runs else {}
    words = about(runs, documents) if runs else {}
    tools = tool_names(cases)
    return [
        QueueItem(
            case,
            REASONS.get(case.reason, case.reason),
            words[case.run_id],
            why_short(case, tools.get(case.pk, "")),
            step_names(documents.get(case.run.version_id, {})).get(case.step, case.step),
            name_of_run(case.run),
            case.claimed_by_id == person.pk,
        )
        for case in cases
    ]


def case_in(team: Team, number: str) -> Escalation | None:
    """A case of this team, also a decided one."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    found = Escalation.objects.select_related("run", "claimed_by", "decided_by")
    return found.filter(team=team, trial=False, pk=int(number)).first()


def next_case(team: Team, after: Escalation) -> Escalation | None:
    """The case to decide next: the oldest one behind, else the oldest of all."""
    waiting = open_cases(team).exclude(pk=after.pk)
    behind = waiting.filter(opened_at__gte=after.opened_at).exclude(opened_at=after.opened_at, pk__lt=after.pk)
    return behind.first() or waiting.first()
