"""Two people at one form: the second is told, nothing is overwritten."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from agents.definition import Problem as Unsoundness
from governance.actions.problems import Problem
from governance.actors import Actor, name_of, reference

R = TypeVar("R", bound=models.Model)


class Stale(Problem):
    """Somebody saved since this form was opened; `who` is their name."""

    def __init__(self, who: str) -> None:
        text = _("%(who)s changed this since you opened it. Copy what you need, then load the page again.")
        super().__init__("", text % {"who": who})
        self.who = who


class Unsound(Problem):
    """Something is not ready to be published; `problems` say what, and where."""

    def __init__(self, problems: Sequence[Unsoundness]) -> None:
        super().__init__(problems[0].path, problems[0].sentence.render(_))
        self.problems = list(problems)


def save_if_fresh(actor: Actor, row: R, revision: int, **values: Any) -> R:
    """Change a row that still has the revision the form was made from; Stale where it has not."""
    model = type(row)
    changed = values | {"revision": revision + 1, "changed_by": reference(actor)}
    if not model._default_manager.filter(pk=row.pk, revision=revision).update(**changed):
        raise Stale(name_of(model._default_manager.values_list("changed_by", flat=True).get(pk=row.pk)))
    row.refresh_from_db()
    return row
