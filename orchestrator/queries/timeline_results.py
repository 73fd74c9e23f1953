"""What a run gave back when it ended."""

from governance.queries import trail_of_run
from orchestrator.engine.definition import known_fields
from orchestrator.engine.paths import end_of
from orchestrator.engine.state import RunState
from orchestrator.queries.timeline import Walk
from orchestrator.queries.timeline_values import Value, values_of


def results(walk: Walk) -> list[Value]:
    """The results of an ended run in the order of its drawing; empty before and for other ends."""
    wanted = end_of(walk.definition, walk.state).results
    if walk.run.state != RunState.DONE or not wanted:
        return []
    record = trail_of_run(walk.run.pk).filter(kind="run.finished").first()
    payload = walk.open_all([record.payload_id]).get(record.payload_id or "", {}) if record else {}
    known = known_fields(walk.definition)
    given = payload.get("fields", {})
    found: list[Value] = []
    for path in wanted:
        name = path.replace("run.", "")
        if path in known and name in given:
            field = known[path]
            found += values_of([field], {"fields": {field.key: given[name]}})
    return found
