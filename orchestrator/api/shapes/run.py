"""Runs and their steps as the API shows them."""

from typing import Any

from rest_framework import serializers

from orchestrator.api.paging import PageQuery
from orchestrator.engine.state import Reason
from orchestrator.models.run import RUN_STATES, STEP_STATES


class CostOut(serializers.Serializer[Any]):
    """Money spent on models."""

    micros = serializers.IntegerField(help_text="Millionths of the currency's main unit: 12500 EUR micros are €0.0125.")
    currency = serializers.CharField(help_text="ISO 4217 code.")


class WaitOut(serializers.Serializer[Any]):
    """Why a run does not move."""

    reason = serializers.CharField(
        help_text=f"queued, retry, stopping, or why a person is needed: {', '.join(Reason)}."
    )
    words = serializers.CharField(help_text="The same as a sentence.")
    escalation = serializers.IntegerField(allow_null=True, help_text="The case in the inbox, where a person is needed.")
    until = serializers.DateTimeField(allow_null=True, help_text="When it goes on by itself, where it does.")


class StepOut(serializers.Serializer[Any]):
    """One visit of one step."""

    key = serializers.CharField()
    name = serializers.CharField()
    visit = serializers.IntegerField(help_text="Counts from 1; a step that is sent back is visited again.")
    state = serializers.ChoiceField(choices=STEP_STATES)
    attempt = serializers.IntegerField()
    confidence = serializers.FloatField(allow_null=True)
    threshold = serializers.FloatField(allow_null=True)
    seconds = serializers.FloatField(help_text="Seconds of work, waiting not counted.")
    cost = CostOut()
    failure = serializers.CharField(allow_blank=True, help_text="The class of the last failure, if any.")
    explanation = serializers.CharField(
        allow_blank=True, help_text="Why it decided so, or what went wrong, in a sentence."
    )
    output = serializers.DictField(
        allow_null=True, help_text="The values it gave, by field; null where none or erased."
    )
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class RunSummary(serializers.Serializer[Any]):
    """A run as lists show it."""

    id = serializers.IntegerField()
    url = serializers.CharField(help_text="Where the whole run is read.")
    team = serializers.CharField()
    workflow = serializers.CharField(allow_null=True, help_text="The workflow's key; null for the trial of an agent.")
    version = serializers.IntegerField(allow_null=True, help_text="The published version it is pinned to.")
    trial = serializers.BooleanField()
    state = serializers.ChoiceField(choices=RUN_STATES)
    outcome = serializers.CharField(allow_blank=True, help_text="How it ended, in the team's words.")
    escalated = serializers.BooleanField(help_text="Whether it ever waited for a person.")
    started_by = serializers.CharField()
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)
    seconds = serializers.FloatField(allow_null=True, help_text="From start to end; null while it has not ended.")
    tokens = serializers.IntegerField()
    cost = CostOut()


class RunOut(RunSummary):
    """A whole run."""

    waits = WaitOut(allow_null=True)
    input = serializers.DictField(allow_null=True, help_text="What it was started with; null once erased.")
    results = serializers.DictField(
        allow_null=True, help_text="What it gives back; null before its end or once erased."
    )
    erased = serializers.BooleanField(help_text="Whether its values were erased.")
    steps = StepOut(many=True)


class RunsOut(serializers.Serializer[Any]):
    """A page of runs, newest first."""

    runs = RunSummary(many=True)
    next = serializers.URLField(allow_null=True, help_text="The next page; null at the end.")


class RunsQuery(PageQuery):
    """Which runs."""

    team = serializers.SlugField(required=False, help_text="Only this team's.")
    workflow = serializers.SlugField(required=False, help_text="Only runs of workflows with this key.")
    state = serializers.ChoiceField(choices=RUN_STATES, required=False)
    outcome = serializers.CharField(required=False, max_length=80, help_text="Only runs that ended so.")
    trial = serializers.BooleanField(required=False, default=False, help_text="Trials instead of real runs.")


class CancelIn(serializers.Serializer[Any]):
    """Why a run is stopped."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=2_000, default="")
