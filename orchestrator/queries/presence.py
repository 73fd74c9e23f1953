"""Who has a draft open at this moment, and what each of them looks at."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from governance.models import User
from orchestrator.models import Presence, Workflow

FRESH = timedelta(seconds=45)


def people_at(actor: User, workflow: Workflow) -> list[dict[str, Any]]:
    """The people who edit a workflow now, oneself first: [{"name", "at", "me"}]."""
    fresh = Presence.objects.filter(workflow=workflow, seen_at__gt=now() - FRESH, user__is_active=True)
    rows = fresh.order_by("user__name", "pk").values_list("user_id", "user__name", "at")
    people = [{"name": name, "at": at, "me": user == actor.pk} for user, name, at in rows]
    return sorted(people, key=lambda person: not person["me"])
