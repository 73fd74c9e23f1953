"""The bell: the rooms above say what happened to something a person left, in sentences of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

from governance import door, news
from governance.actors import HouseMachine
from governance.models import Notice, User

BELL = HouseMachine("bell")
KEPT = 50  # a bell is no second trail: older lines go
SHOWN = 20


@dataclass(frozen=True)
class Kind:
    """How one kind of notice reads, with %(name)s for its params, and its icon."""

    sentence: Promise
    icon: str


@dataclass(frozen=True)
class Line:
    """A notice ready to be shown."""

    notice: Notice
    sentence: str
    icon: str


_kinds: dict[str, Kind] = {}


def register(kinds: Mapping[str, Kind]) -> None:
    """Add kinds of notices; each room registers its own in apps.py."""
    _kinds.update(kinds)


def tell(person_id: int, kind: str, href: str, **params: Any) -> None:
    """Put a line into a person's bell; what it said of the same place before counts as read."""
    if kind not in _kinds:
        raise LookupError(f"{kind} is no registered kind of notice.")
    own = Notice.objects.filter(person_id=person_id)
    with door.opened(BELL, kind):
        own.filter(href=href, read_at__isnull=True).update(read_at=timezone.now())
        Notice.objects.create(person_id=person_id, kind=kind, href=href, params=params)
        own.filter(pk__in=list(own.order_by("-pk").values_list("pk", flat=True)[KEPT:])).delete()
        news.publish(f"bell.{person_id}", kind)


def latest(person: User) -> list[Line]:
    """The newest lines of a person's bell."""
    found = Notice.objects.filter(person=person).order_by("-pk")[:SHOWN]
    return [_line(notice, _kinds[notice.kind]) for notice in found if notice.kind in _kinds]


def _line(notice: Notice, kind: Kind) -> Line:
    return Line(notice, str(kind.sentence) % notice.params, kind.icon)


def unread(person: User) -> int:
    """How many lines a person has not seen."""
    return Notice.objects.filter(person=person, read_at__isnull=True).count()


def read(person: User, *, up_to: int) -> None:
    """Mark lines as seen, up to the newest one that was shown: one that comes meanwhile stays new."""
    with door.opened(person, "notice.read"):
        found = Notice.objects.filter(person=person, read_at__isnull=True, pk__lte=up_to)
        if found.update(read_at=timezone.now()):
            news.publish(f"bell.{person.pk}", "notice.read")
