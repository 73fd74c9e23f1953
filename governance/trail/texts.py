"""The sentences of governance's own records."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.models import Role, Team, User
from governance.trail.sentences import register_sentences

SENTENCES = {
    "access.refused": _("{actor} was refused “{verb}” for {thing}"),
    "organisation.founded": _("{actor} founded the organisation"),
    "organisation.changed": _("{actor} named the organisation “{name}”, counting in {currency}"),
    "organisation.hosts_changed": _("{actor} allowed these hosts inside the house: {hosts}"),
    "organisation.role_given": _("{actor} made {user} {role} of the organisation"),
    "organisation.role_ended": _("{actor} ended {user}’s role as {role} of the organisation"),
    "team.made": _("{actor} made the team “{name}”"),
    "team.changed": _("{actor} changed the team’s name, time zone or currency: “{name}”, {time_zone}, {currency}"),
    "person.added": _("{actor} added {user}"),
    "person.renamed": _("{actor} renamed {user}"),
    "person.stopped": _("{actor} stopped {user}’s account"),
    "person.let_in": _("{actor} let {user} in again"),
    "person.reset_link_made": _("{actor} made a one-time reset link for {user}"),
    "person.signed_in": _("{actor} signed in"),
    "person.signed_out": _("{actor} signed out"),
    "person.sign_in_failed": _("Somebody failed to sign in as {user}"),
    "membership.added": _("{actor} made {user} {role} in {team}"),
    "membership.changed": _("{actor} changed {user}’s role in {team} to {role}"),
    "membership.ended": _("{actor} ended {user}’s role as {role} in {team}"),
    "role.made": _("{actor} made the role {role}"),
    "role.changed": _("{actor} changed what the role {role} allows"),
    "machine.made": _("{actor} made the machine account {user} with the role {role}"),
    "machine.token_made": _("{actor} made a token for {user}"),
    "machine.token_ended": _("{actor} ended a token of {user}"),
    "trail.exported": _("{actor} exported the trail as {format}"),
}


def _users(keys: set[Any]) -> dict[Any, str]:
    return dict(User.objects.filter(pk__in=keys).values_list("pk", "name"))


def _teams(keys: set[Any]) -> dict[Any, str]:
    return dict(Team.objects.filter(pk__in=keys).values_list("pk", "name"))


def _roles(keys: set[Any]) -> dict[Any, str]:
    from governance.verbs import ORGANISATION_ROLES

    fixed = {key: str(label) for key, (label, _verb) in ORGANISATION_ROLES.items()}
    return fixed | {role.key: role.label for role in Role.objects.filter(key__in=keys)}


def _verbs(keys: set[Any]) -> dict[Any, str]:
    from governance.verbs import VERBS

    return {key: str(VERBS[key]) for key in keys if key in VERBS}


def register() -> None:
    """Add governance's sentences, and names for the people, teams and roles in its facts."""
    register_sentences(SENTENCES, {"user": _users, "team": _teams, "role": _roles, "verb": _verbs})
