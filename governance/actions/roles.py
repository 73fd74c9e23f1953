"""Roles: the sets of verbs memberships give."""

from collections.abc import Iterable

from django.utils.text import slugify
from django.utils.translation import gettext as _

from governance import granting
from governance.actions.organisation import clean_name
from governance.actions.problems import Problem
from governance.actors import Actor
from governance.door import governed, note
from governance.models import Organisation, Role
from governance.verbs import TEAM_VERBS


@governed("organisation.manage", kind="role.made")
def make_role(actor: Actor, organisation: Organisation, *, name: str, verbs: Iterable[str]) -> Role:
    """Make a role of the organisation's own."""
    name = clean_name(name)
    key = slugify(name).replace("-", "_")[:40]
    if not key or Role.objects.filter(key=key).exists():
        raise Problem("name", _("There is a role of this name already: choose another name."))
    role = Role.objects.create(key=key, name=name, verbs=_known(verbs))
    note(role=role.key, verbs=role.verbs)
    return role


@governed("organisation.manage", kind="role.changed")
def change_role(actor: Actor, organisation: Organisation, role: Role, *, verbs: Iterable[str]) -> Role:
    """Change what a role allows; everybody who holds it is told at once."""
    role.verbs = _known(verbs)
    role.save(update_fields=["verbs"])
    granting.sync_role(role)
    note(role=role.key, verbs=role.verbs)
    return role


def _known(verbs: Iterable[str]) -> list[str]:
    wanted = set(verbs)
    if unknown := wanted - TEAM_VERBS.keys():
        raise Problem("verbs", _("There is no right called “%(verb)s”.") % {"verb": min(unknown)})
    if wanted and "team.view" not in wanted:
        raise Problem("verbs", _("A role needs “See the team and its people” before anything else."))
    return sorted(wanted)
