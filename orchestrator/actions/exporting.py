"""Taking one run's records out of the house is itself recorded."""

from collections.abc import Iterator

from governance.door import governed, note
from governance.models import User
from governance.queries import trail_of_run
from governance.trail import export
from orchestrator.models import Run


@governed("trail.export", kind="trail.exported")
def export_run_trail(actor: User, run: Run, *, file_format: str) -> Iterator[bytes | str]:
    """The records of a run's journal as JSON lines or CSV."""
    note(format=file_format)
    records = list(trail_of_run(run.pk))
    return export.csv_lines(records) if file_format == "csv" else export.json_lines(records)
