"""Who carries runs right now."""

from django.db import models

from governance.wall import GuardedModel


class Worker(GuardedModel):
    """A process that carries runs; its leases hold as long as it keeps beating."""

    id = models.CharField(max_length=32, primary_key=True)
    started_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField()

    class Meta(GuardedModel.Meta):
        default_permissions = ()

    def __str__(self) -> str:
        return self.id
