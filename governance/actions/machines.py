"""Machine accounts and their tokens."""

import secrets as randomness
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from governance import granting, news, wall
from governance.actions.problems import Problem
from governance.actors import Actor, HouseMachine
from governance.door import governed, note
from governance.models import MachineToken, Membership, Role, Team, User
from governance.models.user import Kind

TOKEN_PREFIX = "stw_"  # noqa: S105
KEEPER = HouseMachine("token-keeper")


@governed("team.manage", kind="machine.made")
def make_machine(actor: Actor, team: Team, *, name: str, role: Role, ends_at: datetime | None = None) -> User:
    """Make a machine account with a role in a team."""
    if not name.strip():
        raise Problem("name", _("Give the machine account a name, such as “Billing system”."))
    address = f"{randomness.token_hex(8)}@machines.invalid"
    machine = User.objects.make(address, name, kind=Kind.MACHINE)
    Membership.objects.create(user=machine, team=team, role=role, ends_at=ends_at)
    granting.sync_membership(machine, team)
    note(user=machine.pk, role=role.key)
    return machine


@governed("team.manage", kind="machine.token_made")
def make_token(
    actor: Actor, team: Team, machine: User, *, name: str, ends_at: datetime | None = None
) -> tuple[MachineToken, str]:
    """Make a token and return it with its secret, which is shown this once and kept only as a hash."""
    _belongs(machine, team)
    if ends_at is not None and ends_at <= timezone.now():
        raise Problem("ends_at", _("The end lies in the past: choose a later day, or leave it empty."))
    secret = TOKEN_PREFIX + randomness.token_urlsafe(32)
    token = MachineToken.objects.create(
        user=machine, name=name.strip() or _("Token"), prefix=secret[:10], hash=_hash(secret), ends_at=ends_at
    )
    note(user=machine.pk, token=token.pk)
    return token, secret


@governed("team.manage", kind="machine.token_ended")
def end_token(actor: Actor, team: Team, token: MachineToken) -> None:
    """End a token at once."""
    _belongs(token.user, team)
    token.ends_at = timezone.now()
    token.save(update_fields=["ends_at"])
    note(user=token.user_id, token=token.pk)
    news.tell_rights_changed(token.user_id)


def _belongs(machine: User, team: Team) -> None:
    if not machine.is_machine or not machine.memberships.filter(team=team).exists():
        raise Problem("", _("This machine account does not belong to this team."))


def _hash(secret: str) -> str:
    # The secret has 256 random bits: a fast hash suffices, nothing can be guessed.
    return sha256(secret.encode()).hexdigest()


def authenticate(secret: str) -> MachineToken | None:
    """The token for a secret while it and its account are in force; notes its use once a minute."""
    now = timezone.now()
    in_force = Q(ends_at__isnull=True) | Q(ends_at__gt=now)
    tokens = MachineToken.objects.filter(in_force, hash=_hash(secret), user__is_active=True, user__kind=Kind.MACHINE)
    token = tokens.select_related("user").first()
    if token and (token.last_used_at is None or token.last_used_at < now - timedelta(minutes=1)):
        with wall.opening(wall.OpenDoor(KEEPER, "token.used")):
            MachineToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token
