"""The trail's one table: a record a line, added only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.wall import GuardedModel


class Record(GuardedModel):
    """One record of the trail; `body` is what is hashed, the other columns are copies for querying."""

    stream = models.CharField(max_length=64)
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=64)
    actor = models.CharField(max_length=64)
    team_id = models.PositiveBigIntegerField(null=True)
    run_id = models.PositiveBigIntegerField(null=True)
    at = models.DateTimeField()
    root = models.CharField(max_length=96)
    cause = models.CharField(max_length=96, null=True)
    payload_id = models.CharField(max_length=32, null=True)
    body = models.BinaryField()
    hash = models.BinaryField(max_length=32)

    class Meta(GuardedModel.Meta):
        db_table = "steward_trail"
        verbose_name = _("record")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["stream", "number"], name="trail_stream_number"),
        ]
        indexes = [
            models.Index(fields=["team_id", "-at", "-id"], name="trail_by_time"),
            models.Index(fields=["team_id", "actor", "-at", "-id"], name="trail_by_actor"),
            models.Index(fields=["team_id", "kind", "-at", "-id"], name="trail_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.stream}#{self.number}"
