"""The trail as files: JSON lines that can be verified elsewhere, and CSV for spreadsheets."""

import html
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from governance import sheets
from governance.models.record import Record
from governance.trail.sentences import Line, say_all

CHUNK = 500


def in_chunks(records: QuerySet[Record]) -> Iterator[Record]:
    """All records, oldest first, some at a time: each chunk is a query of its own, so that none stays open."""
    records = records.order_by("at", "id")
    rest = records
    while chunk := list(rest[:CHUNK]):
        yield from chunk
        last = chunk[-1]
        rest = records.filter(at__gte=last.at).exclude(at=last.at, id__lte=last.pk)


def json_lines(records: Iterable[Record]) -> Iterator[bytes | str]:
    """One record a line: the hashed bytes themselves, with "hash" added as the last member."""
    for record in records:
        yield b'%b,"hash":"%b"}\n' % (bytes(record.body)[:-1], bytes(record.hash).hex().encode())


def csv_lines(records: Iterable[Record]) -> Iterator[bytes | str]:
    """One record a row: when, who, what in words, its kind, its name, its cause."""
    head = [_("when (UTC)"), _("who"), _("what"), _("kind"), _("record"), _("cause")]
    return sheets.lines(head, map(_row, _lines(iter(records))))


def _row(line: Line) -> list[Any]:
    record = line.record
    return [record.at.isoformat(), line.actor, _plain(line), record.kind, str(record), record.cause or ""]


def _lines(records: Iterator[Record]) -> Iterator[Line]:
    while chunk := list(islice(records, CHUNK)):
        yield from say_all(chunk)


def _plain(line: Line) -> str:
    return html.unescape(strip_tags(line.sentence))
