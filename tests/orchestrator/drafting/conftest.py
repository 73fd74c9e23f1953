"""What the tests of drafts share: Ben and Bea, who both build, at one draft."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from governance.models import User
from orchestrator.actions.workflows import create_workflow
from orchestrator.models import Workflow
from tests.cast import House

PERSON = {"key": "look", "kind": "person", "name": "Look"}
LINE = [{"source": "start", "target": "look"}, {"source": "look", "target": "end"}]


class Editor:
    """Somebody with a draft open on the canvas, who sends changes as its script does."""

    def __init__(self, person: User, workflow: Workflow) -> None:
        self.person, self.workflow, self.client = person, workflow, Client()
        self.client.force_login(person)

    def url(self, name: str, *more: Any) -> str:
        return reverse(f"workflow-{name}", args=[self.workflow.team.slug, self.workflow.key, *more])

    def get(self, name: str = "document", **query: Any) -> Any:
        return self.client.get(self.url(name), query).json()

    def post(self, name: str, body: Any) -> HttpResponse:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.post(self.url(name), raw, content_type="application/json")

    def sends(self, *changes: tuple[str, Any, Any], status: int = 200) -> Any:
        """Send changes: ("steps/look/name", old, new); links have ">" in their id."""
        said = [{"at": at.split("/"), "old": old, "new": new} for at, old, new in changes]
        answer = self.post("changes", {"revision": 1, "changes": said})
        assert answer.status_code == status, answer.content
        return answer.json()

    def draws(self, *steps: dict[str, Any], links: list[dict[str, Any]] | None = None) -> Any:
        """Put steps and links into the draft."""
        adds = [(f"steps/{step['key']}", None, step) for step in steps]
        ties = [(f"links/{link['source']}>{link['target']}", None, link) for link in links or []]
        return self.sends(*adds, *ties)

    @property
    def step(self) -> dict[str, Any]:
        """The step “look” as it is kept."""
        self.workflow.refresh_from_db()
        return next(step for step in self.workflow.draft["steps"] if step["key"] == "look")


@pytest.fixture
def workflow(house: House) -> Workflow:
    """A workflow that holds nothing yet."""
    return create_workflow(house.ben, house.care, "Refunds")


@pytest.fixture
def ben(house: House, workflow: Workflow) -> Editor:
    """Ben at the draft, which has one step."""
    ben = Editor(house.ben, workflow)
    ben.draws(PERSON, links=LINE)
    return ben


@pytest.fixture
def bea(house: House, workflow: Workflow) -> Editor:
    """Bea, another builder, at the same draft."""
    return Editor(house.person("Bea", house.care, "builder"), workflow)
