"""Which verbs a user holds where: the questions behind every page and every step, each built once and asked often.

Building one of these queries costs Django several times what asking it costs the database. So the text is kept per
verb; the answer never is: who may what is asked of the database each time.
"""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from governance.models.grants import OrganisationUserGrant, TeamGroupGrant, TeamUserGrant
from governance.models.team import Team
from governance.verbs import codename, holders_of

# What stands in a kept text for the user, team and moment it will be asked about.
_USER, _TEAM, _NOW = -1, -2, datetime(1970, 1, 2, tzinfo=timezone.get_fixed_timezone(0))


def in_force(now: datetime) -> Q:
    """What has no end, or one that lies ahead."""
    return Q(ends_at__isnull=True) | Q(ends_at__gt=now)


def wide(user_id: int, verbs: list[str], now: datetime) -> QuerySet[OrganisationUserGrant]:
    """The grants by which a user holds one of these organisation-wide verbs."""
    codenames = [codename(verb) for verb in verbs]
    held = OrganisationUserGrant.objects.filter(user_id=user_id, user__is_active=True)
    return held.filter(in_force(now), permission__codename__in=codenames)


def holding(user_id: int, verb: str) -> QuerySet[Team]:
    """The teams in which a user holds a verb: by role, by a grant with an end, or organisation-wide."""
    return Team.objects.filter(pk__in=team_ids(user_id, verb))


def team_ids(user_id: int, verb: str) -> RawSQL:
    """The ids of those teams, to stand after `__in` in another query."""
    return RawSQL(*_question(_teams, verb, user=user_id))  # noqa: S611 - Django's own text of the query below


def in_team(user_id: int, verb: str, team_id: int) -> bool:
    """Whether a user holds a verb in a team."""
    return bool(_answer(_team, verb, user=user_id, team=team_id))


def widely(user_id: int, *verbs: str) -> bool:
    """Whether a user holds one of these organisation-wide verbs."""
    return bool(verbs and _answer(_widely, *verbs, user=user_id))


def codenames(user_id: int, team_id: int) -> set[str]:
    """The codenames of everything a user holds in a team and organisation-wide."""
    return {name for (name,) in _answer(_codenames, user=user_id, team=team_id)}


def _teams(verb: str) -> QuerySet[Any]:
    name = codename(verb)
    of_team = TeamGroupGrant.objects.filter(content_object=OuterRef("pk"), permission__codename=name)
    by_role = of_team.filter(in_force(_NOW), group__user__id=_USER, group__user__is_active=True)
    to_user = TeamUserGrant.objects.filter(content_object=OuterRef("pk"), permission__codename=name)
    by_grant = to_user.filter(in_force(_NOW), user_id=_USER, user__is_active=True)
    held: Q = Q(Exists(by_role)) | Q(Exists(by_grant))
    if reaching := holders_of(verb):
        held |= Q(Exists(wide(_USER, reaching, _NOW)))
    return Team.objects.filter(held).order_by().values("pk")


def _team(verb: str) -> QuerySet[Any]:
    return _teams(verb).filter(pk=_TEAM)


def _widely(*verbs: str) -> QuerySet[Any]:
    return wide(_USER, list(verbs), _NOW).order_by().values("pk")[:1]


def _codenames() -> QuerySet[Any]:
    force = in_force(_NOW)
    by_role = TeamGroupGrant.objects.filter(force, content_object=_TEAM, group__user=_USER)
    to_user = TeamUserGrant.objects.filter(force, content_object=_TEAM, user=_USER)
    widely = OrganisationUserGrant.objects.filter(force, user=_USER)
    held = [rows.order_by().values_list("permission__codename") for rows in (by_role, to_user, widely)]
    return held[0].union(*held[1:])


@lru_cache(maxsize=256)
def _text(build: Callable[..., QuerySet[Any]], verbs: tuple[str, ...], vendor: str) -> tuple[str, tuple[object, ...]]:
    sql, params = build(*verbs).query.sql_with_params()
    return sql, tuple(params)


def _question(
    build: Callable[..., QuerySet[Any]], *verbs: str, user: int, team: int | None = None
) -> tuple[str, list[Any]]:
    sql, params = _text(build, verbs, connection.vendor)
    adapt = connection.ops.adapt_datetimefield_value
    values: dict[Any, Any] = {_USER: user, _TEAM: team, adapt(_NOW): adapt(timezone.now())}
    return sql, [values.get(param, param) for param in params]


def _answer(
    build: Callable[..., QuerySet[Any]], *verbs: str, user: int, team: int | None = None
) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(*_question(build, *verbs, user=user, team=team))
        return cursor.fetchall()
