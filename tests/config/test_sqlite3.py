"""Writers of one process take turns, and nobody who goes away keeps the others out."""

import threading

import pytest
from django.db import OperationalError

from config.sqlite3.base import DatabaseWrapper


@pytest.fixture
def connect(tmp_path, django_db_blocker):
    """Connections to one file, each as a thread would have its own."""
    opened = []

    def another(timeout: float = 5) -> DatabaseWrapper:
        options = {"transaction_mode": "IMMEDIATE", "timeout": timeout, "check_same_thread": False}
        settings = {"NAME": str(tmp_path / "turns.sqlite3"), "OPTIONS": options, "TIME_ZONE": None, "CONN_MAX_AGE": 0}
        settings |= {"AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False, "TEST": {}}
        made = DatabaseWrapper(settings, alias="turns")
        made.inc_thread_sharing()
        opened.append(made)
        return made

    with django_db_blocker.unblock():
        yield another
        for each in opened:
            each.close()


def begin(connection: DatabaseWrapper) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_a_writer_waits_for_the_one_before(connect):
    first, second = connect(), connect()
    begin(first)
    through = threading.Event()

    def write() -> None:
        begin(second)
        second.commit()
        through.set()

    threading.Thread(target=write, daemon=True).start()
    assert not through.wait(0.2)
    first.commit()
    assert through.wait(5)


@pytest.mark.parametrize("leaving", ["commit", "rollback", "close"])
def test_the_turn_passes_on_however_a_transaction_ends(connect, leaving):
    first, second = connect(), connect(timeout=0.2)
    begin(first)
    getattr(first, leaving)()
    begin(second)
    assert second._held is not None


def test_waiting_in_vain_ends_in_the_databases_own_refusal(connect):
    first, second = connect(), connect(timeout=0.2)
    begin(first)
    with pytest.raises(OperationalError, match="locked"):
        begin(second)
    assert second._held is None
