"""A run as its records tell it."""

import json

from governance.models.record import Record
from orchestrator.engine.happenings import Event


def told(run):
    """The events of a run as its records tell them, without opening anything."""
    for record in Record.objects.filter(stream=run.stream).order_by("number"):
        facts = json.loads(bytes(record.body))["facts"]
        ref = record.payload_id or facts.get("ref")
        yield Event(record.kind, facts.get("step", ""), facts.get("visit", 0), facts, ref=ref)
