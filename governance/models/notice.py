"""The bell: what a person left and should hear of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from governance.wall import GuardedModel


class Notice(GuardedModel):
    """One line in a person's bell: what kind of thing happened, the words it is told with, and where to look."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    href = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta(GuardedModel.Meta):
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_by_person"),
            models.Index(fields=["person"], name="notice_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.kind
