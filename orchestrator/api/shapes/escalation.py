"""Escalations and their decisions as the API takes and shows them."""

from typing import Any

from rest_framework import serializers

from orchestrator.api.paging import PageQuery
from orchestrator.engine.state import Decision
from orchestrator.models.escalation import REASONS, STATES

DECISIONS = [(decision.value, decision.name) for decision in Decision]


class EscalationSummary(serializers.Serializer[Any]):
    """A case as the inbox lists it."""

    id = serializers.IntegerField()
    url = serializers.CharField(help_text="Where the case is read with its context.")
    run = serializers.IntegerField()
    team = serializers.CharField()
    workflow = serializers.CharField(allow_null=True)
    step = serializers.CharField()
    step_name = serializers.CharField()
    visit = serializers.IntegerField()
    reason = serializers.ChoiceField(choices=REASONS)
    words = serializers.CharField(help_text="The reason in words.")
    state = serializers.ChoiceField(choices=STATES)
    opened_at = serializers.DateTimeField()
    claimed_by = serializers.CharField(allow_null=True)
    claimed_at = serializers.DateTimeField(allow_null=True)
    decision = serializers.CharField(allow_blank=True)
    decided_by = serializers.CharField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)


class StepName(serializers.Serializer[Any]):
    """A step by its key, and its name."""

    key = serializers.CharField()
    name = serializers.CharField()


class EscalationOut(EscalationSummary):
    """A case with all that is needed to decide it."""

    decisions = serializers.ListField(
        child=serializers.ChoiceField(choices=DECISIONS),
        help_text="What may be decided; empty once it is decided.",
    )
    send_back_to = StepName(many=True, help_text="The earlier steps it can be sent back to.")
    explanation = serializers.CharField(allow_blank=True, help_text="Why it waits, or why the step decided so.")
    confidence = serializers.FloatField(allow_null=True)
    threshold = serializers.FloatField(allow_null=True)
    run_input = serializers.DictField(allow_null=True, help_text="What the run was started with; null once erased.")
    step_input = serializers.DictField(allow_null=True, help_text="What the step was given.")
    proposal = serializers.DictField(
        allow_null=True, help_text="The output that would be approved, where there is one."
    )
    request = serializers.DictField(allow_null=True, help_text="The call in question, where the case is about one.")
    output_schema = serializers.DictField(help_text="JSON Schema of the output that a decision may fill in or correct.")
    erased = serializers.BooleanField(help_text="Whether the run's values were erased.")


class EscalationsOut(serializers.Serializer[Any]):
    """A page of the inbox, the one that waits longest first."""

    escalations = EscalationSummary(many=True)
    next = serializers.URLField(allow_null=True, help_text="The next page; null at the end.")


class EscalationsQuery(PageQuery):
    """Which cases; without a state those that are not decided yet."""

    team = serializers.SlugField(required=False, help_text="Only this team's.")
    state = serializers.ChoiceField(choices=STATES, required=False)


class DecisionIn(serializers.Serializer[Any]):
    """A decision of a case."""

    decision = serializers.ChoiceField(choices=DECISIONS)
    output = serializers.DictField(required=False, default=dict, help_text="The filled-in or corrected values.")
    note = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=5_000, help_text="Needed to send a case back."
    )
    to = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=64, help_text="The step to send the case back to."
    )
