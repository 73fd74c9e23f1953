"""What must stand after every migration: the roles, the trail's triggers; and the guard of role groups."""

from typing import Any

from django.apps import AppConfig
from django.db import connections

from governance import wall
from governance.actors import HouseMachine
from governance.models import Role
from governance.trail import triggers
from governance.verbs import ROLES

INSTALLER = HouseMachine("installer")


def after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Set the triggers and the roles Steward starts with; changed roles are left as they are."""
    if sender.name != "governance":
        return
    connection = connections[using]
    tables = connection.introspection.table_names()
    if "steward_trail" in tables:
        triggers.install(connection)
    if Role._meta.db_table in tables:
        seed_roles(using)


def seed_roles(using: str = "default") -> None:
    """Add the roles that are missing."""
    known = set(Role.objects.using(using).values_list("key", flat=True))
    missing = [
        Role(key=key, name=key.replace("_", " ").capitalize(), verbs=sorted(verbs), position=position)
        for position, (key, (_label, verbs)) in enumerate(ROLES.items())
        if key not in known
    ]
    if missing:
        with wall.opening(wall.OpenDoor(INSTALLER, "install")):
            Role.objects.using(using).bulk_create(missing)


def guard_groups(sender: type, action: str, **kwargs: Any) -> None:
    """Keep the rows between users and role groups behind the wall as well."""
    if action.startswith("pre_"):
        wall.require(sender, "changing groups")
