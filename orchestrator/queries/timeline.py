"""The walk of one run: every visit so far, and the steps still to come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext as _

from agents.models import Tool
from fields import conditions
from fields.conditions import Condition
from governance.documents import say
from governance.payloads import PayloadGone, Vault
from governance.secrets import SealBroken
from orchestrator.engine.definition import AnyStep as Stop
from orchestrator.engine.definition import ChooseStep, Definition, Link, WorkStep, known_fields
from orchestrator.engine.paths import needless
from orchestrator.engine.state import Reason, State, StepState
from orchestrator.models import Escalation, Run, Step
from orchestrator.queries.definitions import definition_of
from orchestrator.queries.runs_about import about
from orchestrator.queries.runs_words import Look, failure_word, step_look
from orchestrator.queries.timeline_reasons import why_short
from orchestrator.queries.words import all_fields, path_words

RELATED = ("version", "key", "team", "starter", "workflow", "agent")


class Walk:
    """One run as its page reads it: the row, its drawing, its visits, its open case and its vault."""

    def __init__(self, run: Run) -> None:
        self.run = Run.objects.select_related(*RELATED).get(pk=run.pk)
        self.definition: Definition = definition_of(self.run.version_id)
        self.state = self.run.folded
        self.visits = list(Step.objects.filter(run=self.run))
        cases = Escalation.objects.filter(run=self.run).select_related("claimed_by", "decided_by").order_by("pk")
        self.cases = list(cases)
        self.open_cases = [case for case in self.cases if case.state != "resolved"]
        self.case = next(iter(self.open_cases), None)
        self.vault = unlocked(self.run)

    @property
    def erased(self) -> bool:
        """Whether what the run was given and made has been erased."""
        return self.run.key is not None and self.vault is None

    @property
    def seconds(self) -> float | None:
        """How long the run took from its start to its end."""
        end = self.run.finished_at
        return (end - self.run.started_at).total_seconds() if end else None

    @property
    def about(self) -> str:
        """The first words of the request."""
        return about([self.run], {self.run.version_id: self.run.version.document})[self.run.pk]

    def open_all(self, refs: list[str | None]) -> dict[str, dict[str, Any]]:
        """The payloads with these references, in one query; those that are gone are missing."""
        wanted = [ref for ref in dict.fromkeys(refs) if ref]
        if self.vault is None or not wanted:
            return {}
        try:
            return self.vault.open_all(wanted)
        except (PayloadGone, SealBroken):
            return {}

    def stop(self, key: str) -> Stop | None:
        """The step with this key; None where the drawing has none."""
        return next((step for step in self.definition.steps if step.key == key), None)

    def name(self, key: str) -> str:
        """The name of a step by its key."""
        stop = self.stop(key)
        return stop.name if stop else key

    def case_at(self, step: Step) -> Escalation | None:
        """The open case a visit waits with."""
        return next((case for case in self.open_cases if (case.step, case.visit) == (step.key, step.visit)), None)

    def visit(self, key: str, number: int) -> Step | None:
        """One visit."""
        return next((step for step in self.visits if (step.key, step.visit) == (key, number)), None)


def unlocked(run: Run) -> Vault | None:
    """The run's vault; None once its key was destroyed."""
    try:
        return Vault.unlock(run.key) if run.key else None
    except (PayloadGone, SealBroken):
        return None


@dataclass(frozen=True)
class WalkStep:
    """One line of the timeline."""

    place: str  # "triage.1", what ?step= says
    name: str
    look: Look
    say: str = ""
    tone: str = ""
    seconds: float | None = None
    confidence: float | None = None
    threshold: float | None = None
    cost_micros: int = 0
    again: int = 0
    ahead: bool = False
    new: bool = False
    since: datetime | None = None


NEW_FOR_SECONDS = 3
CALLED_OFF = "called_off"


def timeline(walk: Walk) -> list[WalkStep]:
    """Every visit in order, then what still lies ahead."""
    tools = tool_names(walk.open_cases) if walk.open_cases else {}
    return [*(_visited(walk, step, tools) for step in walk.visits), *_ahead(walk)]


def tool_of(case: Escalation | None) -> str:
    """The name of the tool an open case is about."""
    return tool_names([case]).get(case.pk, "") if case else ""


def tool_names(cases: list[Escalation]) -> dict[int, str]:
    """The tools that cases are about, by case id, in one query."""
    numbers = {case.pk: number for case in cases if (number := tool_number(str(case.facts.get("call", ""))))}
    names = dict(Tool.objects.filter(pk__in=set(numbers.values())).values_list("pk", "name")) if numbers else {}
    return {pk: names[number] for pk, number in numbers.items() if number in names}


def tool_number(call: str) -> int:
    """The tool's id in a call's name such as "12.1"; 0 where there is none."""
    number = call.partition(".")[0]
    return int(number) if number.isdigit() else 0


