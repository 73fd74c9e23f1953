"""Frozen documents, read once: a version never changes, so what was read may be kept."""

from functools import lru_cache

from orchestrator.engine.definition import Definition
from orchestrator.models import WorkflowVersion


@lru_cache(maxsize=256)
def definition_of(version: int) -> Definition:
    """The definition of a workflow version."""
    return Definition.model_validate(WorkflowVersion.objects.values_list("document", flat=True).get(pk=version))
