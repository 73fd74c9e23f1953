"""How one drawing differs from another, in plain words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from orchestrator.engine.definition import Definition
from orchestrator.engine.graph import END, START
from orchestrator.queries import words as wording
from orchestrator.queries.changes_fields import field_changes
from orchestrator.queries.changes_links import ways
from orchestrator.queries.changes_order import orders, stayed
from orchestrator.queries.changes_steps import steps
from orchestrator.queries.changes_told import Change, Two
from orchestrator.queries.workflows import names_in

__all__ = ["Change", "changes"]


def changes(old: Definition, new: Definition, *, currency: str = "EUR") -> list[Change]:
    """Every difference a reader should know of, in the order of the drawing. Both need their shapes."""
    two = Two(old, new, names_in([old, new]), currency)
    stay = stayed(two)
    return [*_asked(two), *steps(two), *orders(two, stay), *ways(two, stay), *_ends(two), *_drawn(two)]


def _asked(two: Two) -> Iterator[Change]:
    for told in field_changes(two.old.inputs, two.new.inputs):
        sentence = {
            "added": _("The request asks for “%(name)s”: %(words)s."),
            "removed": _("The request no longer asks for “%(name)s”."),
            "changed": _("“%(name)s” of the request: %(words)s."),
            "order": _("The request asks in another order: %(words)s."),
        }[told.what]
        what = "changed" if told.what == "order" else told.what
        yield Change(what, sentence % {"name": told.name, "words": told.now}, told.was, step=START)


def _ends(two: Two) -> Iterator[Change]:
    found = []
    for each in (two.old, two.new):
        known = two.fields(each)
        results = ", ".join(wording.source_words(each, path, known) for path in each.end.results)
        limits = ", ".join(wording.limit_words(each.limits, two.currency))
        found.append((wording.ending_words(each, known), results or _("nothing"), limits))
    old, new = two.old, two.new
    differ = (
        (old.end.outcome, old.end.outcome_path) != (new.end.outcome, new.end.outcome_path),
        old.end.results != new.end.results,
        old.limits != new.limits,
    )
    said = (
        _("How it ends: %(words)s"),
        _("What it gives back: %(words)s"),
        _("The most a run may use: %(words)s"),
    )
    for place, sentence in enumerate(said):
        if differ[place]:
            yield Change("changed", sentence % {"words": found[1][place]}, found[0][place], step=END)


def _drawn(two: Two) -> Iterator[Change]:
    """What only lies on the canvas, said once: no run does anything else for it."""
    lies = [(each.layout, each.notes, each.groups) for each in (two.old, two.new)]
    if lies[0] == lies[1]:
        return
    if lies[0][1:] == lies[1][1:]:
        yield Change("drawn", _("Steps were moved on the canvas only. Runs do the same."))
    else:
        yield Change("drawn", _("Places, notes or groups on the canvas changed. Runs do the same."))
