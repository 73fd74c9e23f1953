"""The door: every change is checked, made in one transaction, recorded and announced."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import models, transaction

from governance import access, news, trail, wall
from governance.access import Refused
from governance.actors import Actor
from governance.wall import GuardedManager, GuardedModel, GuardedQuerySet, OpenDoor, WallError

__all__ = [
    "GuardedManager",
    "GuardedModel",
    "GuardedQuerySet",
    "Refused",
    "WallError",
    "governed",
    "note",
    "opened",
]

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound=models.Model)
A = TypeVar("A", bound=Any)


@contextmanager
def opened(actor: Actor, verb: str) -> Iterator[OpenDoor]:
    """Open the door for a body that writes its own records: one transaction, joined when one is open."""
    outer = wall.current()
    try:
        with transaction.atomic(), wall.opening(OpenDoor(actor, verb)) as door:
            yield door
        if outer is not None:
            outer.appended += door.appended  # what was recorded further in need not be recorded again
    except Refused as refusal:
        # A refusal further in was rolled back with the rest; it is recorded once nothing is left to undo.
        if outer is None:
            refusal.record()
        raise


def note(**facts: Any) -> None:
    """Add facts to the record the door will write for the action that is running."""
    door = wall.current()
    if door is None:
        raise WallError("Nothing to note: no door is open.")
    door.facts.update(facts)


def _check(actor: Actor, verb: str, subject: models.Model) -> None:
    if access.may(actor, verb, subject):
        return
    refusal = Refused(actor, verb, subject)
    if wall.current() is None:
        refusal.record()
    raise refusal


def governed(
    verb: str, *, kind: str | None = None
) -> Callable[[Callable[Concatenate[A, S, P], R]], Callable[Concatenate[A, S, P], R]]:
    """Put an action behind the door: `def action(actor, subject, …)` runs only for who may do `verb`.

    The door writes a record of `kind` (the verb, unless named) when the body wrote none of its own.
    """

    def wrap(action: Callable[Concatenate[A, S, P], R]) -> Callable[Concatenate[A, S, P], R]:
        @functools.wraps(action)
        def through(actor: A, subject: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
            _check(actor, verb, subject)
            with opened(actor, verb) as door:
                about, stream, team_id = access.describe(subject), access.stream_of(subject), access.team_of(subject)
                result = action(actor, subject, *args, **kwargs)
                if not door.appended:
                    entry = trail.Entry(kind or verb, {**about, **door.facts})
                    trail.append(stream, [entry], actor=actor, team_id=team_id)
                _announce(stream, team_id, verb)
            return result

        through.governed_verb = verb  # type: ignore[attr-defined]
        return through

    return wrap


def _announce(stream: str, team_id: int | None, verb: str) -> None:
    news.publish(stream.replace(":", "."), verb)
    if team_id is not None and stream != f"team:{team_id}":
        news.publish(f"team.{team_id}", verb)
