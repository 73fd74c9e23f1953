"""Taking the trail out of the house is itself recorded."""

from collections.abc import Iterator

from governance import queries
from governance.actors import Actor
from governance.door import governed, note
from governance.models import Organisation, Team
from governance.queries import TrailFilter
from governance.trail import export

FORMATS = {"jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}


@governed("trail.export", kind="trail.exported")
def export_team_trail(actor: Actor, team: Team, *, wanted: TrailFilter, file_format: str) -> Iterator[bytes | str]:
    """The records of a team's trail as JSON lines or CSV."""
    note(format=file_format, **wanted.words())
    return _lines(actor, team, wanted, file_format)


@governed("trail.export", kind="trail.exported")
def export_organisation_trail(
    actor: Actor, organisation: Organisation, *, wanted: TrailFilter, file_format: str
) -> Iterator[bytes | str]:
    """The records of the organisation's own trail as JSON lines or CSV."""
    note(format=file_format, **wanted.words())
    return _lines(actor, None, wanted, file_format)


def _lines(actor: Actor, team: Team | None, wanted: TrailFilter, file_format: str) -> Iterator[bytes | str]:
    records = export.in_chunks(queries.trail_of(actor, team, wanted))
    return export.csv_lines(records) if file_format == "csv" else export.json_lines(records)
