"""Django's SQLite backend, in which the threads of this process stand in line to write.

Left to itself SQLite lets writers poll, with pauses that grow to a tenth of a second: under load most of the time is
then spent asleep, and who waits longest is not who comes next. Other processes still meet SQLite's own lock.
"""

import contextlib
import threading
from typing import Any

from django.db.backends.sqlite3 import base

_turns: dict[str, threading.Lock] = {}


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before it begins a transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held: threading.Lock | None = None

    def _start_transaction_under_autocommit(self) -> None:
        turn = _turns.setdefault(str(self.settings_dict["NAME"]), threading.Lock())
        # Whoever waits in vain goes on without a turn: SQLite's own lock is what keeps the data right.
        if turn.acquire(timeout=self.settings_dict["OPTIONS"].get("timeout", 5)):
            self._held = turn
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give_turn()

    def _give_turn(self) -> None:
        turn, self._held = getattr(self, "_held", None), None
        if turn is not None:
            turn.release()

    def __del__(self) -> None:
        with contextlib.suppress(Exception):  # a thread that ended in the middle must not keep the others out
            self._give_turn()
