"""Roles are sets of verbs; memberships give a role in a team."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.models.team import Team
from governance.verbs import ROLES
from governance.wall import GuardedModel


class Role(GuardedModel):
    """A named set of verbs a membership gives in one team."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    verbs = models.JSONField(_("verbs"), default=list)
    position = models.PositiveSmallIntegerField(default=100)

    class Meta(GuardedModel.Meta):
        verbose_name = _("role")
        ordering = ["position", "name"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The role's name, translated while it is one Steward started with."""
        known = ROLES.get(self.key)
        return str(known[0]) if known and self.name == _untranslated(self.key) else self.name


def _untranslated(key: str) -> str:
    return key.replace("_", " ").capitalize()


class Membership(GuardedModel):
    """A person or machine holds a role in a team, perhaps until a date."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="memberships")
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(GuardedModel.Meta):
        verbose_name = _("membership")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "team", "role"], name="membership_once_per_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.team} · {self.role}"

    def is_over(self, now: datetime | None = None) -> bool:
        """Whether its end date has passed."""
        return self.ends_at is not None and self.ends_at <= (now or timezone.now())
