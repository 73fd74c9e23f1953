"""What a caller needs to know before it starts: who it is, what a workflow takes, what a definition looks like."""

from typing import Any

from django.db.models import Model
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request
from rest_framework.response import Response

from fields import contracts
from governance import access
from governance.api import verb
from governance.models import MachineToken, Team, User
from orchestrator.api.shapes.about import MeOut, WorkflowOut
from orchestrator.api.views import ANY, ApiViewSet, documented
from orchestrator.engine.definition import Definition
from orchestrator.models import Workflow


class AboutViewSet(ApiViewSet):
    """Questions about the caller and about the format of workflows."""

    @documented("read_me", "Who am I", gives={200: MeOut})
    @verb(ANY)
    def me(self, request: Request) -> Response:
        """The account that asks, its token, and what it may do in which team."""
        user = self.caller
        said = {"kind": user.kind, "name": user.name, "teams": _rights(user), "token": _token(request.auth)}
        return Response(MeOut(said).data)

    @documented("read_workflow_schema", "The JSON Schema of a workflow's definition", gives={200: OpenApiTypes.OBJECT})
    @verb(ANY)
    def workflow_schema(self, request: Request) -> Response:
        """The one format of forms, files, the API and the engine."""
        return Response(Definition.model_json_schema(by_alias=True))

    @documented("read_workflow", "Read what a workflow takes", gives={200: WorkflowOut}, refuses=(404,))
    @verb("workflow.view")
    def workflow(self, request: Request, team: str, key: str) -> Response:
        """The published version and the JSON Schema of the body that starts a run."""
        found = self.obtain(Workflow, team__slug=team, key=key)
        version = found.live_version
        said = {
            "team": found.team.slug,
            "key": found.key,
            "name": found.name,
            "purpose": found.purpose,
            "version": version.number if version else None,
            "input_schema": contracts.json_schema(version.definition.inputs) if version else None,
        }
        return Response(WorkflowOut(said).data)


def _rights(user: User) -> list[dict[str, Any]]:
    """The verbs held, by team."""
    teams = access.visible(user, Team)
    return [{"slug": team.slug, "name": team.name, "verbs": sorted(access.verbs(user, team))} for team in teams]


def _token(token: Model | None) -> MachineToken | None:
    return token if isinstance(token, MachineToken) else None
