"""Writing the grants that access reads; called by the actions on memberships and roles, inside their door."""

from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from governance import news
from governance.access import organisation
from governance.held import in_force
from governance.models import (
    Membership,
    Organisation,
    OrganisationUserGrant,
    Role,
    Team,
    TeamGroupGrant,
    TeamUserGrant,
    User,
)
from governance.verbs import ORGANISATION_VERBS, codename


def _permissions(model: type[models.Model], verbs: list[str]) -> dict[str, Permission]:
    wanted = {codename(verb): verb for verb in verbs}
    found = Permission.objects.filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        codename__in=wanted,
    )
    return {wanted[permission.codename]: permission for permission in found}


def _group_of(team: Team, role: Role) -> Group:
    group, made = Group.objects.get_or_create(name=f"team:{team.pk}:{role.key}")
    if made:
        _fill(group, team, role)
    return group


def _fill(group: Group, team: Team, role: Role) -> None:
    permissions = _permissions(Team, role.verbs).values()
    TeamGroupGrant.objects.filter(group=group).delete()
    TeamGroupGrant.objects.bulk_create(
        [TeamGroupGrant(group=group, permission=permission, content_object=team) for permission in permissions]
    )


def sync_membership(user: User, team: Team) -> None:
    """Make a user's grants in a team what their memberships say: lasting ones by group, ending ones one by one."""
    memberships = list(Membership.objects.filter(user=user, team=team).select_related("role"))
    groups = [_group_of(team, member.role) for member in memberships if member.ends_at is None]
    kept = {group.pk for group in groups}
    user.groups.remove(*user.groups.filter(name__startswith=f"team:{team.pk}:").exclude(pk__in=kept))
    user.groups.add(*groups)
    ends: dict[str, datetime] = {}
    for member in memberships:
        if member.ends_at is not None:
            ends |= {verb: max(ends.get(verb, member.ends_at), member.ends_at) for verb in member.role.verbs}
    TeamUserGrant.objects.filter(user=user, content_object=team).delete()
    permissions = _permissions(Team, list(ends))
    TeamUserGrant.objects.bulk_create(
        [
            TeamUserGrant(user=user, content_object=team, permission=permission, ends_at=ends[verb])
            for verb, permission in permissions.items()
        ]
    )
    news.tell_rights_changed(user.pk)


def sync_role(role: Role) -> None:
    """Carry a changed role to every team in which somebody holds it."""
    held = Membership.objects.filter(role=role).select_related("user", "team")
    for team in Team.objects.all():
        group = Group.objects.filter(name=f"team:{team.pk}:{role.key}").first()
        if group is not None:
            _fill(group, team, role)
    for member in held:
        sync_membership(member.user, member.team)


def grant_organisation(user: User, verb: str, ends_at: datetime | None = None) -> None:
    """Give an organisation-wide verb, perhaps until a date."""
    permission = _permissions(Organisation, [verb])[verb]
    of_user = OrganisationUserGrant.objects.filter(user=user, permission=permission)
    of_user.delete()
    OrganisationUserGrant.objects.create(
        user=user, permission=permission, content_object=organisation(), ends_at=ends_at
    )
    news.tell_rights_changed(user.pk)


def revoke_organisation(user: User, verb: str) -> None:
    """Take an organisation-wide verb away."""
    OrganisationUserGrant.objects.filter(user=user, permission__codename=codename(verb)).delete()
    news.tell_rights_changed(user.pk)


def holders(verb: str) -> QuerySet[User]:
    """The active people who hold an organisation-wide verb without an end."""
    held = OrganisationUserGrant.objects.filter(permission__codename=codename(verb), ends_at__isnull=True)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def organisation_verbs(user: User) -> set[str]:
    """The organisation-wide verbs a user holds now."""
    held = OrganisationUserGrant.objects.filter(in_force(timezone.now()), user=user)
    names = set(held.values_list("permission__codename", flat=True))
    return {verb for verb in ORGANISATION_VERBS if codename(verb) in names}
