"""A workflow's draft as its pages need it, and the one way they save it."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from governance import access
from governance.actions.problems import Stale
from governance.models import User
from orchestrator.actions import workflows as actions
from orchestrator.engine.check import Problem, check
from orchestrator.engine.definition import Definition
from orchestrator.forms.edits import kept_true
from orchestrator.models import Workflow
from orchestrator.queries.outline import Outline
from orchestrator.queries.outline import outline as in_words
from orchestrator.queries.workflows import Makings
from orchestrator.shapes import resolved


def actor_of(request: HttpRequest) -> User:
    """Who asks; the gate has let nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def opened(request: HttpRequest, verb: str, team: str, key: str) -> Workflow:
    """The workflow at this address, for this purpose."""
    return access.get(actor_of(request), verb, Workflow, team__slug=team, key=key)


@dataclass
class Draft:
    """A workflow's draft being read or changed in one request."""

    workflow: Workflow
    revision: int
    stale: str = ""
    context: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def definition(self) -> Definition:
        """The drawing with what its agents and tools take and give now."""
        return resolved(self.workflow.drawing, self.workflow.team)

    @cached_property
    def problems(self) -> list[Problem]:
        return check(self.definition)

    @cached_property
    def outline(self) -> Outline:
        """The drawing in words."""
        return in_words(self.definition, self.problems, currency=self.currency)

    @cached_property
    def makings(self) -> Makings:
        return Makings(self.workflow.team)

    @property
    def address(self) -> list[str]:
        """What the addresses of its pages are made of."""
        return [self.workflow.team.slug, self.workflow.key]

    @property
    def currency(self) -> str:
        return self.workflow.team.currency

    def save(self, request: HttpRequest, definition: Definition, **more: Any) -> bool:
        """Save the changed drawing; False where somebody was faster: then the draft is theirs, and `stale` says so."""
        definition = kept_true(resolved(definition, self.workflow.team))
        try:
            actions.save_draft(actor_of(request), self.workflow, definition, revision=self.revision, **more)
        except Stale as stale:
            self.stale, self.revision = stale.sentence, self.workflow.revision
            for name in ("definition", "problems", "outline"):
                self.__dict__.pop(name, None)
            return False
        return True

    def page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        """A page of the builder: 409 where somebody was faster, 422 where an answer needs another look."""
        form = context.get("form")
        refused = form is not None and bool(form.errors)
        status = 409 if self.stale else 422 if refused else 200
        return render(request, f"orchestrator/workflows/{template}", {"draft": self, **context}, status=status)


def open_draft(request: HttpRequest, team: str, key: str) -> Draft:
    """The draft of a workflow for somebody who may change it, at the revision their page was made from."""
    workflow = opened(request, "workflow.edit", team, key)
    sent = request.POST.get("_revision", "")
    if request.method != "POST":
        return Draft(workflow, workflow.revision)
    return Draft(workflow, int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0)
