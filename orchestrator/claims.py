"""Claims end with the right to decide: a case held by somebody who may no longer decide it goes back to the inbox."""

import logging

from governance import access, door
from governance.models import User
from orchestrator.engine.events import NotNow, Overtaken
from orchestrator.engine.happenings import Claimed
from orchestrator.house import SWEEPER
from orchestrator.journal import Journal, SomeoneWasFaster
from orchestrator.models import Escalation, Run

log = logging.getLogger(__name__)


def free_lost(user_id: int | None = None) -> None:
    """Free the claims of all, or of one person, that their rights no longer carry."""
    claimed = Escalation.objects.filter(state="claimed").select_related("claimed_by", "team")
    if user_id is not None:
        claimed = claimed.filter(claimed_by=user_id)
    asked: dict[tuple[int, int], bool] = {}
    for case in claimed:
        holder = case.claimed_by
        if holder is None:
            continue
        place = (holder.pk, case.team_id)
        if place not in asked:
            asked[place] = access.may(holder, "escalation.decide", case.team)
        if not asked[place]:
            _free(case, holder)


def _free(case: Escalation, holder: User) -> None:
    try:
        with door.opened(SWEEPER, "run.advance"):
            run = Run.objects.select_for_update(of=("self",)).select_related("key").get(pk=case.run_id)
            held = Escalation.objects.filter(pk=case.pk, state="claimed", claimed_by=holder)
            if held.update(state="open", claimed_by=None, claimed_at=None):
                journal = Journal(run)
                journal.tell(Claimed(freed=True), case.step)
                journal.commit(SWEEPER)
    except (NotNow, Overtaken, SomeoneWasFaster):
        log.info("Case %s moved on while its claim was looked at; the next sweep looks again", case.pk)


def when_rights_change(user_id: int, **kwargs: object) -> None:
    """Free a person's claims at once when their rights change; the sweep finds what this misses."""
    free_lost(user_id)
