"""Two people at one draft: the second is told, nothing is overwritten."""

from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from governance.actions.problems import Stale
from governance.actors import Actor, name_of, reference

R = TypeVar("R", bound=models.Model)


def save_if_fresh(actor: Actor, row: R, revision: int, **values: Any) -> R:
    """Change a row that still has the revision the form was made from; Stale names who changed it meanwhile."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    changed = values | {"revision": revision + 1, "changed_by": reference(actor)}
    if not rows.filter(revision=revision).update(**changed):
        raise changed_by(rows.values_list("changed_by", flat=True).get())
    row.refresh_from_db()
    return row


def changed_by(who: str) -> Stale:
    """The sentence for whoever comes second; `who` is a reference such as person:7."""
    text = _("%(who)s changed this a moment ago. Look at the new state and make your change again.")
    return Stale(text % {"who": name_of(who) if who else _("Someone")})
