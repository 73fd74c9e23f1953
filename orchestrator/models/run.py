"""Runs and their steps: what the journal says, folded into rows for screens and for the sweep."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.wall import GuardedModel
from orchestrator.engine.state import TERMINAL, RunState, State, StepState

RUN_STATES = [
    (RunState.QUEUED, _("Queued")),
    (RunState.RUNNING, _("Running")),
    (RunState.WAITING, _("Waiting")),
    (RunState.CANCELLING, _("Stopping")),
    (RunState.DONE, _("Finished")),
    (RunState.FAILED, _("Failed")),
    (RunState.CANCELLED, _("Stopped")),
]
STEP_STATES = [
    (StepState.RUNNING, _("Running")),
    (StepState.RETRYING, _("Trying again")),
    (StepState.WAITING, _("Waiting")),
    (StepState.FINISHED, _("Finished")),
    (StepState.SKIPPED, _("Skipped")),
    (StepState.RETURNED, _("Sent back")),
    (StepState.FAILED, _("Failed")),
]


class Run(GuardedModel):
    """One walk of a request through a workflow version. `number` and `hash` are the head of its journal."""

    team = models.ForeignKey("governance.Team", on_delete=models.PROTECT, related_name="runs")
    workflow = models.ForeignKey(
        "orchestrator.Workflow", null=True, blank=True, on_delete=models.PROTECT, related_name="runs"
    )
    agent = models.ForeignKey("agents.Agent", null=True, blank=True, on_delete=models.PROTECT, related_name="trials")
    version = models.ForeignKey("orchestrator.WorkflowVersion", on_delete=models.PROTECT, related_name="runs")
    root = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    trial = models.BooleanField(default=False)
    starter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=RUN_STATES, default=RunState.QUEUED)
    outcome = models.CharField(max_length=80, blank=True, default="")
    at_step = models.CharField(max_length=64, blank=True, default="")
    reason = models.CharField(max_length=20, blank=True, default="")
    escalated = models.BooleanField(default=False)
    tokens = models.PositiveIntegerField(default=0)
    cost_micros = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    # -- how it is carried
    number = models.PositiveIntegerField(default=0)
    hash = models.BinaryField(max_length=32, default=b"")
    snapshot = models.TextField(default="")
    key = models.ForeignKey("governance.PayloadKey", null=True, on_delete=models.PROTECT, related_name="+")
    lease = models.TextField(blank=True, default="")  # who carries which step, see leases.py
    loose = models.BooleanField(default=True)  # something could move that nobody carries
    due_at = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True)
    # -- the same request twice is one run
    idempotency_key = models.CharField(max_length=200, null=True, blank=True)
    repeated = False  # set on the run given back to a request that had started it before

    class Meta(GuardedModel.Meta):
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["starter", "idempotency_key"],
                name="run_once_per_key",
                condition=models.Q(idempotency_key__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["team", "-id"], name="run_by_team"),
            models.Index(fields=["team", "state", "-id"], name="run_by_team_state"),
            models.Index(fields=["workflow", "-id"], name="run_by_workflow"),
            models.Index(
                fields=["id"], name="run_open", condition=models.Q(state__in=["queued", "running", "cancelling"])
            ),
            # Of the many runs that wait, those that wait for nobody: they go on by themselves.
            models.Index(
                fields=["team", "state", "-id"], name="run_resting", condition=models.Q(state="waiting", reason="")
            ),
            models.Index(fields=["due_at"], name="run_due", condition=models.Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return _("Run %(number)s") % {"number": self.pk}

    @property
    def stream(self) -> str:
        """The name of its journal in the trail."""
        return f"run:{self.pk}"

    @property
    def folded(self) -> State:
        """The state its journal folds to."""
        return State.model_validate_json(self.snapshot) if self.snapshot else State()

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.state in TERMINAL


class Step(GuardedModel):
    """One visit of a step, for screens: states and figures here, values as references to sealed payloads."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="steps")
    key = models.CharField(max_length=64)
    visit = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=STEP_STATES, default=StepState.RUNNING)
    attempt = models.PositiveSmallIntegerField(default=1)
    confidence = models.FloatField(null=True, blank=True)
    threshold = models.FloatField(null=True, blank=True)
    failure = models.CharField(max_length=20, blank=True, default="")
    model = models.CharField(max_length=120, blank=True, default="")
    tokens = models.PositiveIntegerField(default=0)
    cost_micros = models.PositiveBigIntegerField(default=0)
    milliseconds = models.PositiveIntegerField(default=0)
    given = models.CharField(max_length=32, null=True, blank=True)
    gave = models.CharField(max_length=32, null=True, blank=True)
    detail = models.CharField(max_length=32, null=True, blank=True)
    transcript = models.CharField(max_length=32, null=True, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)  # when it is tried again

    class Meta(GuardedModel.Meta):
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["run", "key", "visit"], name="step_once_per_visit")]

    def __str__(self) -> str:
        return f"{self.key} {self.visit}"
