"""Starting, reading, listing and stopping runs."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from governance import access
from governance.api import verb
from governance.models import Team
from orchestrator.actions import runs
from orchestrator.actions.problems import Unfit
from orchestrator.api import run_facts
from orchestrator.api.bodies import sent_fields
from orchestrator.api.paging import asked, page
from orchestrator.api.shapes.run import CancelIn, RunOut, RunsOut, RunsQuery
from orchestrator.api.views import ApiViewSet, documented
from orchestrator.models import Run, Workflow

LONGEST_KEY = 200
KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Any text of at most 200 characters. The same key again gives the run it started, and no second one.",
)


class WorkflowRunViewSet(ApiViewSet):
    """The runs of one workflow."""

    @documented(
        "start_run",
        "Start a run of a published workflow",
        takes=OpenApiTypes.OBJECT,
        gives={201: RunOut, 200: RunOut},
        refuses=(400, 404, 409, 413, 415, 422),
        parameters=[KEY],
        examples=[OpenApiExample("The input fields", value={"amount": 250}, request_only=True)],
    )
    @verb("run.start")
    def start(self, request: Request, team: str, key: str) -> Response:
        """The body is the workflow's input fields. 201: a new run; 200: this key has started it before."""
        workflow = self.obtain(Workflow, team__slug=team, key=key)
        given = sent_fields(request)
        _no_strangers(workflow, given)
        run = runs.start_run(self.caller, workflow, given, idempotency_key=_key_of(request))
        seen = access.may(self.caller, "run.view", run)
        told = run_facts.whole(run) if seen else run_facts.outline(run)
        return Response(RunOut(told).data, status=status.HTTP_200_OK if run.repeated else status.HTTP_201_CREATED)


class RunViewSet(ApiViewSet):
    """Runs of every team the caller may see."""

    @documented(
        "list_runs", "List runs, newest first", gives={200: RunsOut}, refuses=(404, 422), parameters=[RunsQuery]
    )
    @verb("run.view")
    def index(self, request: Request) -> Response:
        """A page of runs; follow “next” for older ones."""
        wanted = asked(RunsQuery, request)
        rows = access.visible(self.caller, Run).filter(**_filters(wanted))
        if "team" in wanted:
            rows = rows.filter(team=self.obtain(Team, slug=wanted["team"]))
        found, following = page(request, run_facts.listed(rows), wanted, newest_first=True)
        return Response(RunsOut({"runs": [run_facts.summary(run) for run in found], "next": following}).data)

    @documented("read_run", "Read a run", gives={200: RunOut}, refuses=(404,))
    @verb("run.view")
    def read(self, request: Request, pk: int) -> Response:
        """Its state and outcome, why it waits, its steps and their outputs."""
        return _answer(self.obtain(Run, pk=pk))

    @documented("cancel_run", "Stop a run", takes=CancelIn, gives={200: RunOut}, refuses=(400, 404, 409, 413, 415, 422))
    @verb("run.cancel")
    def cancel(self, request: Request, pk: int) -> Response:
        """At once where nobody works on it, else within seconds: its state says “cancelling” until it is true."""
        run = self.obtain(Run, pk=pk)
        sent = CancelIn(data=sent_fields(request))
        sent.is_valid(raise_exception=True)
        runs.cancel_run(self.caller, run, reason=sent.validated_data["reason"])
        return _answer(self.obtain(Run, pk=pk))


def _answer(run: Run) -> Response:
    return Response(RunOut(run_facts.whole(run)).data)


def _key_of(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY:
        text = _("The Idempotency-Key is too long: at most %(most)d characters.") % {"most": LONGEST_KEY}
        raise Unfit(text, {"Idempotency-Key": text})
    return key


def _no_strangers(workflow: Workflow, given: dict[str, Any]) -> None:
    """Name every field that the workflow does not have: a misspelt one would otherwise be lost silently."""
    if workflow.live_version is None:
        return  # the action says so
    known = [field.key for field in workflow.live_version.definition.inputs]
    text = _("There is no such field. The fields are: %(known)s.") % {"known": ", ".join(known)}
    if strangers := {name: text for name in given if name not in known}:
        raise Unfit(text, strangers)


def _filters(wanted: dict[str, Any]) -> dict[str, Any]:
    columns = {"state": "state", "outcome": "outcome", "workflow": "workflow__key", "trial": "trial"}
    return {column: wanted[name] for name, column in columns.items() if name in wanted}
