"""The form of one link: what it is called, when it is taken, where it leads."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as lazy

from fields.conditions import Condition
from fields.sentences import sentence as marked
from governance.conditions import read_condition
from governance.documents import DocumentErrors, DocumentForm
from governance.picking import Source
from orchestrator.engine.definition import Definition, Link
from orchestrator.engine.graph import START
from orchestrator.forms.editing.links import drawn
from orchestrator.forms.editing.paths import redirected, targets
from orchestrator.forms.edits import known_along
from orchestrator.forms.onward import then_options
from orchestrator.forms.reading import read_name, saves_itself
from orchestrator.forms.sources import Picking
from orchestrator.forms.steps import About

LABELS: dict[str, Any] = {"when": lazy("When"), "then": lazy("Then"), "otherwise": lazy("Otherwise")}


@dataclass(frozen=True)
class Way:
    """What the form says of a link."""

    name: str
    when: Condition | None
    otherwise: bool
    then: str


class LinkForm:
    """One link being described; a new one is not in the drawing yet."""

    template = "_link.html"

    def __init__(self, about: About, link: Link, *, post: QueryDict | None = None) -> None:
        self.definition, self.link = about.definition, link
        self.new = all(each.id != link.id for each in self.definition.links)
        self.known = known_along(self.definition, link)
        self.picking = Picking(self.definition, self.known, about.examples)
        self.kind = next((step.kind for step in self.definition.steps if step.key == link.source), START)
        when = link.when.model_dump(mode="json") if link.when else {}
        self.unfinished = saves_itself(post)
        self.form: DocumentForm[Way] = DocumentForm(
            parse=self._parse,
            initial={"name": link.name, "when": when, "otherwise": link.otherwise, "then": link.target},
            post=post,
            labels=LABELS,
            currency=about.currency,
        )

    @property
    def sources(self) -> list[Source]:
        return self.picking.all

    @property
    def asks_when(self) -> bool:
        """Whether a condition says something here: parts side by side are always done, "otherwise" needs none."""
        return self.kind != "parallel" and not (self.kind == "choose" and self.link.otherwise)

    @property
    def asks_otherwise(self) -> bool:
        """Whether this may be the way taken when no other is: of a step that does not choose, beside others."""
        others = [each for each in self.definition.graph.out(self.link.source) if each.id != self.link.id]
        return self.kind not in ("choose", "parallel", START) and any(each.when for each in others)

    @property
    def thens(self) -> list[tuple[str, Any]]:
        """Where it may lead."""
        return then_options(self.definition, self.link.source)

    def apply(self, drawing: Definition) -> Definition:
        """The drawing with this link."""
        made = self.form.value
        assert made is not None
        update = {"name": made.name, "when": made.when, "otherwise": made.otherwise}
        link = self.link.model_copy(update=update)
        if self.new:
            return drawn(drawing, [*drawing.links, link.model_copy(update={"target": made.then})])
        changed = drawing.model_copy(update={"links": [link if each.id == link.id else each for each in drawing.links]})
        return redirected(changed, link, made.then) if made.then != link.target else changed

    def _parse(self, doc: dict[str, Any]) -> Way:
        given = doc.get("when") if self.asks_when else None
        when, errors = read_condition(given, self.known, "when", unfinished=self.unfinished)
        name = read_name(doc.get("name"), "name", errors)
        then = str(doc.get("then") or self.link.target)
        if then != self.link.target and then not in targets(self.definition, self.link.source):
            errors["then"] = marked("Pick a step that comes later: the steps would lead in a circle.")
        if errors:
            raise DocumentErrors(errors)
        ticked = doc.get("otherwise")
        otherwise = self.link.otherwise if not self.asks_otherwise else ticked in (True, "true")
        return Way(name, None if otherwise else when, otherwise, then)
