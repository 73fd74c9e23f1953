"""Frozen documents, read once: a version never changes, so what was read may be kept."""

from functools import lru_cache

from orchestrator.engine.definition import Definition
from orchestrator.models import Run, WorkflowVersion


@lru_cache(maxsize=256)
def definition_of(version: int) -> Definition:
    """The definition of a workflow version."""
    return Definition.model_validate(WorkflowVersion.objects.values_list("document", flat=True).get(pk=version))


def step_names(runs: set[int]) -> dict[int, dict[str, str]]:
    """The names of the steps of these runs, by run and key."""
    versions = Run.objects.filter(pk__in=runs).values_list("pk", "version_id")
    return {run: {step.key: step.name for step in definition_of(version).steps} for run, version in versions}
