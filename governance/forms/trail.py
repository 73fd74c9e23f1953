"""The trail's filters, read from the address."""

import zoneinfo
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.models import Team
from governance.queries import TrailFilter
from governance.trail.sentences import GROUPS

WHEN: dict[str, tuple[Promise, int | None]] = {
    "": (gettext_lazy("Any time"), None),
    "today": (gettext_lazy("Today"), 0),
    "week": (gettext_lazy("Last 7 days"), 6),
    "month": (gettext_lazy("Last 30 days"), 29),
}


class Chip(NamedTuple):
    """One filter as a link."""

    label: str
    url: str
    on: bool


@dataclass(frozen=True)
class Asked:
    """What the address asks for: whose trail, who, what and when."""

    team: Team | None
    who: str
    what: str
    when: str
    day: str
    after: str

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The zone in which days begin."""
        return zoneinfo.ZoneInfo(self.team.time_zone if self.team else "UTC")

    def wanted(self) -> TrailFilter:
        """The filter for the trail's queries."""
        today = timezone.now().astimezone(self.zone).date()
        chosen = _day(self.day)
        if chosen is not None:
            return TrailFilter(self.who, self.what, self._start(chosen), self._start(chosen + timedelta(days=1)))
        days = WHEN[self.when][1]
        since = None if days is None else self._start(today - timedelta(days=days))
        return TrailFilter(self.who, self.what, since)

    def _start(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)

    def address(self, **changed: str) -> str:
        """The query string of this filter with something changed."""
        values = {"who": self.who, "what": self.what, "when": self.when, "day": self.day} | changed
        return "?" + urlencode({name: value for name, value in values.items() if value})

    def without_day(self) -> str:
        """The same filter for any day."""
        return self.address(day="")

    def what_chips(self) -> list[Chip]:
        """Filters by what was done."""
        everything = Chip(_("Everything"), self.address(what=""), not self.what)
        rest = [Chip(str(label), self.address(what=key), self.what == key) for key, (label, _kinds) in GROUPS.items()]
        return [everything, *rest]

    def when_chips(self) -> list[Chip]:
        """Filters by when."""
        return [
            Chip(str(label), self.address(when=key, day=""), not self.day and self.when == key)
            for key, (label, _days) in WHEN.items()
        ]

    def who_chips(self, names: dict[str, str]) -> list[Chip]:
        """Filters by who, of all who appear in this trail."""
        known = sorted(names.items(), key=lambda item: item[1])
        chips = [Chip(name, self.address(who=ref), self.who == ref) for ref, name in known]
        return [Chip(_("Anyone"), self.address(who=""), not self.who), *chips]


def read(query: QueryDict, team: Team | None) -> Asked:
    """The filters of an address; nonsense in it is left out."""
    when = query.get("when", "")
    day = query.get("day", "")
    return Asked(
        team=team,
        who=query.get("who", "")[:64],
        what=query.get("what", "")[:64],
        when=when if when in WHEN else "",
        day=day if _day(day) else "",
        after=query.get("after", "")[:40],
    )


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
