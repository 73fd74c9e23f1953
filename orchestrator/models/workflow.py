"""Workflows: the drawing, the drawing frozen, and sharing one drawing with another team."""

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from governance.access import GroupGrant
from governance.verbs import TEAM_VERBS, permissions_for
from governance.wall import GuardedModel
from orchestrator.engine.definition import Definition

# What one workflow can be shared for; the runs of another team stay with the team that started them.
SHARED_VERBS = {verb: label for verb, label in TEAM_VERBS.items() if verb.startswith(("workflow.", "run.start"))}


class Workflow(GuardedModel):
    """How agents, tools and people work together; the draft is edited, the live version is what runs use."""

    team = models.ForeignKey("governance.Team", on_delete=models.PROTECT, related_name="workflows")
    key = models.SlugField(_("short name"), max_length=63)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("purpose"), max_length=500, blank=True, default="")
    draft = models.JSONField(_("draft"), default=dict)
    revision = models.PositiveIntegerField(default=1)
    touched = models.JSONField(default=dict)  # who changed which part of the draft last: {"steps.triage": {by, at}}
    changed_by = models.CharField(max_length=64, default="")
    changed_at = models.DateTimeField(auto_now=True)
    live_version = models.ForeignKey(
        "orchestrator.WorkflowVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    pinned_trial = models.ForeignKey(
        "orchestrator.Run", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # the trial whose values are shown while the draft is edited
    archived = models.BooleanField(default=False)

    class Meta(GuardedModel.Meta):
        ordering = ["name", "pk"]
        default_permissions = ()
        permissions = permissions_for(SHARED_VERBS)
        constraints = [models.UniqueConstraint(fields=["team", "key"], name="workflow_key_in_team")]

    def __str__(self) -> str:
        return self.name

    @property
    def drawing(self) -> Definition:
        """The draft as a definition, its shapes not resolved."""
        return Definition.model_validate(self.draft)


class Presence(GuardedModel):
    """Somebody has a draft open, and looks at one step of it; the row is only true while it is fresh."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    workflow = models.ForeignKey(Workflow, on_delete=models.PROTECT, related_name="+")
    at = models.CharField(max_length=63, blank=True, default="")
    seen_at = models.DateTimeField()

    class Meta(GuardedModel.Meta):
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["workflow", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.workflow}"


class WorkflowVersion(GuardedModel):
    """A workflow, frozen with the versions of its agents.

    Without a number it is a snapshot: made for a trial or, where `replaced_by` says by what, a draft put aside.
    """

    workflow = models.ForeignKey(
        Workflow, null=True, blank=True, on_delete=models.PROTECT, related_name="versions"
    )  # none for the trial of an agent
    team = models.ForeignKey("governance.Team", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(null=True, blank=True)
    document = models.JSONField(default=dict)
    note = models.TextField(blank=True, default="")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(auto_now_add=True)
    replaced_by = models.CharField(max_length=16, blank=True, default="")  # "3", "draft" or "file"

    class Meta(GuardedModel.Meta):
        ordering = ["-number", "-pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["workflow", "number"], name="workflow_version_number")]

    def __str__(self) -> str:
        return f"{self.workflow} {self.number or _('draft')}"

    @cached_property
    def definition(self) -> Definition:
        """The frozen document, read once."""
        return Definition.model_validate(self.document)


class WorkflowGrant(GroupGrant):
    """A workflow shared with a role of another team."""

    content_object = models.ForeignKey(Workflow, on_delete=models.PROTECT, related_name="group_grants")

    class Meta(GroupGrant.Meta):
        abstract = False
