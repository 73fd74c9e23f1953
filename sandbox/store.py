"""The bank's book: one SQLite file, one writer at a time, every effect on disk before it is answered."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock

from sandbox import seed

SCHEMA = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")
ENTITIES = ("customers", "accounts", "cards", "invoices", "payments", "refunds", "tickets", "notes")
BUSY_SECONDS = 20


class Store:
    """A database file with one writing connection and a pool of reading ones."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._writer = self._connect()
        self._lock = Lock()
        self._readers: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        self._create()

    def _connect(self) -> sqlite3.Connection:
        # Handler threads come and go, so connections travel; the lock and the queue keep each to one at a time.
        db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA synchronous=FULL")
        db.execute("PRAGMA foreign_keys=ON")
        return db

    def _create(self) -> None:
        self._writer.execute("PRAGMA journal_mode=WAL")
        with self.writing() as db:
            for statement in SCHEMA.split(";"):
                db.execute(statement)
            if not db.execute("SELECT 1 FROM customers LIMIT 1").fetchone():
                seed.plant(db)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction of the only writer; nothing of it stays where the body raises."""
        with self._lock:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                self._writer.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to read with, which never waits for the writer."""
        try:
            db = self._readers.get_nowait()
        except Empty:
            db = self._connect()
        try:
            yield db
        finally:
            self._readers.put(db)

    def reset(self) -> None:
        """Forget every effect and plant the first customers again."""
        with self.writing() as db:
            for table in ("kept_answers", "records", *reversed(ENTITIES)):
                db.execute(f"DELETE FROM {table}")  # noqa: S608 (names are ours)
            db.execute("DELETE FROM sqlite_sequence")
            seed.plant(db)

    def close(self) -> None:
        """Let go of the file; the write-ahead log is folded in by the last connection."""
        while not self._readers.empty():
            self._readers.get_nowait().close()
        with self._lock, closing(self._writer):
            pass
