"""A run that waits for a person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.wall import GuardedModel
from orchestrator.engine.state import Reason

REASONS = [
    (Reason.PERSON_STEP, _("A person decides here")),
    (Reason.LOW_CONFIDENCE, _("Not sure enough")),
    (Reason.FAILED, _("A step failed")),
    (Reason.HANDOFF, _("Data is missing or does not fit")),
    (Reason.DOUBTFUL, _("Did this happen?")),
    (Reason.POLICY, _("A right is missing")),
    (Reason.LIMIT, _("A limit is reached")),
    (Reason.SENSITIVE, _("Needs a person's yes")),
    (Reason.CONFIRM, _("Send it for real?")),
    (Reason.TOO_FEW, _("Too few parts arrived")),
]
STATES = [("open", _("Open")), ("claimed", _("Claimed")), ("resolved", _("Decided"))]


class Escalation(GuardedModel):
    """One case for a reviewer. A trial's cases are for the person who tries, not for the inbox."""

    run = models.ForeignKey("orchestrator.Run", on_delete=models.PROTECT, related_name="escalations")
    team = models.ForeignKey("governance.Team", on_delete=models.PROTECT, related_name="escalations")
    step = models.CharField(max_length=64)
    visit = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=20, choices=REASONS)
    facts = models.JSONField(default=dict)
    payload = models.CharField(max_length=32, null=True, blank=True)
    trial = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=STATES, default="open")
    opened_at = models.DateTimeField()
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=12, blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta(GuardedModel.Meta):
        ordering = ["opened_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["run", "step"], name="one_open_escalation_per_step", condition=~models.Q(state="resolved")
            )
        ]
        indexes = [
            models.Index(
                fields=["team", "opened_at"],
                name="inbox",
                condition=~models.Q(state="resolved") & models.Q(trial=False),
            )
        ]

    def __str__(self) -> str:
        return _("Escalation of run %(number)s") % {"number": self.run_id}
