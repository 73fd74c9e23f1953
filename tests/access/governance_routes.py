"""The routes of settings and the trail, and what everybody is answered."""

from typing import Any

from tests.access.table import Given, read
from tests.access.world import World

CARE = {"team": "care"}


def _machine(world: World) -> dict[str, Any]:
    return CARE | {"pk": world.house.mimi.pk}


def _token(world: World) -> dict[str, Any]:
    return _machine(world) | {"token": world.token.pk}


def _member(world: World) -> dict[str, Any]:
    return {"pk": world.membership.pk}


def _person(world: World) -> dict[str, Any]:
    return {"pk": world.house.vic.pk}


def _role(world: World) -> dict[str, Any]:
    return {"key": world.role.key}


ARGS: Given = {
    "welcome": {"code": "the-code-was-printed-once"},
    "machine": _machine,
    "token-make": _machine,
    "token-end": _token,
    "trail-export": CARE | {"file_format": "csv"},
    "organisation-trail-export": {"file_format": "csv"},
    **dict.fromkeys(
        ["settings", "team-change", "member-add", "machines", "machine-make", "trail", "trail-proof"], CARE
    ),
    **dict.fromkeys(["member", "member-change", "member-end"], _member),
    **dict.fromkeys(["role", "role-change"], _role),
    **dict.fromkeys(["person", "person-rename", "person-stop", "person-let-in", "person-reset-link"], _person),
    **dict.fromkeys(["organisation-role-give", "organisation-role-end"], _person),
}
SENDS: Given = {
    "notices-read": {"up_to": "1"},
    "team-change": {"name": "Care", "time_zone": "Europe/Berlin", "currency": "EUR"},
    "member-add": {"new-email": "dan@example.org", "new-role": "viewer"},
    "machine-make": {"name": "Billing", "role": "operator"},
    "token-make": {"name": "Nightly"},
    "member-change": {"role": "operator"},
    "role-new": {"name": "Watcher", "verbs": ["team.view"]},
    "role-change": {"verbs": ["team.view", "run.view"]},
    "person-add": {"name": "Pia", "email": "pia@example.org"},
    "person-rename": {"name": "Victor"},
    "organisation-role-give": {"role": "auditor"},
    "organisation-role-end": {"role": "auditor"},
    "organisation-change": {"name": "Brook Bank", "currency": "EUR"},
    "hosts-change": {"hosts": "crm.example.org"},
    "team-make": {"team-name": "Legal", "team-time_zone": "UTC", "team-currency": "EUR"},
}

ROUTES = read("""
    route                           ano vie ope bui app rev aud tad adm org oth  needs
    GET  welcome                    404 404 404 404 404 404 404 404 404 404 404  public
    POST welcome                    404 404 404 404 404 404 404 404 404 404 404  public
    GET  notices                    302 200 200 200 200 200 200 200 200 200 200  signed-in
    GET  notice-count               302 200 200 200 200 200 200 200 200 200 200  signed-in
    POST notices-read               302 302 302 302 302 302 302 302 302 302 302  signed-in
    GET  settings-home              302 302 302 302 302 302 302 302 302 302 302  signed-in
    GET  settings                   302 200 200 200 200 200 200 200 200 200 404  team.view
    POST team-change                302 403 403 403 403 403 403 302 302 403 404  team.view+team.manage
    POST member-add                 302 403 403 403 403 403 403 302 302 403 404  team.view+team.manage
    GET  member                     302 403 403 403 403 403 403 200 200 403 404  team.view+team.manage
    POST member-change              302 403 403 403 403 403 403 302 302 403 404  team.view+team.manage
    POST member-end                 302 403 403 403 403 403 403 302 302 403 404  team.view+team.manage
    GET  machines                   302 403 403 403 403 403 403 200 200 403 404  team.view+team.manage
    POST machine-make               302 403 403 403 403 403 403 302 302 403 404  team.view+team.manage
    GET  machine                    302 403 403 403 403 403 403 200 200 403 404  team.view+team.manage
    POST token-make                 302 403 403 403 403 403 403 200 200 403 404  team.view+team.manage
    POST token-end                  302 403 403 403 403 403 403 302 302 403 404  team.view+team.manage
    GET  roles                      302 200 200 200 200 200 200 200 200 200 200  signed-in
    GET  role-new                   302 404 404 404 404 404 404 404 200 403 404  organisation.manage
    POST role-new                   302 404 404 404 404 404 404 404 302 403 404  organisation.manage
    GET  role                       302 404 404 404 404 404 404 404 200 403 404  organisation.manage
    POST role-change                302 404 404 404 404 404 404 404 302 403 404  organisation.manage
    GET  people                     302 404 404 404 404 404 404 404 200 200 404  organisation.manage|organisation.audit
    POST person-add                 302 404 404 404 404 404 404 404 302 403 404  organisation.manage
    GET  person                     302 404 404 404 404 404 404 404 200 200 404  organisation.manage|organisation.audit
    POST person-rename              302 404 404 404 404 404 404 404 302 403 404  organisation.manage
    POST person-stop                302 404 404 404 404 404 404 404 302 403 404  organisation.manage
    POST person-let-in              302 404 404 404 404 404 404 404 302 403 404  organisation.manage
    POST person-reset-link          302 404 404 404 404 404 404 404 200 403 404  organisation.manage
    POST organisation-role-give     302 404 404 404 404 404 404 404 302 403 404  organisation.manage
    POST organisation-role-end      302 404 404 404 404 404 404 404 302 403 404  organisation.manage
    GET  organisation               302 404 404 404 404 404 404 404 200 403 404  organisation.manage
    POST organisation-change        302 404 404 404 404 404 404 404 302 403 404  organisation.manage
    POST hosts-change               302 404 404 404 404 404 404 404 302 403 404  organisation.manage
    POST team-make                  302 404 404 404 404 404 404 404 302 403 404  organisation.manage
    GET  trail                      302 403 403 200 200 200 200 200 403 200 404  team.view+trail.view
    GET  trail-proof                302 403 403 200 200 200 200 200 403 200 404  team.view+trail.view
    POST trail-export               302 403 403 403 403 403 200 403 403 200 404  team.view+trail.view+trail.export
    GET  organisation-trail         302 404 404 404 404 404 404 404 200 200 404  organisation.manage|organisation.audit
    GET  organisation-trail-proof   302 404 404 404 404 404 404 404 200 200 404  organisation.manage|organisation.audit
    POST organisation-trail-export  302 404 404 404 404 404 404 404 403 200 404  organisation.audit
""")
