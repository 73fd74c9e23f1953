"""The one sentence on top of a run: what is happening, and why it waits."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from governance.actors import name_of
from governance.queries import trail_of_run
from orchestrator.engine.state import Reason, RunState
from orchestrator.queries.runs_words import Look, failure_word, run_look
from orchestrator.queries.timeline import Walk, tool_of
from orchestrator.queries.timeline_reasons import why


@dataclass(frozen=True)
class Situation:
    """A look, a sentence, since when, and a second sentence where there is more to say."""

    look: Look
    sentence: str
    at: datetime | None = None
    more: str = ""


def situation(walk: Walk) -> Situation:
    """What is to be said of the run now."""
    look = run_look(walk.run, walk.case.claimed_by if walk.case else None)
    if walk.case and walk.run.state == RunState.WAITING:
        return _waiting(walk, look)
    return SAYS.get(RunState(walk.run.state), _moving)(walk, look)


def _waiting(walk: Walk, look: Look) -> Situation:
    case = walk.case
    assert case is not None
    reason = why(case, walk.name(case.step), tool_of(case))
    if walk.run.trial:
        text = _("Waiting for whoever tries this draft: %(reason)s.")
    elif case.claimed_by:
        text = _("%(who)s is deciding: %(reason)s.")
    else:
        text = _("Waiting for a reviewer: %(reason)s.")
    words = {"reason": reason, "who": case.claimed_by.name if case.claimed_by else ""}
    last = walk.visit(case.step, case.visit)
    detail = last.detail if last and last.failure and case.reason in (Reason.FAILED, Reason.HANDOFF) else case.payload
    said = walk.open_all([detail]).get(detail or "", {}).get("sentence", "") if case.reason in TOLD else ""
    return Situation(look, text % words, case.claimed_at or case.opened_at, said or _others(walk, but=case.step))


def _others(walk: Walk, but: str) -> str:
    """The other parts that wait for a person too."""
    names = [f"“{walk.name(case.step)}”" for case in walk.open_cases if case.step != but]
    return _("%(steps)s also needs a person.") % {"steps": ", ".join(names)} if names else ""


def _moving(walk: Walk, look: Look) -> Situation:
    if not walk.visits:
        return Situation(look, _("Waiting for a free worker."), walk.run.started_at)
    working = [key for key in walk.state.under_way if walk.state.steps[key].waiting is None]
    if working:
        since = next((step.started_at for step in walk.visits if step.key == working[0]), None)
        return Situation(look, _at_work([walk.name(key) for key in working]), since, _others(walk, but=""))
    if walk.state.waits:
        return _trying_again(walk, look)
    coming = walk.run.at_step
    if not coming:
        return Situation(look, _("Coming to its end."))
    return Situation(look, _("Going on to %(step)s.") % {"step": walk.name(coming)}, more=_others(walk, but=""))


def _at_work(names: list[str]) -> str:
    if len(names) == 1:
        return _("%(step)s is at work.") % {"step": names[0]}
    return _("%(steps)s and %(step)s are at work.") % {"steps": ", ".join(names[:-1]), "step": names[-1]}


def _trying_again(walk: Walk, look: Look) -> Situation:
    key = next(iter(walk.state.waits))
    last = walk.visit(key, walk.state.steps[key].number)
    words = {"step": walk.name(key), "why": failure_word(last.failure if last else "")}
    return Situation(look, _("%(step)s is tried again: %(why)s at the last attempt.") % words, walk.run.due_at)


def _cancelling(walk: Walk, look: Look) -> Situation:
    who, reason, at = stopped_by(walk)
    text = _("%(who)s asked to stop this run. It stops as soon as what is under way lets go, within seconds.")
    return Situation(look, text % {"who": who}, at, reason)


def _cancelled(walk: Walk, look: Look) -> Situation:
    who, reason, at = stopped_by(walk)
    return Situation(Look(look.key, _("Stopped")), _("Stopped by %(who)s.") % {"who": who}, at, reason)


def _done(walk: Walk, look: Look) -> Situation:
    return Situation(look, _("The run reached its end."), walk.run.finished_at)


def _failed(walk: Walk, look: Look) -> Situation:
    last = walk.visits[-1] if walk.visits else None
    words = {"step": walk.name(last.key) if last else "", "why": failure_word(last.failure) if last else ""}
    detail = walk.open_all([last.detail]).get(last.detail or "", {}) if last else {}
    return Situation(look, _("%(step)s failed: %(why)s.") % words, walk.run.finished_at, detail.get("sentence", ""))


def stopped_by(walk: Walk) -> tuple[str, str, datetime | None]:
    """Who asked to stop the run, what they gave as the reason, and when."""
    kinds = ("run.cancelling", "run.cancelled")
    record = trail_of_run(walk.run.pk).filter(kind__in=kinds).first()
    if record is None:
        return _("Someone"), "", walk.run.finished_at
    note = walk.open_all([record.payload_id]).get(record.payload_id or "", {}).get("note", "")
    return name_of(record.actor), note, record.at


# Cases whose own sentence says more than their reason.
TOLD = {Reason.FAILED, Reason.HANDOFF, Reason.POLICY}
SAYS = {
    RunState.CANCELLING: _cancelling,
    RunState.CANCELLED: _cancelled,
    RunState.DONE: _done,
    RunState.FAILED: _failed,
}
