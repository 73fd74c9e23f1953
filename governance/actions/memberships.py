"""Memberships: who holds which role in a team, and until when."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from governance import granting
from governance.actions.problems import Problem
from governance.actors import Actor
from governance.door import governed, note
from governance.models import Membership, Role, Team, User


@governed("team.manage", kind="membership.added")
def add_member(actor: Actor, team: Team, user: User, *, role: Role, ends_at: datetime | None = None) -> Membership:
    """Give a person or machine a role in a team, perhaps until a date."""
    if not user.is_active:
        raise Problem("user", _("This account is stopped: an administrator can let it in again."))
    if user.is_machine and user.memberships.exclude(team=team).exists():
        # Who manages a team may make tokens for its machines: an account in two teams would lend the other’s rights.
        raise Problem("user", _("This machine account belongs to another team: make one of this team’s own."))
    if Membership.objects.filter(user=user, team=team, role=role).exists():
        raise Problem("role", _("%(name)s holds this role in the team already.") % {"name": user.name})
    membership = Membership.objects.create(user=user, team=team, role=role, ends_at=_in_future(ends_at))
    granting.sync_membership(user, team)
    note(user=user.pk, role=role.key, team=team.pk, ends_at=_text(ends_at))
    return membership


@governed("team.manage", kind="membership.changed")
def change_member(actor: Actor, membership: Membership, *, role: Role, ends_at: datetime | None = None) -> Membership:
    """Change the role or the end of a membership."""
    twin = Membership.objects.filter(user=membership.user, team=membership.team, role=role).exclude(pk=membership.pk)
    if twin.exists():
        raise Problem("role", _("%(name)s holds this role in the team already.") % {"name": membership.user.name})
    membership.role, membership.ends_at = role, _in_future(ends_at)
    membership.save(update_fields=["role", "ends_at"])
    granting.sync_membership(membership.user, membership.team)
    note(user=membership.user_id, role=role.key, team=membership.team_id, ends_at=_text(ends_at))
    return membership


@governed("team.manage", kind="membership.ended")
def end_member(actor: Actor, membership: Membership) -> None:
    """End a membership at once."""
    user, team = membership.user, membership.team
    note(user=user.pk, role=membership.role.key, team=team.pk)
    membership.delete()
    granting.sync_membership(user, team)


def _in_future(ends_at: datetime | None) -> datetime | None:
    if ends_at is not None and ends_at <= timezone.now():
        raise Problem("ends_at", _("The end lies in the past: choose a later day, or leave it empty."))
    return ends_at


def _text(ends_at: datetime | None) -> str | None:
    return ends_at.isoformat(timespec="minutes") if ends_at else None
