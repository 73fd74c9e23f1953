"""Rings may be lost or many: a run stands in this process's line once, and is never forgotten."""

import pytest

from orchestrator import bell, tasks


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The runs for which the queue was handed a message."""
    monkeypatch.setattr(bell, "_rung", {})
    handed: list[int] = []
    monkeypatch.setattr(tasks.advance_run, "delay", handed.append)
    return handed


def test_a_run_stands_in_line_once(rung):
    for _ in range(3):
        bell.ring_now(7)
    bell.ring_now(8)
    assert rung == [7, 8]


def test_once_a_worker_has_heard_it_may_be_rung_again(rung):
    bell.ring_now(7)
    bell.answered(7)
    bell.ring_now(7)
    assert rung == [7, 7]


def test_a_ring_nobody_answers_is_repeated_after_a_while(rung, monkeypatch):
    bell.ring_now(7)
    monkeypatch.setattr(bell.time, "monotonic", lambda: bell._rung[7] + bell.HEARD_WITHIN + 1)
    bell.ring_now(7)
    assert rung == [7, 7]


def test_a_ring_the_queue_refused_is_not_remembered(rung, monkeypatch):
    def refuse(run: int) -> None:
        raise ConnectionError

    with monkeypatch.context() as away:
        away.setattr(tasks.advance_run, "delay", refuse)
        bell.ring_now(7)
    bell.ring_now(7)
    assert rung == [7]


def test_a_queue_in_another_process_is_always_rung(rung, settings):
    settings.BROKER_URL = "redis://queue.example"
    bell.ring_now(7)
    bell.ring_now(7)
    assert rung == [7, 7]
