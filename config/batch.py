"""Starting many runs from a script, and seeing them to their end."""

import time
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import Any

from django.core.management.base import CommandError

from config import embedded
from governance import access
from governance.actions.problems import Problem
from governance.models import User
from orchestrator import workers
from orchestrator.actions import runs
from orchestrator.models import Run, Workflow
from orchestrator.queries.batch import at_rest, figures

POLL_SECONDS = 0.1


def one_carries() -> Any:
    """A context in which runs are carried: by the server where one lives, else by this process."""
    return nullcontext() if workers.living() else embedded.carrying()


def workflow_named(actor: User, name: str) -> Workflow:
    """The workflow this actor sees under a key such as `support` or `care/support`."""
    team, _, key = name.rpartition("/")
    found = access.visible(actor, Workflow).filter(key=key, **({"team__slug": team} if team else {}))
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        teams = ", ".join(f"{each.team.slug}/{key}" for each in found)
        raise CommandError(f"Several teams have a workflow “{key}”. Name one of: {teams}")
    known = ", ".join(f"{each.team.slug}/{each.key}" for each in access.visible(actor, Workflow)) or "none"
    raise CommandError(f"{actor.name} sees no workflow “{name}”. Known: {known}")


def start(actor: User, workflow: Workflow, given: dict[str, Any]) -> Run:
    """Start one run; CommandError with the sentence where it may not be."""
    try:
        return runs.start_run(actor, workflow, given)
    except Problem as unfit:
        raise CommandError(unfit.sentence) from None
    except access.Refused:
        raise CommandError(f"{actor.name} may not start “{workflow.name}”. Ask its team admin for the right.") from None


def play(
    actor: User, workflow: Workflow, requests: Iterable[dict[str, Any]], *, at_once: int = 40
) -> Iterator[dict[str, Any]]:
    """Start a run for each request, never more than so many at a time, and give the figures of each at its rest."""
    waiting: list[int] = []
    source = iter(requests)
    more = True
    while more or waiting:
        while more and len(waiting) < at_once:
            request = next(source, None)
            if request is None:
                more = False
                break
            waiting.append(start(actor, workflow, request).pk)
        resting = at_rest(waiting)
        yield from figures(resting)
        waiting = [pk for pk in waiting if pk not in set(resting)]
        if waiting and not resting:
            time.sleep(POLL_SECONDS)
