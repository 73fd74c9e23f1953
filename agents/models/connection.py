"""Another system (connector) and what agents may do in it (tools)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.tool_fields import ToolField, ToolOutput
from governance.wall import GuardedModel


class Auth(models.TextChoices):
    """How a connector proves who it is to the other system."""

    NONE = "none", _("No credential")
    BEARER = "bearer", _("Bearer token")
    HEADER = "header", _("A header of its own")
    BASIC = "basic", _("User name and password")


class Method(models.TextChoices):
    """What a tool does to its address."""

    GET = "GET", "GET"
    POST = "POST", "POST"
    PUT = "PUT", "PUT"
    PATCH = "PATCH", "PATCH"
    DELETE = "DELETE", "DELETE"


class Connector(GuardedModel):
    """A system a team's agents work with: its address and credential."""

    team = models.ForeignKey("governance.Team", on_delete=models.PROTECT, related_name="connectors")
    name = models.CharField(_("name"), max_length=120)
    base_url = models.CharField(_("address"), max_length=500)
    auth = models.CharField(_("credential"), max_length=16, choices=Auth, default=Auth.NONE)
    auth_header = models.CharField(_("header name"), max_length=80, blank=True, default="")
    sealed_secret = models.BinaryField(null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=64, default="")

    class Meta(GuardedModel.Meta):
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Tool(GuardedModel):
    """One thing an agent may do in another system."""

    connector = models.ForeignKey(Connector, on_delete=models.PROTECT, related_name="tools")
    team = models.ForeignKey("governance.Team", on_delete=models.PROTECT, related_name="tools")
    key = models.SlugField(_("short name"), max_length=63)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("what it does"), blank=True, default="")
    method = models.CharField(_("method"), max_length=8, choices=Method, default=Method.GET)
    path = models.CharField(_("path"), max_length=500)
    inputs = models.JSONField(default=list)
    outputs = models.JSONField(default=list)
    changes = models.BooleanField(_("changes something"), default=True)
    repeat_safe = models.BooleanField(_("safe to repeat"), default=False)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    seconds = models.PositiveSmallIntegerField(_("time limit in seconds"), default=20)
    enabled = models.BooleanField(_("in use"), default=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=64, default="")

    class Meta(GuardedModel.Meta):
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["team", "key"], name="tool_key_in_team")]

    def __str__(self) -> str:
        return self.name

    @property
    def input_fields(self) -> list[ToolField]:
        """What the tool must be given."""
        return [ToolField.model_validate(one) for one in self.inputs]

    @property
    def output_fields(self) -> list[ToolOutput]:
        """What the tool gives back."""
        return [ToolOutput.model_validate(one) for one in self.outputs]
