"""Ben at the forms of the builder: what he types is posted as his browser would."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from orchestrator.engine.definition import Definition
from orchestrator.models import Workflow
from orchestrator.queries.outline import outline
from orchestrator.shapes import resolved

FAILURE = {"attempts": "3", "wait_seconds": "1", "then": "escalate"}


@dataclass(frozen=True)
class OpenPage:
    """A form somebody has open."""

    client: Client
    url: str
    kept: dict[str, str]

    def send(self, **answers: str) -> HttpResponse:
        return self.client.post(
            self.url, {**self.kept, **{key.replace("__", "-"): each for key, each in answers.items()}}
        )


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

    def opens(self, page: str, /, *more: Any) -> "OpenPage":
        """Open a form and keep it as it was then, with what it was made from."""
        words = self.get(page, *more).content.decode()
        base = re.search(r'name="_base" value="([^"]*)"', words)
        job = re.search(r'name="_job" value="([^"]*)"', words)
        kept = {"_base": unescape(base.group(1)) if base else "", "_job": job.group(1) if job else ""}
        return OpenPage(self.client, self.url(page, *more), kept)

    def asks_for(self, **fields: str) -> HttpResponse:
        """Say what the request asks for: amount="number"."""
        rows: dict[str, str] = {}
        for number, (name, kind) in enumerate(fields.items()):
            row = {"key": "", "name": name.capitalize(), "type": kind, "required": "true"}
            rows |= {f"inputs__{number}__{key}": value for key, value in row.items()}
        return self.post("workflow-inputs", **rows)

    def adds(self, job: str, /, at: str = "", **answers: Any) -> HttpResponse:
        """Add a step: before the end, or at a place such as "after:sizer" or "on:choose>end#p1"."""
        how = FAILURE | answers if job in ("agent", "rules", "tool") else answers
        return self.post("workflow-step-new", query=f"?job={job}&at={quote(at)}", **how)

    @property
    def draft(self) -> Definition:
        self.workflow.refresh_from_db()
        return self.workflow.drawing

    @property
    def steps(self) -> list[str]:
        """The names of the draft's steps, in the order of its links."""
        draft = self.draft
        return [draft.step(key).name for key in draft.order()]

    @property
    def lines(self) -> list[str]:
        """The outline as one reads it: "2A Small", "2A1 Refund"."""
        draft, lines = self.draft, []
        for item in outline(resolved(draft, self.workflow.team)).items:
            name = item.card.step.name if item.card else item.title
            lines.append(f"{item.line.number} {name}".strip())
        return lines
