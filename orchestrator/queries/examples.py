"""What the values of a drawing were in the last trial, so that one picks what one has seen."""

from collections.abc import Mapping

from fields.types import Field
from governance.models import User
from governance.payloads import PayloadGone
from orchestrator.engine.definition import RUN, Definition, Shape
from orchestrator.journal import Journal
from orchestrator.models import Run, Workflow
from orchestrator.queries.trials_earlier import begun_from

LONGEST = 80  # characters of an example


def examples(workflow: Workflow, actor: User, trial: Run | None = None) -> dict[str, str]:
    """{"triage.category": "Card lost"} from the pinned trial, else this person's last; empty where there is none."""
    run = trial or begun_from(actor, workflow)
    if run is None:
        return {}
    journal = Journal(run)
    found: dict[str, str] = {}
    try:
        for origin, fields in _fields(journal.definition).items():
            values = journal.values(origin)
            shown = {key: fields[key].display(each.value) for key, each in values.items() if key in fields}
            found |= {f"{origin}.{key}": _short(words) for key, words in shown.items() if words}
    except PayloadGone:
        return {}
    return found


def _fields(definition: Definition) -> Mapping[str, dict[str, Field]]:
    """The fields of the request and of what each step gave, by their keys."""
    given = {step.key: definition.shapes.get(step.key, Shape()).gives for step in definition.steps}
    given[RUN] = definition.inputs
    return {origin: {field.key: field for field in fields} for origin, fields in given.items()}


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
