"""Teams own everything below the organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.models.organisation import Organisation
from governance.verbs import TEAM_VERBS, permissions_for
from governance.wall import GuardedModel


class Team(GuardedModel):
    """A group of people and machines with their agents, workflows, runs and connections."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(GuardedModel.Meta):
        verbose_name = _("team")
        ordering = ["name"]
        default_permissions = ()
        permissions = permissions_for(TEAM_VERBS)

    def __str__(self) -> str:
        return self.name
