"""What may be done with model endpoints, a team's and the organisation's."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pydantic_ai.exceptions import ModelAuthenticationError, ModelNotFoundError, ModelQuotaExceededError

from agents import turn
from agents.connection_documents import EndpointDocument
from agents.definition import AgentLimits, AIAgent
from agents.failures import TurnError
from agents.models import ModelEndpoint, Tool
from fields.labels import Labelled, Labels
from fields.types import Choice, Field, FieldType
from governance import secrets
from governance.actions.problems import Problem
from governance.actors import Actor, reference
from governance.door import governed, note
from governance.drafts import save_if_fresh
from governance.models import Organisation, Team


def _values(document: EndpointDocument) -> dict[str, Any]:
    values: dict[str, Any] = document.model_dump(exclude={"key"})
    if document.key:
        values["sealed_key"] = secrets.seal(document.key)
    return values


@governed("connection.manage", kind="endpoint.created")
def create_endpoint(actor: Actor, owner: Team | Organisation, document: EndpointDocument) -> ModelEndpoint:
    """Connect a model, for one team or for the whole organisation."""
    team = owner if isinstance(owner, Team) else None
    organisation = owner.organisation if isinstance(owner, Team) else owner
    made = ModelEndpoint.objects.create(
        organisation=organisation, team=team, changed_by=reference(actor), **_values(document)
    )
    _only_default(made)
    note(endpoint=made.pk)
    return made


@governed("connection.manage", kind="endpoint.changed")
def change_endpoint(
    actor: Actor, endpoint: ModelEndpoint, document: EndpointDocument, *, revision: int
) -> ModelEndpoint:
    """Change a model's address, key or price; an empty key keeps the old one."""
    moved = (document.base_url, document.kind) != (endpoint.base_url, endpoint.kind) and not document.key
    if moved and endpoint.sealed_key:
        # Otherwise whoever may edit the address could have the key sent to a server of their own.
        raise Problem("key", _("The address changes, so enter the key again."))
    saved = save_if_fresh(actor, endpoint, revision, **_values(document))
    _only_default(saved)
    note(endpoint=endpoint.pk, new_key=bool(document.key))
    return saved


def _only_default(endpoint: ModelEndpoint) -> None:
    """At most one default for a team, and one for the organisation."""
    if endpoint.is_default:
        siblings = ModelEndpoint.objects.filter(organisation=endpoint.organisation_id, team=endpoint.team)
        siblings.exclude(pk=endpoint.pk).filter(is_default=True).update(is_default=False)


@dataclass(frozen=True)
class Checked:
    """How a model did on a small question."""

    ok: bool
    sentence: str
    seconds: float = 0.0


class NoLedger:
    """A check has no tools and costs next to nothing."""

    def call(self, tool: Tool, arguments: dict[str, Any]) -> dict[str, Any]:
        """There is nothing to call."""
        raise RuntimeError("a check has no tools")

    def spend(self, tokens_in: int, tokens_out: int, cost_micros: int) -> None:
        """Not counted."""


# A model that cannot answer in the asked way may babble until its limit.
LONGEST_ANSWER = 400
QUESTION = AIAgent(
    purpose="You check that a connection works.",
    instructions="Say which day of the week the message names.",
    inputs=[Field(key="message", name="Message", type=FieldType.TEXT)],
    outputs=[
        Field(
            key="day",
            name="Day",
            type=FieldType.CHOICE,
            choices=[Choice(value="monday", label="Monday"), Choice(value="friday", label="Friday")],
        )
    ],
    limits=AgentLimits(seconds=30, tokens=5000),
)


def check_endpoint(actor: Actor, endpoint: ModelEndpoint) -> Checked:
    """Ask a model a small question; where it cannot answer by a tool call, remember the way that works."""
    _permit_check(actor, endpoint)
    ways = [endpoint.answers_by, "tool", "schema", "text"] if endpoint.kind != "offline" else ["tool"]
    first: Checked | None = None
    for style in dict.fromkeys(ways):
        asked = ModelEndpoint.objects.get(pk=endpoint.pk)
        asked.answers_by, asked.max_tokens = style, min(endpoint.max_tokens, LONGEST_ANSWER)
        # Outside the door: nothing is locked while a model is asked.
        found, may_help = _ask(asked)
        if found.ok and style != endpoint.answers_by:
            _remember_style(actor, endpoint, style)
        if found.ok or not may_help:
            return found
        first = first or found
    assert first is not None
    return first


def _ask(endpoint: ModelEndpoint) -> tuple[Checked, bool]:
    """How it went, and whether asking in another way may go better."""
    inputs = {"message": Labelled("Let us meet on Friday.", Labels("check", trusted=True))}
    try:
        taken = turn.take_turn(QUESTION, inputs, endpoint=endpoint, tools=[], ledger=NoLedger())
    except TurnError as error:
        return Checked(False, error.sentence), _may_help(error)
    if taken.output.get("day") != "friday":
        return Checked(True, _("It answered, but not rightly: expect little of it."), taken.seconds), False
    return Checked(True, _("It works: it answered a small question rightly."), taken.seconds), False


def _may_help(error: TurnError) -> bool:
    """Whether a model that failed so may do better when asked in another way."""
    if error.failure == "refused":
        return not isinstance(error.__cause__, ModelAuthenticationError | ModelNotFoundError | ModelQuotaExceededError)
    return error.failure in ("contract", "limit", "timeout")


@governed("connection.manage", kind="endpoint.checked")
def _permit_check(actor: Actor, endpoint: ModelEndpoint) -> None:
    note(endpoint=endpoint.pk)


@governed("connection.manage", kind="endpoint.style_changed")
def _remember_style(actor: Actor, endpoint: ModelEndpoint, style: str) -> None:
    endpoint.answers_by = style
    endpoint.save(update_fields=["answers_by"])
    note(endpoint=endpoint.pk, style=style)
