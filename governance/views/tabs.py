"""The tabs above the settings pages: only what a person may use."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from governance import access
from governance.actors import Actor
from governance.models import Team


class Tab(NamedTuple):
    """One settings page."""

    label: str
    url: str
    current: bool


def tabs(actor: Actor, team: Team | None, here: str) -> list[Tab]:
    """The settings pages an actor may open, for the team they look at."""
    whole = access.organisation()
    manages = access.may(actor, "organisation.manage", whole)
    found: list[tuple[str, str, str]] = []
    if team is not None:
        found.append(("team", team.name, reverse("settings", args=[team.slug])))
        if access.may(actor, "team.manage", team):
            found.append(("machines", _("Machine accounts"), reverse("machines", args=[team.slug])))
    found.append(("roles", _("Roles"), reverse("roles")))
    if manages or access.may(actor, "organisation.audit", whole):
        found.append(("people", _("People"), reverse("people")))
    if manages:
        found.append(("organisation", _("Organisation"), reverse("organisation")))
    return [Tab(label, url, key == here) for key, label, url in found]
