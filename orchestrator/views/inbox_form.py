"""The decision form of a case, in the inbox and beside a trial: what is offered, what was written, what is wrong."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from fields import contracts
from fields.types import Field
from governance.actions.problems import Problem
from governance.blanks import without_blanks
from governance.documents import DocumentForm, Place
from orchestrator.actions.escalations import Verdict
from orchestrator.actions.problems import Unfit
from orchestrator.engine.state import Decision
from orchestrator.queries.inbox_case import Case
from orchestrator.queries.inbox_offers import BACK, OUTPUT, Offer, Target, offers, output_fields, targets

PREFIX = "output"


@dataclass
class DecisionForm:
    """Everything the form shows; `message` and the document's errors say what to mend."""

    case: Case
    offers: list[Offer]
    fields: list[Field]
    targets: list[Target]
    document: DocumentForm[Any]
    note: str = ""
    to: str = ""
    tried: str = ""
    message: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def output(self) -> Place:
        """The place of the output's inputs."""
        return self.document.at(PREFIX)

    @property
    def fills_in(self) -> bool:
        """A person step: its fields are part of every approval."""
        return self.case.row.reason == "person_step" and bool(self.fields)

    @property
    def edit(self) -> Offer | None:
        """The decision that takes an output of the reviewer's own."""
        return next((offer for offer in self.offers if offer.needs == OUTPUT), None)

    @property
    def back(self) -> Offer | None:
        """Sending the case back, where there is an earlier step."""
        return next((offer for offer in self.offers if offer.needs == BACK), None)

    def refuse(self, problem: Problem) -> None:
        """Show what an action did not accept."""
        self.message = problem.sentence
        known = {each.key for each in self.fields}
        self.document.add_errors({f"{PREFIX}-{key}": text for key, text in problem.errors.items() if key in known})
        self.errors = {key: text for key, text in problem.errors.items() if key not in known}

    def _changed(self, output: dict[str, Any]) -> bool:
        """Whether what was sent differs from the proposal; approving it would lose the change."""
        proposed = {value.field.key: value.value for value in self.case.proposal}
        sent = contracts.check(self.fields, output)
        return bool(output) and (not sent.ok or any(sent.values.get(key) != value for key, value in proposed.items()))

    def verdict(self) -> Verdict:
        """What the reviewer decided; Unfit where it names no decision."""
        if self.tried not in set(Decision):
            raise Unfit(_("Choose one of the decisions."))
        output = without_blanks(self.document.doc.get(PREFIX) or {})
        if self.tried == Decision.APPROVE and self.case.proposal and self._changed(output):
            raise Unfit(
                _("You changed the output. Go on with your output, or undo the change to approve what was proposed.")
            )
        return Verdict(Decision(self.tried), output if isinstance(output, dict) else {}, self.note, self.to)


def decision_form(case: Case, post: QueryDict | None) -> DecisionForm:
    """The form of a case: with the proposal filled in, or with what was sent."""
    initial = {PREFIX: {value.field.key: value.value for value in case.proposal}}
    document: DocumentForm[Any] = DocumentForm(
        parse=lambda doc: doc, initial=initial, post=post, currency=case.row.team.currency, id="decide"
    )
    form = DecisionForm(case, offers(case), output_fields(case), targets(case), document)
    if post is not None:
        form.note, form.to, form.tried = post.get("note", ""), post.get("to", ""), post.get("decision", "")
    return form
