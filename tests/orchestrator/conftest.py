"""What tests of this room share: the bank the tools act on, a model that says what the test wrote down, a worker."""

import os

import pytest

from orchestrator import workers
from tests.bank import bank, process
from tests.scripted import scripted

__all__ = ["bank", "process", "scripted"]


@pytest.fixture(autouse=True)
def one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process is a worker that beats when a test says so: a thread of its own would write past the test."""
    monkeypatch.setattr(workers, "_mine", {os.getpid(): "tests"})
