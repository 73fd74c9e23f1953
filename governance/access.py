"""Who may do what to which thing; the only file that imports guardian."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from guardian.managers import GroupObjectPermissionManager, UserObjectPermissionManager
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from governance.actors import Actor, HouseMachine
from governance.verbs import ORGANISATION_VERBS, REACH, VERBS, codename, holders_of
from governance.wall import GuardedModel, GuardedQuerySet

UserGrantManager = UserObjectPermissionManager.from_queryset(GuardedQuerySet)
GroupGrantManager = GroupObjectPermissionManager.from_queryset(GuardedQuerySet)


class UserGrant(GuardedModel, UserObjectPermissionBase):
    """A grant to one person or machine, perhaps until a date; subclasses add content_object."""

    ends_at = models.DateTimeField(null=True, blank=True)
    objects = UserGrantManager()  # type: ignore[misc, assignment]

    class Meta(GuardedModel.Meta, UserObjectPermissionBase.Meta):
        abstract = True
        default_permissions = ()


class GroupGrant(GuardedModel, GroupObjectPermissionBase):
    """A grant to a role's group, perhaps until a date; subclasses add content_object."""

    ends_at = models.DateTimeField(null=True, blank=True)
    objects = GroupGrantManager()  # type: ignore[misc, assignment]

    class Meta(GuardedModel.Meta, GroupObjectPermissionBase.Meta):
        abstract = True
        default_permissions = ()


# The rows come after the grants above, because the rows' own grant tables are made from them.
from governance import held, trail  # noqa: E402
from governance.models.organisation import Organisation  # noqa: E402
from governance.models.team import Team  # noqa: E402
from governance.models.user import User  # noqa: E402

M = TypeVar("M", bound=models.Model)


class Refused(PermissionDenied):
    """An actor asked for something visible that they may not do."""

    def __init__(self, actor: Actor, verb: str, subject: models.Model) -> None:
        super().__init__(verb)
        self.actor, self.verb, self.subject = actor, verb, subject

    def record(self) -> None:
        """Write the refusal to the subject's stream."""
        facts = {"verb": self.verb, **describe(self.subject)}
        entry = trail.Entry("access.refused", facts)
        trail.append(stream_of(self.subject), [entry], actor=self.actor, team_id=team_of(self.subject))


# -- what there is to see ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Registered:
    """How access finds the team of a model's rows, and which verb shows them."""

    view: str
    team: str | None
    grants: type[models.Model] | None = None
    shared: bool = False
    stream: Callable[[Any], str] | None = None


_registry: dict[type[models.Model], Registered] = {}


def register(
    model: type[models.Model],
    *,
    view: str,
    team: str | None = "team",
    grants: type[models.Model] | None = None,
    shared: bool = False,
    stream: Callable[[Any], str] | None = None,
) -> None:
    """Say how a model is seen.

    team: path to its Team ("run__team"); None where its rows belong to the organisation.
    grants: a grant table on the model itself, for sharing one row with another team's group.
    shared: rows whose team is empty are the organisation's and seen by all who hold `view` somewhere.
    stream: the trail's stream of a row, when it is not its team's.
    """
    codename(view)
    _registry[model] = Registered(view, team, grants, shared, stream)


def registered(model: type[models.Model]) -> Registered:
    """How a model was registered; a model nobody registered is seen by nobody."""
    try:
        return _registry[model]
    except KeyError:
        raise LookupError(f"{model.__name__} is not registered with governance.access.") from None


def team_of(thing: models.Model) -> int | None:
    """The id of the team a thing belongs to; None for the organisation's own."""
    if isinstance(thing, Team):
        return thing.pk
    path = registered(type(thing)).team
    if path is None:
        return None
    *hops, last = path.split("__")
    for hop in hops:
        thing = getattr(thing, hop)
    return cast("int | None", thing.pk if last in ("pk", "id") else getattr(thing, f"{last}_id"))


def stream_of(thing: models.Model) -> str:
    """The trail's stream in which changes of a thing are recorded."""
    entry = registered(type(thing))
    if entry.stream is not None:
        return entry.stream(thing)
    team_id = team_of(thing)
    return "organisation" if team_id is None else f"team:{team_id}"


def describe(thing: models.Model) -> dict[str, Any]:
    """The facts that point at a thing without saying anything personal."""
    return {"model": thing._meta.model_name, "id": thing.pk}


# -- may and visible -----------------------------------------------------------------------------------------------


