"""A workflow's draft as its pages need it, and the one way they save it."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from governance import access
from governance.actions.problems import Problem as Refusal
from governance.actions.problems import Stale
from governance.actors import reference
from governance.drafts import changed_by
from governance.models import User
from orchestrator.actions.drafts import Changed, change_draft
from orchestrator.drafting.changes import Change, diff
from orchestrator.drafting.keyed import MAPS, PARTS, Tree
from orchestrator.drafting.merging import tree_of
from orchestrator.drafting.reading import read_json
from orchestrator.engine.check import Problem, check
from orchestrator.engine.definition import Definition
from orchestrator.models import Workflow
from orchestrator.queries.conflicts import Telling, Told
from orchestrator.queries.outline import Outline
from orchestrator.queries.outline import outline as in_words
from orchestrator.queries.workflows import Makings
from orchestrator.shapes import resolved
from orchestrator.views.workflows import conflicts


def actor_of(request: HttpRequest) -> User:
    """Who asks; the gate has let nobody else in."""
    assert isinstance(request.user, User)
    return request.user


def opened(request: HttpRequest, verb: str, team: str, key: str) -> Workflow:
    """The workflow at this address, for this purpose."""
    return access.get(actor_of(request), verb, Workflow, team__slug=team, key=key)


@dataclass
class Draft:
    """A workflow's draft being read or changed in one request.

    sent: the parts of the draft a form was made from, as it sent them; empty once they are saved.
    """

    workflow: Workflow
    revision: int
    stale: str = ""
    refused: str = ""
    sent: str = ""
    conflicts: list[Told] = field(default_factory=list)
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

    # -- saving --------------------------------------------------------------------------------------------------------

    def base(self, *places: str | tuple[str, ...]) -> str:
        """What a form is made from, for its hidden `_base`.

        base("steps", key), base("end"), base(("steps", key), ("links",)); the whole draft where nothing is named.
        """
        if self.sent:
            return self.sent
        named: list[Any] = [places] if places and isinstance(places[0], str) else list(places)
        tree, parts = tree_of(self.workflow), dict[str, Any]()
        for part, *key in named or [(part,) for part in PARTS]:
            parts[part] = {**parts.get(part, {}), key[0]: tree[part].get(key[0])} if key else tree[part]
        return json.dumps(parts)

    def save(self, request: HttpRequest, definition: Definition, base: Definition | None = None, **about: Any) -> bool:
        """Save a changed drawing, merged with what others changed since its form was made.

        definition: the current draft with what was posted put in. base: what it was made from, where that is not what
        the form sent as `_base`. False: see `conflicts`, `stale` or `refused`; `page` then shows them.
        """
        before = self._before(base)
        if before is None:
            self.stale, self.revision = changed_by(self.workflow.changed_by).sentence, self.workflow.revision
            return False
        mine = tree_of(self.workflow, definition)
        mine["about"] = before["about"] | {name: text for name, text in about.items() if text is not None}
        return self.put(request, diff(before, mine), mine)

    def put(self, request: HttpRequest, changes: list[Change], mine: Tree | None = None) -> bool:
        """Put changes into the draft; `mine` is the draft as its author has it, where that is known."""
        try:
            changed = change_draft(actor_of(request), self.workflow, changes)
        except Stale as stale:
            self.stale = stale.sentence
            return False
        except Refusal as refusal:
            self.refused = refusal.sentence
            return False
        self._now(changed)
        for sentence in changed.dropped:
            messages.warning(request, sentence)
        telling = Telling(
            changed.drawing, self.workflow.team, changed.marks, changed.changed_by, me=reference(actor_of(request))
        )
        self.conflicts = telling.tell(changed.conflicts, mine)
        return not self.conflicts

    def _now(self, changed: Changed) -> None:
        self.revision, self.sent = changed.workflow.revision, ""
        for name in ("definition", "problems", "outline"):
            self.__dict__.pop(name, None)
        self.__dict__["definition"] = changed.drawing

    def _before(self, base: Definition | None) -> Tree | None:
        """The draft as the form was made from it; None where nobody knows and somebody was faster."""
        if base is not None:
            return tree_of(self.workflow, base)
        if self.sent:
            try:
                return _overlaid(tree_of(self.workflow), read_json(self.sent.encode(errors="replace")))
            except Refusal:
                return None
        return tree_of(self.workflow) if self.revision == self.workflow.revision else None

    # -- answering -----------------------------------------------------------------------------------------------------

    def page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        """A page of the builder: 409 where somebody was faster, 422 where an answer needs another look."""
        if self.conflicts:
            return conflicts.ask(request, self)
        form = context.get("form")
        if self.refused and form is not None:
            _tell(form, self.refused)
        refused = form is not None and bool(form.errors)
        status = 409 if self.stale else 422 if refused else 200
        return render(request, f"orchestrator/workflows/{template}", {"draft": self, **context}, status=status)


def _tell(form: Any, sentence: str) -> None:
    """Put a sentence above a form of either kind."""
    if hasattr(form, "add_errors"):
        form.add_errors({"": sentence})
    else:
        form.add_error(None, sentence)


def _overlaid(tree: Tree, parts: Tree) -> Tree:
    """The draft with these parts as they were when a form was made; null is what was not there."""
    for part, given in parts.items():
        if part in (*MAPS, "layout", "about") and isinstance(given, dict):
            held = tree[part] | given
            tree[part] = {key: thing for key, thing in held.items() if thing is not None}
        elif part in ("inputs", "limits", "end"):
            tree[part] = given
    return tree


def open_draft(request: HttpRequest, team: str, key: str) -> Draft:
    """The draft of a workflow for somebody who may change it, at the revision their page was made from."""
    workflow = opened(request, "workflow.edit", team, key)
    if request.method != "POST":
        return Draft(workflow, workflow.revision)
    sent = request.POST.get("_revision", "")
    revision = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
    return Draft(workflow, revision, sent=request.POST.get("_base", ""))
