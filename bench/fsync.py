"""How fast this machine's disk confirms a write: what every durable step waits for at least once."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.house import scratch
from bench.measure import Measure, percentile, takes

BLOCK = b"x" * 4096
ROUNDS = 200


def timed(act: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each of many rounds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def fsyncs(folder: Path, rounds: int = ROUNDS) -> list[float]:
    """Milliseconds to append 4 KB to a file and have the disk confirm it."""
    with (folder / "block").open("wb", buffering=0) as file:

        def confirmed() -> None:
            file.write(BLOCK)
            os.fsync(file.fileno())

        return timed(confirmed, rounds)


def commits(folder: Path, rounds: int = ROUNDS) -> list[float]:
    """Milliseconds to insert one row and commit it in SQLite as Steward uses it (WAL, synchronous=FULL)."""
    db = sqlite3.connect(folder / "rows.sqlite3", isolation_level=None)
    db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (body BLOB)")
    taken = timed(lambda: db.execute("INSERT INTO t VALUES (?)", (BLOCK[:500],)), rounds)
    db.close()
    return taken


def fsync_p50(rounds: int = 50) -> float:
    """The figure other measurements carry beside them: milliseconds, on the disk the database lies on."""
    with scratch() as folder:
        return percentile(fsyncs(folder, rounds), 0.5)


@takes("fsync")
def fsync() -> Iterator[Measure]:
    """The disk, and SQLite on it."""
    with scratch() as folder:
        disk, rows = fsyncs(folder), commits(folder)
    tail = {"p95_ms": round(percentile(disk, 0.95), 3)}
    yield Measure("fsync of 4 KB, p50", percentile(disk, 0.5), "ms", peers=tail)
    beside = {"p95_ms": round(percentile(rows, 0.95), 3), "fsync_p50_ms": round(percentile(disk, 0.5), 3)}
    yield Measure("SQLite commit of one row, p50", percentile(rows, 0.5), "ms", peers=beside)
