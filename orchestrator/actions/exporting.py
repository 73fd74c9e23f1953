"""Taking runs or the records of one out of the house is itself recorded."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from fields.money import minor_digits
from governance import sheets
from governance.door import governed, note
from governance.models import Team, User
from governance.queries import trail_of_run
from governance.trail import export
from orchestrator.models import Run
from orchestrator.queries.runs import RunFilter, every_run, name_of_run


@governed("trail.export", kind="trail.exported")
def export_run_trail(actor: User, run: Run, *, file_format: str) -> Iterator[bytes | str]:
    """The records of a run's journal as JSON lines or CSV."""
    note(format=file_format)
    records = list(trail_of_run(run.pk))
    return export.csv_lines(records) if file_format == "csv" else export.json_lines(records)


@governed("run.view", kind="runs.exported")
def export_runs(actor: User, team: Team, *, wanted: RunFilter) -> Iterator[str]:
    """A team's runs with their figures as CSV; what each was about stays in the house."""
    note(**{name: word for name, word in (("state", wanted.state), ("workflow", wanted.workflow)) if word})
    head = [_("run"), _("workflow"), _("state"), _("outcome"), _("trial"), _("started by"), _("started (UTC)")]
    head += [_("ended (UTC)"), _("seconds"), _("tokens"), _("cost"), _("currency")]
    return sheets.lines(head, (_row(run, team.currency) for run in every_run(team, wanted)))


def _row(run: Run, currency: str) -> list[Any]:
    ended = run.finished_at
    took = f"{(ended - run.started_at).total_seconds():.3f}" if ended else ""
    cost = f"{run.cost_micros / 1_000_000:.{max(6, minor_digits(currency))}f}"
    moments = [run.started_at.isoformat(), ended.isoformat() if ended else ""]
    named = [
        run.pk,
        name_of_run(run),
        run.get_state_display(),
        run.outcome,
        _("yes") if run.trial else "",
        run.starter.name,
    ]
    return [*named, *moments, took, run.tokens, cost, currency]
