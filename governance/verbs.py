"""Every verb a right can name, and the roles Steward starts with."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEAM_VERBS: dict[str, Promise] = {
    "team.view": _("See the team and its people"),
    "team.manage": _("Manage the team, its people and their roles"),
    "agent.view": _("See agents"),
    "agent.edit": _("Make and change agents"),
    "agent.publish": _("Publish agents"),
    "workflow.view": _("See workflows"),
    "workflow.edit": _("Make and change workflows"),
    "workflow.publish": _("Publish workflows"),
    "run.view": _("See runs"),
    "run.start": _("Start runs"),
    "run.cancel": _("Stop runs"),
    "run.try": _("Try drafts"),
    "tool.use": _("Let runs use the team's tools"),
    "connection.view": _("See connections"),
    "connection.manage": _("Manage connections and their credentials"),
    "escalation.view": _("See the inbox"),
    "escalation.decide": _("Decide escalations"),
    "trail.view": _("Read the trail"),
    "trail.export": _("Export the trail"),
}
ORGANISATION_VERBS: dict[str, Promise] = {
    "organisation.manage": _("Manage the organisation"),
    "organisation.audit": _("Audit every team"),
}
VERBS: dict[str, Promise] = TEAM_VERBS | ORGANISATION_VERBS

# What an organisation-wide right reaches in every team.
REACH: dict[str, frozenset[str]] = {
    "organisation.manage": frozenset({"team.view", "team.manage", "connection.view", "connection.manage"}),
    "organisation.audit": frozenset(
        {
            "team.view",
            "agent.view",
            "workflow.view",
            "run.view",
            "escalation.view",
            "connection.view",
            "trail.view",
            "trail.export",
        }
    ),
}

_VIEWER = {"team.view", "agent.view", "workflow.view", "run.view"}
_OPERATOR = _VIEWER | {"run.start", "run.cancel", "tool.use"}

ROLES: dict[str, tuple[Promise, set[str]]] = {
    "viewer": (_("Viewer"), _VIEWER),
    "operator": (_("Operator"), _OPERATOR),
    "builder": (
        _("Builder"),
        _OPERATOR
        | {"agent.edit", "agent.publish", "workflow.edit", "workflow.publish", "run.try"}
        | {"connection.view", "trail.view"},
    ),
    "approver": (_("Approver"), _VIEWER | {"agent.publish", "workflow.publish", "connection.view", "trail.view"}),
    "reviewer": (_("Reviewer"), _VIEWER | {"escalation.view", "escalation.decide", "run.cancel", "trail.view"}),
    "auditor": (_("Auditor"), _VIEWER | {"escalation.view", "connection.view", "trail.view", "trail.export"}),
    "team_admin": (_("Team admin"), _VIEWER | {"team.manage", "connection.view", "connection.manage", "trail.view"}),
}
ORGANISATION_ROLES: dict[str, tuple[Promise, str]] = {
    "administrator": (_("Administrator"), "organisation.manage"),
    "auditor": (_("Organisation auditor"), "organisation.audit"),
}


class UnknownVerb(LookupError):
    """A verb that nothing defines; always a mistake in the code that names it."""


def codename(verb: str) -> str:
    """The permission codename of a verb: guardian drops what stands before a dot, so there is none."""
    if verb not in VERBS:
        raise UnknownVerb(verb)
    return verb.replace(".", "_")


def holders_of(verb: str) -> list[str]:
    """The organisation-wide verbs whose reach contains this team verb."""
    return [wide for wide, reach in REACH.items() if verb in reach]


def permissions_for(verbs: Iterable[str]) -> list[tuple[str, Any]]:
    """The (codename, name) pairs for a model's Meta.permissions, in plain untranslated words."""
    return [(codename(verb), f"May {verb}") for verb in verbs]
