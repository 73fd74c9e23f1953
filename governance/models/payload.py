"""What runs were given and made, outside the trail: encrypted under a key per run."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.wall import GuardedModel


class PayloadKey(GuardedModel):
    """A run's key, wrapped by the master key; destroying it erases the run's payloads for good."""

    run_ref = models.CharField(max_length=64, unique=True)
    wrapped = models.BinaryField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta(GuardedModel.Meta):
        verbose_name = _("payload key")
        default_permissions = ()

    def __str__(self) -> str:
        return self.run_ref


class Payload(GuardedModel):
    """One sealed value: nonce and AES-256-GCM text, bound to its id."""

    id = models.CharField(max_length=32, primary_key=True)
    key = models.ForeignKey(PayloadKey, on_delete=models.PROTECT, related_name="payloads")
    sealed = models.BinaryField()

    class Meta(GuardedModel.Meta):
        verbose_name = _("payload")
        default_permissions = ()

    def __str__(self) -> str:
        return self.id


class SubjectMark(GuardedModel):
    """A keyed mark by which a person's runs are found without keeping who they are."""

    mark = models.CharField(max_length=64)
    run_id = models.PositiveBigIntegerField(db_index=True)

    class Meta(GuardedModel.Meta):
        verbose_name = _("subject mark")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["mark", "run_id"], name="subject_mark_once_per_run"),
        ]

    def __str__(self) -> str:
        return self.mark[:8]
