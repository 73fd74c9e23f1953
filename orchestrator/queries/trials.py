"""What a trial shows: each step's state, output, confidence, time and cost, and the question it waits for."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agents.models import Agent, Tool
from fields.types import Field
from governance.documents import DocumentForm, values_parser
from governance.models import User
from orchestrator.engine.definition import RUN, Shape
from orchestrator.engine.state import DECISIONS, Decision, Reason, RunState
from orchestrator.models import Escalation, Run, Workflow
from orchestrator.queries.timeline import Walk, WalkStep, timeline, tool_number
from orchestrator.queries.timeline_status import Situation, situation

WORDS: dict[Decision, Promise] = {
    Decision.APPROVE: _("Approve"),
    Decision.CORRECT: _("Go on with these values"),
    Decision.ALLOW: _("Send it"),
    Decision.DECLINE: _("Go on without sending"),
    Decision.RETRY: _("Try again"),
    Decision.HAPPENED: _("It happened"),
    Decision.MORE: _("Allow more"),
    Decision.STOP: _("Stop the trial"),
}
TITLES: dict[str, Promise] = {
    Reason.CONFIRM: _("Send it for real?"),
    Reason.SENSITIVE: _("Let it use words from outside?"),
    Reason.PERSON_STEP: _("A person decides here: you, in this trial"),
    Reason.LOW_CONFIDENCE: _("Not sure enough: what would a reviewer say?"),
}
FILLED_IN = {Decision.APPROVE, Decision.CORRECT, Decision.HAPPENED}
Given = list[tuple[Field, Any]]


@dataclass(frozen=True)
class Shown:
    """One step of a trial, with what it was given and what it gave."""

    line: WalkStep
    given: Given = field(default_factory=list)
    gave: Given = field(default_factory=list)
    why: str = ""
    sentence: str = ""
    model: str = ""

    @property
    def key(self) -> str:
        """The step's key."""
        return self.line.place.rpartition(".")[0]


@dataclass(frozen=True)
class Question:
    """What the trial waits for: the case, what would be sent, and the answers there are."""

    case: Escalation
    title: str | Promise
    sentence: str
    request: Given
    choices: list[tuple[str, str | Promise, bool]]
    form: DocumentForm[dict[str, Any]]
    fields: list[Field]


@dataclass(frozen=True)
class Trial:
    """A trial as its page shows it."""

    run: Run
    situation: Situation
    steps: list[Shown]
    question: Question | None

    @property
    def moving(self) -> bool:
        """Whether something will change without anybody's doing."""
        return not self.run.over and self.question is None


def latest_trial(actor: User, *, workflow: Workflow | None = None, agent: Agent | None = None) -> Run | None:
    """The last trial this person made of a workflow's or an agent's draft."""
    found = Run.objects.filter(starter=actor, trial=True)
    found = found.filter(agent=agent) if agent else found.filter(workflow=workflow)
    return found.order_by("-pk").first()


def given_to(run: Run | None) -> dict[str, Any]:
    """What a trial was started with, so that the next one can begin from it."""
    return _values(Walk(run), RUN) if run else {}


def trial_of(run: Run, form: DocumentForm[dict[str, Any]] | None = None) -> Trial:
    """All there is to see of a trial now; `form` is a refused answer to its question."""
    walk = Walk(run)
    lines = timeline(walk)
    refs = [ref for step in walk.visits for ref in (step.given, step.gave, step.detail)]
    opened = walk.open_all(refs)
    steps = [_shown(walk, line, opened) for line in lines]
    waits = walk.case is not None and not walk.run.over and walk.run.state != RunState.CANCELLING
    return Trial(walk.run, situation(walk), steps, _question(walk, form) if waits else None)


def _shown(walk: Walk, line: WalkStep, opened: dict[str, dict[str, Any]]) -> Shown:
    key, _dot, number = line.place.rpartition(".")
    step = walk.visit(key, int(number))
    if step is None:
        return Shown(line)
    made, told = opened.get(step.gave or "", {}), opened.get(step.detail or "", {})
    taken = opened.get(step.given or "", {})
    shape = walk.definition.shapes.get(key, Shape())
    if walk.run.agent_id is not None:
        # By itself an agent never stops at how sure it is; what it would need in a workflow is told all the same.
        line = replace(line, threshold=shape.threshold)
    said = told.get("sentence", "") if step.failure else ""
    folded = walk.state.steps.get(key)
    if folded is not None and folded.declined and folded.number == step.visit:
        said = gettext("Not sent: the trial went on without it.")
    given, gave = _named(shape.takes, _plain(taken)), _named(shape.gives, _plain(made))
    return Shown(line, given, gave, made.get("why", ""), said, step.model)


def _plain(payload: dict[str, Any]) -> dict[str, Any]:
    return {name: each.get("value") for name, each in payload.get("fields", {}).items()}


def _named(fields: list[Field], values: dict[str, Any]) -> Given:
    return [(each, values[each.key]) for each in fields if values.get(each.key) is not None]


def _values(walk: Walk, origin: str) -> dict[str, Any]:
    given = walk.state.given if origin == RUN else getattr(walk.state.steps.get(origin), "gave", None)
    return _plain(walk.open_all([given]).get(given or "", {}))


# -- the question --------------------------------------------------------------------------------------------------


def _question(walk: Walk, form: DocumentForm[dict[str, Any]] | None) -> Question:
    case = walk.case
    assert case is not None
    payload = walk.open_all([case.payload]).get(case.payload or "", {})
    offered = [each for each in DECISIONS[Reason(case.reason)] if each in WORDS]
    asks = [each for each in offered if _needs_values(case, each)]
    fields = walk.definition.shapes.get(case.step, Shape()).gives if asks else []
    return Question(
        case=case,
        title=TITLES.get(case.reason, case.get_reason_display()),
        sentence=payload.get("sentence", ""),
        request=_request(case, payload),
        choices=[(each.value, WORDS[each], each in (Decision.ALLOW, Decision.APPROVE)) for each in offered],
        form=form or answer_form(walk.run, case, fields, _plain(payload)),
        fields=fields,
    )


def _needs_values(case: Escalation, decision: Decision) -> bool:
    return decision in FILLED_IN and (decision is not Decision.APPROVE or case.reason == Reason.PERSON_STEP)


def _request(case: Escalation, payload: dict[str, Any]) -> Given:
    """What would be sent, field by field, in the tool's own names."""
    arguments = payload.get("request", {}).get("arguments", {})
    tool = Tool.objects.filter(pk=tool_number(str(case.facts.get("call", "")))).first()
    return _named(list(tool.input_fields), arguments) if tool else []


def answer_form(
    run: Run, case: Escalation, fields: list[Field], initial: dict[str, Any], post: Any = None
) -> DocumentForm[dict[str, Any]]:
    """The values a person may have to fill in to answer."""
    return DocumentForm(
        parse=values_parser(fields, "output"),
        initial={"output": initial},
        post=post,
        currency=run.team.currency,
        labels={each.key: each.name for each in fields} | {"output": _("Values")},
        id=f"answer-{case.pk}",
    )


def open_question(run: Run, decision: str, post: Any) -> tuple[Escalation | None, DocumentForm[dict[str, Any]] | None]:
    """The open case of a trial, and what was filled in where this decision needs values."""
    case = Escalation.objects.filter(run=run, trial=True).exclude(state="resolved").order_by("pk").first()
    if case is None or decision not in {each.value for each in WORDS}:
        return case, None
    fields = run.version.definition.shapes.get(case.step, Shape()).gives
    needs = _needs_values(case, Decision(decision))
    return case, answer_form(run, case, fields, {}, post) if needs else None
