"""Taking a workflow out as a file, and putting one into a team."""

from typing import Any

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from governance.api import verb
from governance.models import Team
from orchestrator.actions.files import export_workflow, import_workflow
from orchestrator.api.bodies import sent_fields
from orchestrator.api.shapes.file import ExportIn, ImportIn, ImportOut
from orchestrator.api.views import ApiViewSet, documented
from orchestrator.files.plan import Choices, Plan
from orchestrator.files.reading import file_in
from orchestrator.files.report import report_of
from orchestrator.models import Workflow
from orchestrator.queries.versions import state_of

BODY = (400, 404, 413, 415, 422)


class FileViewSet(ApiViewSet):
    """Workflows with their agents as files."""

    @documented(
        "export_workflow",
        "Take a workflow out as a file",
        takes=ExportIn,
        gives={200: OpenApiTypes.OBJECT},
        refuses=BODY,
    )
    @verb("workflow.view")
    def take_out(self, request: Request, team: str, key: str) -> Response:
        """The workflow with its agents. Credentials are named, not included; nothing in it is an id."""
        workflow = self.obtain(Workflow, team__slug=team, key=key)
        sent = ExportIn(data=sent_fields(request))
        sent.is_valid(raise_exception=True)
        state = state_of(self.caller, workflow, sent.validated_data["state"])
        if state is None:
            raise Http404
        return Response(export_workflow(self.caller, workflow, state))

    @documented(
        "import_workflow",
        "Put a workflow's file into a team",
        takes=ImportIn,
        gives={200: ImportOut, 201: ImportOut},
        refuses=BODY,
    )
    @verb("workflow.edit")
    def put_in(self, request: Request, team: str) -> Response:
        """201: it is imported as a draft, whole. 200: only the report was asked for, and nothing was made."""
        owner = self.obtain(Team, slug=team)
        sent = ImportIn(data=sent_fields(request))
        sent.is_valid(raise_exception=True)
        plan = Plan(self.caller, owner, file_in(sent.validated_data["file"]), _choices(sent.validated_data))
        report = vars(report_of(plan))
        if sent.validated_data["report_only"]:
            return Response(ImportOut({"workflow": None, **report}).data)
        made = import_workflow(self.caller, owner, plan.file, plan.choices)
        said = {"team": owner.slug, "key": made.key, "name": made.name}
        return Response(ImportOut({"workflow": said, **report}).data, status=status.HTTP_201_CREATED)


def _choices(sent: dict[str, Any]) -> Choices:
    return Choices(name=sent["name"], into=sent["into"], agents=sent["agents"], publish=sent["publish_agents"])
