"""The organisation: one row per installation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.verbs import ORGANISATION_VERBS, permissions_for
from governance.wall import GuardedModel


class Organisation(GuardedModel):
    """Owns the teams, the sign-in rules, the allowed hosts and the shared model endpoints."""

    name = models.CharField(_("name"), max_length=200)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    allowed_hosts = models.JSONField(_("allowed hosts"), default=list, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(GuardedModel.Meta):
        verbose_name = _("organisation")
        default_permissions = ()
        permissions = permissions_for(ORGANISATION_VERBS)

    def __str__(self) -> str:
        return self.name
