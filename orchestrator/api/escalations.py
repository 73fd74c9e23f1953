"""Listing, reading, claiming and deciding escalations."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample
from rest_framework.request import Request
from rest_framework.response import Response

from governance import access
from governance.api import verb
from governance.models import Team
from orchestrator.actions import escalations
from orchestrator.actions.escalations import Verdict
from orchestrator.api import escalation_facts
from orchestrator.api.bodies import sent_fields
from orchestrator.api.paging import asked, page
from orchestrator.api.shapes.escalation import DecisionIn, EscalationOut, EscalationsOut, EscalationsQuery
from orchestrator.api.views import ApiViewSet, documented
from orchestrator.engine.state import Decision
from orchestrator.models import Escalation, Run

APPROVE = OpenApiExample("Approve", value={"decision": "approve"}, request_only=True)
CORRECT = OpenApiExample("Correct", value={"decision": "correct", "output": {"amount": 12}}, request_only=True)
SEND_BACK = OpenApiExample(
    "Send back",
    value={"decision": "send_back", "to": "size", "note": "Count the second page too."},
    request_only=True,
)


class EscalationViewSet(ApiViewSet):
    """The inboxes of every team the caller may see. Cases of trials belong to the trial, not here."""

    @documented(
        "list_escalations",
        "List escalations",
        gives={200: EscalationsOut},
        refuses=(404, 422),
        parameters=[EscalationsQuery],
    )
    @verb("escalation.view")
    def index(self, request: Request) -> Response:
        """Those that wait for a decision, the oldest first; with a state, those in that state."""
        wanted = asked(EscalationsQuery, request)
        rows = access.visible(self.caller, Escalation).filter(trial=False)
        rows = rows.filter(state=wanted["state"]) if "state" in wanted else rows.exclude(state="resolved")
        if "team" in wanted:
            rows = rows.filter(team=self.obtain(Team, slug=wanted["team"]))
        found, following = page(request, escalation_facts.listed(rows), wanted, newest_first=False)
        cases = [escalation_facts.summary(case) for case in found]
        return Response(EscalationsOut({"escalations": cases, "next": following}).data)

    @documented("read_escalation", "Read an escalation with its context", gives={200: EscalationOut}, refuses=(404,))
    @verb("escalation.view")
    def read(self, request: Request, pk: int) -> Response:
        """What is asked and why, what the step was given and proposes, and what may be decided."""
        return _answer(self._case(pk))

    @documented("claim_escalation", "Claim an escalation", gives={200: EscalationOut}, refuses=(404, 409, 422))
    @verb("escalation.decide")
    def claim(self, request: Request, pk: int) -> Response:
        """Take the case, so that colleagues know."""
        escalations.claim(self.caller, self._case(pk))
        return _answer(self._case(pk))

    @documented("free_escalation", "Give an escalation back", gives={200: EscalationOut}, refuses=(404, 409, 422))
    @verb("escalation.decide")
    def free(self, request: Request, pk: int) -> Response:
        """Put a case one has claimed back into the inbox."""
        escalations.free(self.caller, self._case(pk))
        return _answer(self._case(pk))

    @documented(
        "decide_escalation",
        "Decide an escalation",
        takes=DecisionIn,
        gives={200: EscalationOut},
        refuses=(400, 404, 409, 413, 415, 422),
        examples=[APPROVE, CORRECT, SEND_BACK],
    )
    @verb("escalation.decide")
    def decide(self, request: Request, pk: int) -> Response:
        """The run goes on from here. Only one decision wins; a later one gets 409."""
        case = self._case(pk)
        sent = DecisionIn(data=sent_fields(request))
        sent.is_valid(raise_exception=True)
        said = sent.validated_data
        verdict = Verdict(Decision(said["decision"]), said["output"], said["note"], said["to"])
        escalations.decide_escalation(self.caller, case, verdict)
        return _answer(self._case(pk))

    def _case(self, pk: int) -> Escalation:
        # Asked of the run, as the pages do: who sees the run but not the inbox is told so, instead of “not there”.
        run = self.obtain(Run, escalations__pk=pk, trial=False)
        case: Escalation = get_object_or_404(escalation_facts.listed(run.escalations.all()), pk=pk)
        return case


def _answer(case: Escalation) -> Response:
    return Response(EscalationOut(escalation_facts.whole(case)).data)
