"""Tables as CSV, in which no cell is run by the spreadsheet that opens it."""

import csv
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import islice
from typing import Any

from asgiref.sync import sync_to_async

# A spreadsheet would run what begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    def write(self, line: str) -> str:
        return line


def lines(head: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """A head and its rows, line by line, as they are asked for."""
    writer = csv.writer(_Echo())
    yield writer.writerow(head)
    for row in rows:
        yield writer.writerow([harmless(str(cell)) for cell in row])


def harmless(cell: str) -> str:
    """A text that would be a formula gets the mark that makes it a text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


async def bit_by_bit(lines: Iterator[str | bytes]) -> AsyncIterator[str | bytes]:
    """Lines as an answer sends them: a plain iterator would be read to its end before the first line is sent."""
    while bit := await sync_to_async(lambda: list(islice(lines, 500)))():
        for line in bit:
            yield line
