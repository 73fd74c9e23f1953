"""Workflows as files, as the API takes and gives them."""

from typing import Any

from rest_framework import serializers

from orchestrator.files.plan import COPY, OURS


class ExportIn(serializers.Serializer[Any]):
    """Which state of a workflow is taken out."""

    state = serializers.CharField(default="live", help_text="“live”, “draft” or the number of a version.")


class ImportIn(serializers.Serializer[Any]):
    """A file, and what was decided where the team has something of the same name."""

    file = serializers.DictField(help_text="The file as an export gave it.")
    name = serializers.CharField(
        default="", allow_blank=True, max_length=120, help_text="Another name for the workflow."
    )
    into = serializers.CharField(
        default="",
        allow_blank=True,
        help_text="The short name of a workflow whose draft is replaced.",
    )
    agents = serializers.DictField(
        default=dict,
        child=serializers.ChoiceField(choices=[OURS, COPY]),
        help_text="By key, where the team has another agent of that name: use it, or make the file's beside it.",
    )
    publish_agents = serializers.BooleanField(
        default=True, help_text="Publish new agents, where the caller may; the workflow itself stays a draft."
    )
    report_only = serializers.BooleanField(default=False, help_text="Say what would be done, and do nothing.")


class NeedOut(serializers.Serializer[Any]):
    """Something a person must see to."""

    sentence = serializers.CharField()
    href = serializers.CharField(allow_blank=True, help_text="Where, if it has a page.")


class MadeOut(serializers.Serializer[Any]):
    """The workflow whose draft holds what was imported."""

    team = serializers.CharField()
    key = serializers.CharField()
    name = serializers.CharField()


class ImportOut(serializers.Serializer[Any]):
    """What an import did, or would do."""

    workflow = MadeOut(allow_null=True, help_text="null where only the report was asked for.")
    makes = serializers.ListField(child=serializers.CharField(), help_text="What is made.")
    finds = serializers.ListField(child=serializers.CharField(), help_text="What is there already and is used.")
    needs = NeedOut(many=True)
    problems = serializers.ListField(child=serializers.CharField(), help_text="What to mend before publishing.")
