"""Teams: making and changing them."""

import zoneinfo

from django.utils.text import slugify
from django.utils.translation import gettext as _

from governance.actions.organisation import clean_currency, clean_name
from governance.actions.problems import Problem
from governance.actors import Actor
from governance.door import governed, note
from governance.models import Organisation, Team


@governed("organisation.manage", kind="team.made")
def make_team(
    actor: Actor, organisation: Organisation, *, name: str, time_zone: str = "UTC", currency: str = ""
) -> Team:
    """Make a team."""
    name = clean_name(name)
    team = Team.objects.create(
        organisation=organisation,
        name=name,
        slug=_free_slug(name),
        time_zone=_clean_zone(time_zone),
        currency=clean_currency(currency or organisation.currency),
    )
    note(team=team.pk, name=name)
    return team


@governed("team.manage", kind="team.changed")
def change_team(actor: Actor, team: Team, *, name: str, time_zone: str, currency: str) -> Team:
    """Rename a team, or change the zone and currency in which it sees times and money."""
    team.name, team.time_zone, team.currency = clean_name(name), _clean_zone(time_zone), clean_currency(currency)
    team.save(update_fields=["name", "time_zone", "currency"])
    note(team=team.pk, name=team.name, time_zone=team.time_zone, currency=team.currency)
    return team


def _clean_zone(time_zone: str) -> str:
    if time_zone not in zoneinfo.available_timezones():
        raise Problem("time_zone", _("Choose a time zone from the list, such as Europe/Berlin."))
    return time_zone


def _free_slug(name: str) -> str:
    stem = slugify(name)[:50] or "team"
    taken = set(Team.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(f"{stem}-{count}" for count in range(2, len(taken) + 3) if f"{stem}-{count}" not in taken)
