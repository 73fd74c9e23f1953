"""Ben at the forms of the builder: what he types is posted as his browser would."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from orchestrator.engine.definition import Definition
from orchestrator.models import Workflow

FAILURE = {"attempts": "3", "wait_seconds": "1", "then": "escalate"}


class Builder:
    """Somebody who changes a workflow's draft; `revision` is that of the page they have before them."""

    def __init__(self, client: Client, workflow: Workflow) -> None:
        self.client, self.workflow = client, workflow
        self.revision: int | None = None

    def url(self, name: str, *more: Any) -> str:
        return reverse(name, args=[self.workflow.team.slug, self.workflow.key, *more])

    def get(self, name: str, *more: Any, query: str = "") -> HttpResponse:
        return self.client.get(self.url(name, *more) + query)

    def post(self, page: str, /, *more: Any, query: str = "", **answers: Any) -> HttpResponse:
        """Post a form; names of inputs have double underscores for dashes: inputs__0__name."""
        self.workflow.refresh_from_db()
        sent = {key.replace("__", "-"): value for key, value in answers.items()}
        sent["_revision"] = self.revision or self.workflow.revision
        return self.client.post(self.url(page, *more) + query, sent)

    def asks_for(self, **fields: str) -> HttpResponse:
        """Say what the request asks for: amount="number"."""
        rows: dict[str, str] = {}
        for number, (name, kind) in enumerate(fields.items()):
            row = {"key": "", "name": name.capitalize(), "type": kind, "required": "true"}
            rows |= {f"inputs__{number}__{key}": value for key, value in row.items()}
        return self.post("workflow-inputs", **rows)

    def adds(self, job: str, /, at: int = 99, **answers: Any) -> HttpResponse:
        """Add a step."""
        how = answers if job == "person" else FAILURE | answers
        return self.post("workflow-step-new", query=f"?job={job}&at={at}", **how)

    @property
    def draft(self) -> Definition:
        self.workflow.refresh_from_db()
        return self.workflow.drawing

    @property
    def steps(self) -> list[str]:
        """The names of the draft's steps, in the order of its links."""
        draft = self.draft
        return [draft.step(key).name for key in draft.order()]