def _visited(walk: Walk, step: Step, tools: dict[int, str]) -> WalkStep:
    case = walk.case_at(step)
    words, tone = _say(walk, step, case, tools.get(case.pk, "") if case else "")
    return WalkStep(
        place=f"{step.key}.{step.visit}",
        name=walk.name(step.key),
        look=step_look(step, case),
        say=words,
        tone=tone,
        seconds=step.milliseconds / 1000 if step.milliseconds else None,
        confidence=step.confidence if step.confidence is not None and step.model else None,
        threshold=step.threshold,
        cost_micros=step.cost_micros,
        again=step.visit if step.visit > 1 else 0,
        new=(now() - step.started_at).total_seconds() < NEW_FOR_SECONDS,
        since=case.opened_at if case else None,
    )


def _say(walk: Walk, step: Step, case: Escalation | None, tool: str) -> tuple[str, str]:
    match step.state:
        case StepState.WAITING if case:
            if case.reason == Reason.LOW_CONFIDENCE:
                return "", "is-amber"  # the bar below says it
            return why_short(case, tool), "is-violet" if case.reason == Reason.DOUBTFUL else "is-amber"
        case StepState.SKIPPED:
            return skipped_because(walk, step), ""
        case StepState.RETRYING:
            text = _("Attempt %(number)s failed: %(why)s")
            return text % {"number": step.attempt, "why": failure_word(step.failure)}, ""
        case StepState.FAILED if step.failure and step.failure != "cancelled":
            return _("Failed: %(why)s") % {"why": failure_word(step.failure)}, "is-red"
    return way_taken(walk, step), ""


def way_taken(walk: Walk, step: Step) -> str:
    """Which way a "choose a path" went at its latest visit; empty for all other steps."""
    now_at = walk.state.steps.get(step.key)
    if not isinstance(walk.stop(step.key), ChooseStep) or now_at is None or now_at.number != step.visit:
        return ""
    known = all_fields(walk.definition)
    taken = [link for link in walk.definition.graph.out(step.key) if walk.state.links.get(link.id)]
    return ", ".join(link.name or path_words(walk.definition, link, known) for link in taken)


def skipped_because(walk: Walk, step: Step) -> str:
    """The reason a step was not taken, read back from its condition."""
    if step.failure == CALLED_OFF:
        return _("Called off, because it was no longer needed")
    if step.failure:
        return _("Passed over, because it failed: %(why)s") % {"why": failure_word(step.failure)}
    stop = walk.stop(step.key)
    if not isinstance(stop, WorkStep) or stop.only_when is None:
        return _("Its condition did not hold")
    return _("Only when %(condition)s") % {"condition": in_words(walk, stop.key, stop.only_when)}


def in_words(walk: Walk, key: str, condition: Condition) -> str:
    """A condition read back; fields that share a name are told apart by their steps."""
    known = known_fields(walk.definition, before=key)
    rows = conditions.all_rows(condition)
    names = [known[path].name for path in {row.field for row in rows} if path in known]
    for row in rows:
        field = known.get(row.field)
        if field is not None and names.count(field.name) > 1:
            whose = {"field": field.name, "step": walk.name(row.field.partition(".")[0])}
            known[row.field] = field.model_copy(update={"name": _("%(field)s (%(step)s)") % whose})
    return say(conditions.sentence(condition, known))


def _ahead(walk: Walk) -> list[WalkStep]:
    """What is still to come; a path that was not taken never will."""
    state, graph = walk.state, walk.definition.graph
    never = {key for key in graph.order if graph.into(key) and not any(_open(state, each) for each in graph.into(key))}
    visited = {step.key for step in walk.visits} if walk.run.over else set()
    keys = [key for key in graph.order if not (state.been(key) or key in visited or key in never)]
    keys = [key for key in keys if not needless(walk.definition, state, key)]
    return [WalkStep(place=f"{key}.0", name=walk.name(key), look=Look("ahead"), ahead=True) for key in keys]


def _open(state: State, link: Link) -> bool:
    return state.links.get(link.id, True)


def chosen_place(walk: Walk, wanted: str) -> tuple[str, bool]:
    """The step to show, and whether the reader picked it; else where the run is, else what it did last."""
    places = {f"{step.key}.{step.visit}" for step in walk.visits} | {f"{key}.0" for key in walk.definition.order()}
    if wanted in places:
        return wanted, True
    work = {step.key for step in walk.definition.steps if isinstance(step, WorkStep)}
    taken = [step for step in walk.visits if step.state != StepState.SKIPPED and step.key in work]
    here = [step for step in taken if step.key == walk.run.at_step]
    last = (here or taken or walk.visits)[-1:]
    if last:
        return f"{last[0].key}.{last[0].visit}", False
    order = walk.definition.order()
    return (f"{order[0]}.0" if order else ""), False
