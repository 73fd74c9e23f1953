"""Workflows, and who is asking, as the API shows them."""

from typing import Any

from rest_framework import serializers


class WorkflowOut(serializers.Serializer[Any]):
    """A workflow as those need it who start its runs."""

    team = serializers.CharField()
    key = serializers.CharField()
    name = serializers.CharField()
    purpose = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField(allow_null=True, help_text="The published version; null before the first one.")
    input_schema = serializers.DictField(allow_null=True, help_text="JSON Schema of the body that starts a run.")


class TeamRights(serializers.Serializer[Any]):
    """What the caller may do in one team."""

    slug = serializers.CharField()
    name = serializers.CharField()
    verbs = serializers.ListField(child=serializers.CharField())


class TokenOut(serializers.Serializer[Any]):
    """The token the caller came with."""

    name = serializers.CharField()
    prefix = serializers.CharField()
    ends_at = serializers.DateTimeField(allow_null=True)


class MeOut(serializers.Serializer[Any]):
    """Who is asking, and what they may do."""

    kind = serializers.ChoiceField(choices=["person", "machine"])
    name = serializers.CharField()
    teams = TeamRights(many=True)
    token = TokenOut(allow_null=True)
