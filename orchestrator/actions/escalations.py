"""Claiming and deciding escalations."""

import contextlib
import dataclasses
from dataclasses import dataclass, field
from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext as _

from fields import contracts
from fields.labels import Labelled, Labels, load, plain
from governance.actions.problems import Stale
from governance.door import governed
from governance.models import User
from governance.payloads import PayloadGone
from orchestrator.actions.problems import Unfit
from orchestrator.bell import ring
from orchestrator.engine.events import NotNow, Overtaken
from orchestrator.engine.happenings import Claimed, Resolved
from orchestrator.engine.state import Decision, Reason
from orchestrator.journal import Journal, SomeoneWasFaster, labelled
from orchestrator.models import Escalation, Run
from orchestrator.values import made
from orchestrator.wanted import output_wanted

NEEDS_OUTPUT = {Decision.CORRECT, Decision.HAPPENED}


@dataclass(frozen=True)
class Verdict:
    """What a reviewer decided: filled-in or corrected values, a note, and the step to send the case back to."""

    decision: Decision
    output: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    to: str = ""


@governed("escalation.decide", kind="escalation.claimed")
def claim(actor: User, escalation: Escalation) -> Escalation:
    """Take a case, so that colleagues know; Stale where somebody has it."""
    case, journal = _open_case(escalation)
    if case.claimed_by_id == actor.pk:
        return case
    _must_be_free(actor, case)
    _hold(case, actor)
    _tell(journal, Claimed(), actor)
    return case


@governed("escalation.decide", kind="escalation.freed")
def free(actor: User, escalation: Escalation) -> Escalation:
    """Give a case back to the inbox."""
    case, journal = _open_case(escalation)
    _must_be_free(actor, case)
    _hold(case, None)
    _tell(journal, Claimed(freed=True), actor)
    return case


@governed("escalation.decide")
def decide_escalation(actor: User, escalation: Escalation, verdict: Verdict) -> Run:
    """Decide a case; the run goes on from there. Stale where a colleague was faster, Unfit names what to mend."""
    if escalation.trial:
        raise Unfit(_("This case belongs to a trial; whoever tries the draft decides it."))
    return _decide(actor, escalation, verdict)


@governed("run.try")
def decide_trial(actor: User, escalation: Escalation, verdict: Verdict) -> Run:
    """Decide a case of one's own trial."""
    if not escalation.trial or escalation.run.starter_id != actor.pk:
        raise Unfit(_("Only the person who started this trial decides its cases."))
    return _decide(actor, escalation, verdict)


def _decide(actor: User, escalation: Escalation, verdict: Verdict) -> Run:
    case, journal = _open_case(escalation)
    _must_be_free(actor, case)
    _tell(journal, _resolution(journal, case, verdict), actor)
    case.state, case.decision, case.decided_by, case.decided_at = "resolved", verdict.decision.value, actor, now()
    case.save(update_fields=["state", "decision", "decided_by", "decided_at"])
    ring(journal.run.pk)
    return journal.run


def _open_case(escalation: Escalation) -> tuple[Escalation, Journal]:
    run = Run.objects.select_for_update(of=("self",)).select_related("key").get(pk=escalation.run_id)
    case = Escalation.objects.select_related("claimed_by", "decided_by").get(pk=escalation.pk)
    if case.state == "resolved":
        who = case.decided_by.name if case.decided_by else _("Someone")
        raise Stale(_("%(who)s decided this case before you. Nothing was changed.") % {"who": who})
    journal = Journal(run)
    journal.at = case.step
    return case, journal


def _must_be_free(actor: User, case: Escalation) -> None:
    if case.claimed_by is not None and case.claimed_by != actor:
        raise Stale(_("%(who)s has taken this case. Nothing was changed.") % {"who": case.claimed_by.name})


def _hold(case: Escalation, by: User | None) -> None:
    case.claimed_by, case.claimed_at = by, now() if by else None
    case.state = "claimed" if by else "open"
    case.save(update_fields=["claimed_by", "claimed_at", "state"])


def _tell(journal: Journal, happening: Claimed | Resolved, actor: User) -> None:
    try:
        journal.tell(happening)
    except NotNow as no:
        raise Unfit(_(str(no))) from None
    except Overtaken:
        raise Stale(_("This run has ended meanwhile. Nothing was changed.")) from None
    try:
        journal.commit(actor, "escalation.decide")
    except SomeoneWasFaster:
        raise Stale(_("This case changed while you were reading it. Look at it again.")) from None


def _resolution(journal: Journal, case: Escalation, verdict: Verdict) -> Resolved:
    gives = output_wanted(journal.definition, journal.state, case.step, Reason(case.reason))
    note = {"note": verdict.note.strip()[:5_000]}
    if verdict.decision is Decision.SEND_BACK and not note["note"]:
        raise Unfit(_("Write a note that says what should be done differently."), {"note": _("A note is needed here.")})
    wants = verdict.decision in NEEDS_OUTPUT
    wants = wants or (verdict.decision is Decision.APPROVE and case.reason == Reason.PERSON_STEP)
    if wants:
        output = _checked(gives, verdict.output)
        values = made(gives, output, _by_hand(journal))
        return Resolved(verdict.decision, labelled(values, output=output, **note), has_output=True)
    if verdict.decision is Decision.APPROVE:
        proposal = plain(load(journal.open(journal.state.visit.proposal).get("fields", {})))
        _checked(gives, proposal, approving=True)
    return Resolved(verdict.decision, note, to=verdict.to)


def _by_hand(journal: Journal) -> Labels:
    """A person vouches for what they write; what it was made from may still be personal."""
    given: dict[str, Labelled] = {}
    with contextlib.suppress(PayloadGone):
        given = load(journal.open(journal.state.visit.given).get("fields", {}))
    merged = Labels.merge(*(each.labels for each in given.values()), source="person")
    return dataclasses.replace(merged, trusted=True)


def _checked(gives: list[Any], output: dict[str, Any], *, approving: bool = False) -> dict[str, Any]:
    checked = contracts.check(gives, output)
    if checked.failures:
        errors = {failure.field: failure.sentence.render(_) for failure in checked.failures}
        text = _("The output is not complete, so it cannot be approved as it is. Correct it instead. %(why)s")
        why = " ".join(errors.values())
        raise Unfit(text % {"why": why} if approving else why, errors)
    return dict(checked.values)
