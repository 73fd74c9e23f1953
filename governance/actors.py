"""Who acts: people and machine accounts are users; the house's own machines have names and listed verbs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from governance.models import User


@dataclass(frozen=True)
class HouseMachine:
    """A part of Steward that acts by itself, limited to the verbs it lists."""

    name: str
    may: frozenset[str] = frozenset()


if TYPE_CHECKING:
    Actor: TypeAlias = User | HouseMachine | AnonymousUser
else:
    Actor = object


def reference(actor: Actor | None) -> str:
    """How the trail names an actor: person:7, machine:3, house:carrier or anonymous."""
    if isinstance(actor, HouseMachine):
        return f"house:{actor.name}"
    if actor is None or isinstance(actor, AnonymousUser) or actor.pk is None:
        return "anonymous"
    return f"{actor.kind}:{actor.pk}"


def name_of(ref: str) -> str:
    """The name to show for one reference."""
    return names_of([ref])[ref]


def names_of(refs: Iterable[str]) -> dict[str, str]:
    """The names to show for many references, in one query."""
    from governance.models import User

    refs = set(refs)
    keys = {int(ref.partition(":")[2]) for ref in refs if ref.startswith(("person:", "machine:"))}
    known = dict(User.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    return {ref: _name(ref, known) for ref in refs}


def _name(ref: str, known: dict[int, str]) -> str:
    kind, _colon, key = ref.partition(":")
    if kind == "house":
        return _("Steward (%(part)s)") % {"part": key}
    if kind in ("person", "machine"):
        return known.get(int(key)) or _("Someone who is no longer here")
    return _("Someone not signed in")
