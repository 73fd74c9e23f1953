"""What each run is about, in the first words of what it was started with."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from pydantic import ValidationError

from fields.types import Field
from governance.models import Payload
from governance.payloads import PayloadGone, Vault
from governance.secrets import SealBroken
from orchestrator.models import Run, WorkflowVersion

LONGEST = 120
SHOWN = 3


def documents_of(runs: Iterable[Run]) -> dict[int, dict[str, Any]]:
    """The documents of the versions that runs are pinned to, as stored: fifty rows must not parse fifty drawings."""
    wanted = {run.version_id for run in runs}
    return dict(WorkflowVersion.objects.filter(pk__in=wanted).values_list("pk", "document"))


def step_names(document: Mapping[str, Any]) -> dict[str, str]:
    """The names of a document's steps by key."""
    return {step["key"]: step["name"] for step in document.get("steps", [])}


def about(runs: Iterable[Run], documents: Mapping[int, Mapping[str, Any]]) -> dict[int, str]:
    """The first words of each run's request by run id, in one query; the runs come with their `key`."""
    given = {run.pk: ref for run in runs if (ref := _given(run))}
    payloads = Payload.objects.in_bulk(list(given.values()))
    asked = {version: _fields(document.get("inputs", [])) for version, document in documents.items()}
    found = {}
    for run in runs:
        payload = payloads.get(given.get(run.pk, ""))
        found[run.pk] = _words(run, payload, asked.get(run.version_id, [])) if payload else ""
    return found


def _given(run: Run) -> str | None:
    return json.loads(run.snapshot).get("given") if run.snapshot and run.key_id else None


def _words(run: Run, payload: Payload, asked: list[Field]) -> str:
    assert run.key is not None
    try:
        values = json.loads(Vault.unlock(run.key).unseal(payload)).get("fields", {})
    except PayloadGone:
        return pgettext("payload", "Erased")
    except SealBroken:
        return _("Cannot be read")
    return in_words(asked, {key: each.get("value") for key, each in values.items()})


def in_words(asked: Iterable[Field], values: Mapping[str, Any]) -> str:
    """The longest text of a request, else its first values with their names."""
    fields = [field for field in asked if values.get(field.key) not in (None, "")]
    texts = [field for field in fields if field.type == "long_text"] or [f for f in fields if f.type == "text"]
    if texts:
        return cut(str(values[texts[0].key]))
    return cut(" · ".join(f"{field.name} {field.display(values[field.key])}" for field in fields[:SHOWN]))


def _fields(inputs: Iterable[Mapping[str, Any]]) -> list[Field]:
    return [field for raw in inputs if (field := _field(raw))]


def _field(raw: Mapping[str, Any]) -> Field | None:
    try:
        return Field.model_validate(raw)
    except ValidationError:
        return None


def cut(text: str) -> str:
    """One line, at most LONGEST characters."""
    line = " ".join(text[: LONGEST * 4].split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
