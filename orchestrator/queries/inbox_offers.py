"""The decisions a case offers, each with what will happen in plain words."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from agents.models import Tool
from fields.money import Money, minor_digits
from fields.types import Field
from fields.writing import writing
from orchestrator.engine.definition import END, Link, WorkStep
from orchestrator.engine.limits import how_much_more
from orchestrator.engine.state import DECISIONS, Decision, Reason
from orchestrator.queries.inbox_case import Case
from orchestrator.queries.timeline import Walk
from orchestrator.queries.timeline_reasons import limit_word
from orchestrator.wanted import output_wanted

SIMPLE, OUTPUT, BACK, STOP = "", "output", "back", "stop"


@dataclass(frozen=True)
class Offer:
    """One decision: its button, what follows, and which part of the form it needs."""

    decision: str
    label: str
    say: str
    needs: str = SIMPLE


@dataclass(frozen=True)
class Target:
    """An earlier step a case may be sent back to, and what would be done once more from there on."""

    key: str
    name: str
    again: list[str] = field(default_factory=list)


def offers(case: Case) -> list[Offer]:
    """What a reviewer may decide, the likeliest first."""
    found = [SAYS[decision](case) for decision in DECISIONS[Reason(case.row.reason)]]
    return [offer for offer in found if offer is not None]


def output_fields(case: Case) -> list[Field]:
    """What is to be filled in where a decision needs an output."""
    walk = case.walk
    return output_wanted(walk.definition, walk.state, case.row.step, Reason(case.row.reason))


def targets(case: Case) -> list[Target]:
    """The earlier steps, nearest first, each with the calls that changed something and would be made again."""
    graph, been = case.walk.definition.graph, case.walk.state.been
    before = [key for key in graph.before(case.row.step) if been(key)] if case.row.step in graph.order else []
    done = _changes_by_step(case, graph.order)
    found = []
    for key in before:
        again = [name for later in [key, *graph.after(key)] for name in done.get(later, [])]
        found.append(Target(key, case.walk.name(key), again))
    return found[::-1]


def _changes_by_step(case: Case, keys: list[str]) -> dict[str, list[str]]:
    calls = [
        (key, call.tool)
        for key in keys
        if (visit := case.walk.state.steps.get(key))
        for call in visit.calls.values()
        if call.state in ("done", "unknown")
    ]
    tools = Tool.objects.filter(changes=True).in_bulk({tool for _key, tool in calls}) if calls else {}
    found: dict[str, list[str]] = {}
    for key, tool in calls:
        if tool in tools:
            found.setdefault(key, []).append(tools[tool].name)
    return found


def _next(case: Case) -> str:
    """Where the run goes on, in words."""
    walk = case.walk
    links = walk.definition.graph.out(case.row.step)
    targets = [link.target for link in links if link.target != END]
    if not targets:
        return _("ends with that")
    if any(link.conditional for link in links) or len(targets) > 1:
        return _("goes on to %(step)s") % {"step": _listed(walk, links)}
    stop, shape = walk.stop(targets[0]), walk.definition.shapes.get(targets[0])
    words = {"step": walk.name(targets[0])}
    if isinstance(stop, WorkStep) and stop.only_when:
        return _("goes on to %(step)s, if its condition holds") % words
    if shape and shape.changes:
        return _("goes on to %(step)s, which changes something outside") % words
    return _("goes on to %(step)s") % words


def _listed(walk: Walk, links: list[Link]) -> str:
    """All steps a step leads to: "Refund or Decline" where conditions choose, "Check and Notify" where all are done."""
    names = [walk.name(link.target) for link in links if link.target != END]
    last = {"steps": ", ".join(names[:-1]), "step": names[-1]}
    if len(names) == 1:
        return names[0]
    chosen = any(link.conditional for link in links)
    return _("%(steps)s or %(step)s") % last if chosen else _("%(steps)s and %(step)s") % last


def _tool(case: Case) -> str:
    if case.asked:
        return case.asked[0]
    name = str(case.row.facts.get("call", ""))
    return next((call.title for call in case.calls if call.name == name), _("the tool"))


def _call_in_words(case: Case) -> str:
    given = ", ".join(f"{name} {value}" for name, value in case.asked[1]) if case.asked else ""
    return f"“{_tool(case)}”" + (f" ({given})" if given else "")


def _approve(case: Case) -> Offer:
    return Offer("approve", _("Approve"), _("The run %(next)s.") % {"next": _next(case)})


def _correct(case: Case) -> Offer:
    label = _("Correct") if case.proposal else _("Fill in")
    say = _("Your output takes the place of the step’s; the run %(next)s.") % {"next": _next(case)}
    return Offer("correct", label, say, OUTPUT)


def _allow(case: Case) -> Offer:
    words = {"call": _call_in_words(case)}
    if case.row.reason == Reason.TOO_FEW:
        say = _("The run goes on with the parts that arrived; it %(next)s.") % {"next": _next(case)}
        return Offer("allow", _("Go on without them"), say)
    if case.row.reason == Reason.CONFIRM:
        return Offer("allow", _("Send it"), _("Carries out %(call)s for real.") % words)
    return Offer("allow", _("Allow the call"), _("Carries out %(call)s.") % words)


def _decline(case: Case) -> Offer:
    return Offer("decline", _("Do not send it"), _("Nothing is sent; the trial goes on without an answer."))


def _retry(case: Case) -> Offer:
    if case.row.reason == Reason.DOUBTFUL:
        say = _("Carries out “%(tool)s” again, under the same key.") % {"tool": _tool(case)}
        return Offer("retry", _("It did not happen"), say)
    return Offer("retry", _("Try again"), _("%(step)s is tried once more.") % {"step": case.name})


def _happened(case: Case) -> Offer:
    say = _("“%(tool)s” counts as done with what you fill in; the run %(next)s.")
    return Offer("happened", _("It happened"), say % {"tool": _tool(case), "next": _next(case)}, OUTPUT)


def _more(case: Case) -> Offer:
    limit = str(case.row.facts.get("limit", ""))
    amount = how_much_more(case.walk.definition, limit)
    words = {"amount": writing().number(amount), "limit": limit_word(case.row), "step": case.name}
    say = _("The run may use %(amount)s more %(limit)s and goes on with %(step)s.")
    if limit == "cost_micros":
        words["amount"] = _money(amount, case.row.team.currency)
        say = _("The run may cost %(amount)s more and goes on with %(step)s.")
    return Offer("more", _("Allow this much more"), say % words)


def _money(micros: int, currency: str) -> str:
    return Money(round(micros * 10 ** minor_digits(currency) / 1_000_000), currency).display()


def _send_back(case: Case) -> Offer | None:
    if not targets(case):
        return None
    say = _("The steps from there on are visited again, with your note.")
    return Offer("send_back", _("Send back"), say, BACK)


def _stop(case: Case) -> Offer:
    return Offer("stop", _("Stop the run"), _("The run ends here; what was done stays done."), STOP)


SAYS: dict[Decision, Any] = {
    Decision.APPROVE: _approve,
    Decision.CORRECT: _correct,
    Decision.ALLOW: _allow,
    Decision.DECLINE: _decline,
    Decision.RETRY: _retry,
    Decision.HAPPENED: _happened,
    Decision.MORE: _more,
    Decision.SEND_BACK: _send_back,
    Decision.STOP: _stop,
}
