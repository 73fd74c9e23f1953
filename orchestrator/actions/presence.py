"""Being at a draft: bookkeeping of a few seconds, which the trail does not keep."""

from django.utils.timezone import now

from governance import access, door
from governance.access import Refused
from governance.models import User
from orchestrator.drafting.writing import announce
from orchestrator.models import Presence, Workflow
from orchestrator.queries.presence import FRESH

LONGEST = 63
REST = FRESH / 4  # who said so a moment ago need not be written again


def be_at(actor: User, workflow: Workflow, at: str) -> None:
    """Say that somebody has a draft open and looks at a step of it (empty: at none); others hear when that is new."""
    if not access.may(actor, "workflow.edit", workflow):
        raise Refused(actor, "workflow.edit", workflow)
    mine = Presence.objects.filter(user=actor, workflow=workflow)
    known, moment, at = mine.first(), now(), at[:LONGEST]
    moved = known is None or known.at != at or known.seen_at < moment - FRESH
    if known is not None and not moved and known.seen_at > moment - REST:
        return
    with door.opened(actor, "workflow.edit"):
        Presence.objects.update_or_create(user=actor, workflow=workflow, defaults={"at": at, "seen_at": moment})
        if moved:
            announce(workflow)


def leave(actor: User, workflow: Workflow) -> None:
    """Say that somebody closed a draft."""
    with door.opened(actor, "workflow.edit"):
        if Presence.objects.filter(user=actor, workflow=workflow).delete()[0]:
            announce(workflow)
