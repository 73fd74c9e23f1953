"""How a run and its steps are called: the look of a state, and its word."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.models import User
from orchestrator.engine.state import Reason, RunState, StepState
from orchestrator.models import Escalation, Run, Step

Word = str | Promise


@dataclass(frozen=True)
class Look:
    """A state the style sheet knows, and the word shown for it."""

    key: str
    word: Word = ""


FAILURES: dict[str, Word] = {
    "timeout": gettext_lazy("it took too long"),
    "refused": gettext_lazy("it was refused"),
    "unavailable": gettext_lazy("the other side could not be reached"),
    "contract": gettext_lazy("the answer did not fit"),
    "policy": gettext_lazy("a right is missing"),
    "limit": gettext_lazy("a limit was reached"),
    "bug": gettext_lazy("something went wrong inside Steward"),
    "handoff": gettext_lazy("the data it was given does not fit"),
    "missing_field": gettext_lazy("a value is missing"),
    "wrong_type": gettext_lazy("a value is of the wrong kind"),
    "out_of_range": gettext_lazy("a value is out of range"),
    "cancelled": gettext_lazy("the run was stopped"),
}
LIMITS: dict[str, Word] = {
    "steps": gettext_lazy("steps"),
    "tokens": gettext_lazy("tokens"),
    "tool_calls": gettext_lazy("tool calls"),
    "cost_micros": gettext_lazy("cost"),
    "minutes": gettext_lazy("minutes of work"),
}
REASONS: dict[str, Word] = {
    Reason.PERSON_STEP: gettext_lazy("A person decides here"),
    Reason.LOW_CONFIDENCE: gettext_lazy("Not sure enough"),
    Reason.FAILED: gettext_lazy("A step failed"),
    Reason.HANDOFF: gettext_lazy("Data is missing or does not fit"),
    Reason.DOUBTFUL: gettext_lazy("Did this happen?"),
    Reason.POLICY: gettext_lazy("A right is missing"),
    Reason.LIMIT: gettext_lazy("A limit is reached"),
    Reason.SENSITIVE: gettext_lazy("Needs a person’s yes"),
    Reason.CONFIRM: gettext_lazy("Send it for real?"),
    Reason.TOO_FEW: gettext_lazy("Too few parts arrived"),
}
DECIDED: dict[str, Word] = {
    "approve": gettext_lazy("approved it"),
    "correct": gettext_lazy("corrected the output"),
    "allow": gettext_lazy("allowed the call"),
    "decline": gettext_lazy("declined the call"),
    "retry": gettext_lazy("had it tried again"),
    "happened": gettext_lazy("confirmed that it happened"),
    "more": gettext_lazy("allowed more"),
    "send_back": gettext_lazy("sent it back"),
    "stop": gettext_lazy("stopped the run"),
}


def failure_word(failure: str) -> str:
    """What a failure's class means, in words that follow a colon."""
    return str(FAILURES.get(failure, failure.replace("_", " ")))


def run_look(run: Run, claimed_by: User | None = None) -> Look:
    """The look of a run: its outcome's own word when it ended, who it needs while it waits."""
    if run.state == RunState.DONE:
        return Look("finished", run.outcome)
    if run.state != RunState.WAITING:
        return Look(run.state)
    return _needs(run.reason, claimed_by, run.trial) if run.reason else Look("waiting", _("Trying again soon"))


def _needs(reason: str, claimed_by: User | None, trial: bool) -> Look:
    if reason == Reason.DOUBTFUL:
        return Look("doubtful")
    if claimed_by is not None:
        return Look("needs_person", _("Needs %(who)s") % {"who": claimed_by.get_short_name()})
    return Look("needs_person", _("Needs your word") if trial else "")


def step_look(step: Step, case: Escalation | None = None) -> Look:
    """The look of one visit; `case` is the open escalation of the run where it is about this visit."""
    if step.state == StepState.WAITING:
        return _needs(case.reason, case.claimed_by, case.trial) if case else Look("needs_person")
    if step.state == StepState.FAILED and step.failure == "cancelled":
        return Look("cancelled")
    words = {
        StepState.RETRYING: Look("waiting", _("Trying again soon")),
        StepState.RETURNED: Look("skipped", _("Sent back")),
    }
    return words.get(StepState(step.state), Look(step.state))
