"""An agent as its team edits it, and its frozen versions."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.wall import GuardedModel


class Agent(GuardedModel):
    """One specialist with one job; the draft is edited, the live version is what runs use."""

    team = models.ForeignKey("governance.Team", on_delete=models.PROTECT, related_name="agents")
    key = models.SlugField(_("short name"), max_length=63)
    name = models.CharField(_("name"), max_length=120)
    draft = models.JSONField(_("draft"), default=dict)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=64, default="")
    changed_at = models.DateTimeField(auto_now=True)
    live_version = models.ForeignKey(
        "agents.AgentVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    archived = models.BooleanField(default=False)

    class Meta(GuardedModel.Meta):
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["team", "key"], name="agent_key_in_team")]

    def __str__(self) -> str:
        return self.name


class AgentVersion(GuardedModel):
    """An agent, frozen; without a number it is a snapshot of a draft made for a trial."""

    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(null=True, blank=True)
    definition = models.JSONField(default=dict)
    note = models.TextField(blank=True, default="")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta(GuardedModel.Meta):
        ordering = ["-number", "-pk"]
        constraints = [models.UniqueConstraint(fields=["agent", "number"], name="agent_version_number")]

    def __str__(self) -> str:
        return f"{self.agent.name} {self.number or _('draft')}"

    @property
    def parsed(self) -> Any:
        """The definition as AIAgent or RulesAgent."""
        from agents.definition import parse_definition

        return parse_definition(self.definition)
