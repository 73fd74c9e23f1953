"""Why a run waits for a person, in a sentence."""

from django.utils.translation import gettext as _

from orchestrator.engine.state import Reason
from orchestrator.models import Escalation
from orchestrator.queries.runs_words import LIMITS, REASONS, failure_word


def percent(share: float | None) -> str:
    """A share as people say it: 0.43 is 43 %."""
    return f"{round((share or 0) * 100)} %"


def why_short(case: Escalation, tool: str = "") -> str:
    """The reason without the step's name, for places that show it already."""
    template = SHORT.get(Reason(case.reason))
    if template is None or (case.reason in ABOUT_A_TOOL and not tool):
        return str(REASONS.get(case.reason, case.reason))
    return template() % _words(case, "", tool)


def why(case: Escalation, step: str, tool: str = "") -> str:
    """The whole reason, naming the step."""
    return WHOLE[Reason(case.reason)]() % _words(case, step, tool or _("the call"))


def _words(case: Escalation, step: str, tool: str) -> dict[str, str]:
    facts = case.facts
    return {
        "step": step,
        "tool": tool,
        "why": failure_word(str(facts.get("failure", ""))),
        "limit": limit_word(case),
        "sure": percent(facts.get("confidence")),
        "needed": percent(facts.get("threshold")),
    }


def limit_word(case: Escalation) -> str:
    """The limit a case is about, in a word."""
    return str(LIMITS.get(str(case.facts.get("limit", "")), case.facts.get("limit", "")))


ABOUT_A_TOOL = {Reason.DOUBTFUL, Reason.SENSITIVE, Reason.CONFIRM, Reason.POLICY}
SHORT = {
    Reason.PERSON_STEP: lambda: _("needs a person’s decision"),
    Reason.LOW_CONFIDENCE: lambda: _("%(sure)s sure, below the %(needed)s it needs"),
    Reason.FAILED: lambda: _("Could not go on: %(why)s"),
    Reason.HANDOFF: lambda: _("Could not begin: %(why)s"),
    Reason.LIMIT: lambda: _("The run reached its limit of %(limit)s"),
    Reason.DOUBTFUL: lambda: _("Nobody knows whether “%(tool)s” took effect"),
    Reason.SENSITIVE: lambda: _("Wants to call “%(tool)s” with words from outside"),
    Reason.CONFIRM: lambda: _("Would now call “%(tool)s”"),
    Reason.TOO_FEW: lambda: _("Fewer parts arrived than it needs"),
    Reason.POLICY: lambda: _("May not call “%(tool)s”"),
}
WHOLE = {
    Reason.PERSON_STEP: lambda: _("“%(step)s” needs a person’s decision"),
    Reason.LOW_CONFIDENCE: lambda: _("%(step)s is %(sure)s sure, below the %(needed)s it needs"),
    Reason.FAILED: lambda: _("%(step)s could not be finished: %(why)s"),
    Reason.HANDOFF: lambda: _("%(step)s cannot begin: %(why)s"),
    Reason.DOUBTFUL: lambda: _("Did “%(tool)s” happen? The answer got lost, so nobody knows"),
    Reason.POLICY: lambda: _("%(step)s cannot go on: a right is missing"),
    Reason.LIMIT: lambda: _("%(step)s would take the run over its limit of %(limit)s"),
    Reason.SENSITIVE: lambda: _("%(step)s wants to call “%(tool)s” with words from outside"),
    Reason.CONFIRM: lambda: _("This trial would now call “%(tool)s”, which changes something"),
    Reason.TOO_FEW: lambda: _("fewer parts arrived at “%(step)s” than it needs"),
}
