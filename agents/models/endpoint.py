"""Where a language model answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from governance.wall import GuardedModel


class EndpointKind(models.TextChoices):
    """Which published API an endpoint speaks."""

    OFFLINE = "offline", _("Built-in, offline")
    OPENAI = "openai", _("OpenAI or compatible")
    ANTHROPIC = "anthropic", _("Anthropic")
    GOOGLE = "google", _("Google")


class AnswerStyle(models.TextChoices):
    """How a model is asked for an answer in fields."""

    TOOL = "tool", _("By calling a tool (most models)")
    SCHEMA = "schema", _("By a JSON schema")
    TEXT = "text", _("By asking for JSON in words")


class ModelEndpoint(GuardedModel):
    """A model and its address; without a team it belongs to the whole organisation."""

    organisation = models.ForeignKey("governance.Organisation", on_delete=models.PROTECT, related_name="endpoints")
    team = models.ForeignKey(
        "governance.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="endpoints"
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=16, choices=EndpointKind)
    base_url = models.CharField(_("address"), max_length=500, blank=True, default="")
    model = models.CharField(_("model"), max_length=120, blank=True, default="")
    sealed_key = models.BinaryField(null=True, blank=True, editable=False)
    # Minor units of the currency per million tokens: €2.50 a million is 250.
    price_in = models.PositiveIntegerField(_("price of a million tokens read"), default=0)
    price_out = models.PositiveIntegerField(_("price of a million tokens written"), default=0)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    max_tokens = models.PositiveIntegerField(_("most tokens in one answer"), default=2000)
    answers_by = models.CharField(_("asked for fields"), max_length=8, choices=AnswerStyle, default=AnswerStyle.TOOL)
    is_default = models.BooleanField(_("used where an agent names no model"), default=False)
    enabled = models.BooleanField(_("in use"), default=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=64, default="")

    class Meta(GuardedModel.Meta):
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
