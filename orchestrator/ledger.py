"""The ledger: every outside call is written down before it leaves and when it is back, under one key per call."""

import json
from dataclasses import dataclass
from typing import Any

from agents.failures import ToolError
from agents.http_tool import ToolReply, checked, send
from agents.models import Tool
from orchestrator import rights
from orchestrator.engine.events import Overtaken
from orchestrator.engine.happenings import Halted, Intended, Settled
from orchestrator.engine.limits import reached_by_model
from orchestrator.engine.state import Reason, StepState
from orchestrator.house import CARRIER
from orchestrator.journal import Journal, SomeoneWasFaster
from orchestrator.models import Run

LATE_TRIES = 5


class Paused(Exception):
    """The step cannot go on now: the run waits for a person, or was stopped."""


@dataclass
class Ledger:
    """The calls of one visit: looked up first, intended before, settled after."""

    journal: Journal
    tools: dict[int, Tool]
    trusted: bool  # may a sensitive tool take these values without a person's yes? Not after an answer from outside
    tokens: int = 0
    cost_micros: int = 0

    def call(self, tool: Tool, arguments: dict[str, Any]) -> dict[str, Any]:
        """Give the tool's output fields; ToolError where the call failed, Paused where a person must decide."""
        values = checked(tool, arguments)
        asked = self.journal.vault.digest(_canonical(tool, values))
        name, known = self._find(tool, asked)
        if known is not None:
            self.trusted = False
            return known
        request = {"tool": tool.name, "arguments": values}
        self._permit(tool, name, asked, request)
        if asked in self.journal.state.visit.declined:
            return {}
        self._intend(tool, name, asked, request)
        return self._carry_out(tool, name, values, request)

    def spend(self, tokens_in: int, tokens_out: int, cost_micros: int) -> None:
        """Count one answer of a model; Paused where the run has used all it may."""
        self.tokens += tokens_in + tokens_out
        self.cost_micros += cost_micros
        state = self.journal.state
        if limit := reached_by_model(self.journal.definition, state, self.tokens, self.cost_micros):
            self.journal.tell(Halted(Reason.LIMIT, {}, limit=limit, tokens=self.tokens, cost_micros=self.cost_micros))
            raise Paused

    def _find(self, tool: Tool, asked: str) -> tuple[str, dict[str, Any] | None]:
        """The call's name within the visit, and its remembered result where the same was asked before."""
        calls = self.journal.state.visit.calls
        for name, call in calls.items():
            if call.tool == tool.pk and call.asked == asked:
                return name, self.journal.open(call.ref).get("output", {}) if call.state == "done" else None
        return f"{tool.pk}.{sum(call.tool == tool.pk for call in calls.values()) + 1}", None

    def _permit(self, tool: Tool, name: str, asked: str, request: dict[str, Any]) -> None:
        run, visit = self.journal.run, self.journal.state.visit
        if refused := rights.to_call(run, self.tools.get(tool.pk), listed=tool.pk in self.tools):
            self._halt(Reason.POLICY, {"sentence": refused, "request": request}, name, asked)
        if asked in visit.allowed or asked in visit.declined:
            return  # the yes or no was to this request, not to whatever the model asks for next
        if run.trial and tool.changes:
            self._halt(Reason.CONFIRM, {"request": request}, name, asked)
        if tool.sensitive and not self.trusted:
            self._halt(Reason.SENSITIVE, {"request": request}, name, asked)

    def _halt(self, reason: Reason, payload: dict[str, Any], call: str, asked: str) -> None:
        halted = Halted(reason, payload, call, asked, tokens=self.tokens, cost_micros=self.cost_micros)
        self.journal.tell(halted)
        raise Paused

    def _intend(self, tool: Tool, name: str, asked: str, request: dict[str, Any]) -> None:
        spent = (self.tokens, self.cost_micros)
        self.journal.tell(Intended(name, tool.pk, tool.revision, asked, request, *spent))
        if self.journal.state.waiting is not None:
            raise Paused  # the intention met a limit
        self.journal.commit(CARRIER)  # on disk before anything leaves the house

    def _carry_out(self, tool: Tool, name: str, values: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
        try:
            reply = send(tool, values, idempotency_key=self.key(name))
        except ToolError as error:
            self._settle_failure(tool, name, error, request)
            raise
        self._settle(Settled(name, known=True, payload=_kept(request, reply)))
        self.trusted = False  # another system's words may be anybody's words
        return reply.output

    def _settle_failure(self, tool: Tool, name: str, error: ToolError, request: dict[str, Any]) -> None:
        kept = {"request": request, "sentence": error.sentence, "exchange": {"answer": error.response}}
        doubtful = error.sent and tool.changes and not _plain_refusal(error)
        repeat = doubtful and tool.repeat_safe
        used = {"tokens": self.tokens, "cost_micros": self.cost_micros} if doubtful and not repeat else {}
        self._settle(Settled(name, known=not doubtful, payload=kept, repeat=repeat, failed=not doubtful, **used))
        if doubtful and not repeat:
            raise Paused

    def _settle(self, happening: Settled) -> None:
        self.journal.tell(happening)
        try:
            self.journal.commit(CARRIER)
        except SomeoneWasFaster:
            _settle_late(self.journal, happening)
            raise

    def key(self, name: str) -> str:
        """The idempotency key of a call: the same over all attempts of its visit."""
        run, visit = self.journal.run, self.journal.state.visit
        return f"steward-{run.pk}-{self.journal.at}-{visit.number}-{name}"


def _settle_late(journal: Journal, happening: Settled) -> None:
    """The step was given to another worker while the call was under way: what came of it is still worth knowing."""
    at, number = journal.at, journal.state.visit.number
    for _ in range(LATE_TRIES):
        fresh = Journal(Run.objects.select_related("key").get(pk=journal.run.pk))
        visit = fresh.folded.steps.get(at)
        if visit is None or visit.number != number:
            return
        if not happening.known and visit.state is StepState.RUNNING:
            return  # whoever carries it now finds out
        try:
            fresh.tell(happening, at)
            fresh.commit(CARRIER)
            return
        except Overtaken:
            return  # somebody else found out before us
        except SomeoneWasFaster:
            continue


def _canonical(tool: Tool, values: dict[str, Any]) -> bytes:
    return json.dumps([tool.pk, values], sort_keys=True).encode()


def _kept(request: dict[str, Any], reply: ToolReply) -> dict[str, Any]:
    return {
        "request": request,
        "output": reply.output,
        "exchange": {"sent": reply.request, "answer": reply.response},
        "milliseconds": int(reply.seconds * 1000),
    }


def _plain_refusal(error: ToolError) -> bool:
    """A system that answers 4xx says that it did nothing; a time-out (408) says nothing of the kind."""
    return error.status is not None and 400 <= error.status < 500 and error.status != 408