def may(actor: Actor, verb: str, thing: models.Model) -> bool:
    """Whether an actor may do this to a thing, asked of the database at this moment (one query)."""
    codename(verb)
    if isinstance(actor, HouseMachine):
        return verb in actor.may
    if not isinstance(actor, User) or not actor.is_active:
        return False
    if verb in ORGANISATION_VERBS:
        return held.widely(actor.pk, verb)
    team_id = None if isinstance(thing, Organisation) else team_of(thing)
    if team_id is None:
        return _may_in_organisation(actor, verb, thing)
    if held.in_team(actor.pk, verb, team_id):
        return True
    shares = None if isinstance(thing, Team) else registered(type(thing)).grants
    return shares is not None and _shares(actor, verb, shares).filter(content_object=thing.pk).exists()


def _may_in_organisation(actor: User, verb: str, thing: models.Model) -> bool:
    entry = registered(type(thing))
    if entry.shared and verb == entry.view and held.holding(actor.pk, verb).exists():
        return True
    return held.widely(actor.pk, *holders_of(verb))


def _shares(actor: User, verb: str, table: type[models.Model]) -> QuerySet[Any]:
    shares = table._default_manager.filter(permission__codename=codename(verb))
    return shares.filter(held.in_force(timezone.now()), group__user__id=actor.pk, group__user__is_active=True)


def visible(actor: Actor, model: type[M]) -> QuerySet[M]:
    """The rows of a model an actor can see, as one query."""
    entry = registered(model)
    rows = model._default_manager.all()
    if isinstance(actor, HouseMachine):
        return rows if entry.view in actor.may else rows.none()
    if not isinstance(actor, User) or not actor.is_active:
        return rows.none()
    if entry.team is None:
        return rows.filter(Exists(_widely(actor)))
    if model is Team:
        return cast("QuerySet[M]", held.holding(actor.pk, entry.view))
    seen = Q(**{f"{entry.team}__in": held.team_ids(actor.pk, entry.view)})
    if entry.shared:
        somewhere = Q(Exists(held.holding(actor.pk, entry.view).order_by())) | Q(Exists(_widely(actor)))
        seen |= Q(**{f"{entry.team}__isnull": True}) & somewhere
    if entry.grants is not None:
        seen |= Q(pk__in=_shares(actor, entry.view, entry.grants).values("content_object"))
    return rows.filter(seen)


def _widely(actor: User) -> QuerySet[Any]:
    return held.wide(actor.pk, list(ORGANISATION_VERBS), timezone.now())


def teams(actor: Actor, verb: str) -> QuerySet[Team]:
    """The teams in which an actor may do something."""
    if isinstance(actor, HouseMachine):
        return Team.objects.all() if verb in actor.may else Team.objects.none()
    if not isinstance(actor, User) or not actor.is_active:
        return Team.objects.none()
    return held.holding(actor.pk, verb)


def verbs(actor: Actor, team: Team) -> set[str]:
    """Every verb an actor holds in a team, in one query: what the frame of a page shows them."""
    if not isinstance(actor, User) or not actor.is_active:
        return set(actor.may) if isinstance(actor, HouseMachine) else set()
    names = held.codenames(actor.pk, team.pk)
    reached = {verb for one in ORGANISATION_VERBS if codename(one) in names for verb in REACH[one]}
    return reached | {verb for verb in VERBS if codename(verb) in names}


def get(actor: Actor, verb: str, model: type[M], **lookup: Any) -> M:
    """The one way a screen obtains a thing: invisible is 404, visible but not allowed is 403 and recorded."""
    try:
        thing = get_object_or_404(visible(actor, model), **lookup)
    except (ValueError, TypeError):
        raise Http404 from None
    if not may(actor, verb, thing):
        refusal = Refused(actor, verb, thing)
        refusal.record()
        raise refusal
    return thing


def get_any(actor: Actor, verbs: tuple[str, ...], model: type[M], **lookup: Any) -> M:
    """Like get, for a page that any one of several verbs opens; the first names the refusal."""
    found = next((verb for verb in verbs if _may_visible(actor, verb, model, lookup)), verbs[0])
    return get(actor, found, model, **lookup)


def _may_visible(actor: Actor, verb: str, model: type[M], lookup: dict[str, Any]) -> bool:
    thing = visible(actor, model).filter(**lookup).first()
    return thing is not None and may(actor, verb, thing)


def organisation() -> Organisation:
    """The one organisation of this installation."""
    return Organisation.objects.get()
