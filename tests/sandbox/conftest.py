"""A real sandbox process on a free port, planted anew for each test."""

import pytest

from sandbox.ports import free_port
from tests.bank import TOKEN, Bank, bank, process

__all__ = ["TOKEN", "Bank", "bank", "process"]


@pytest.fixture
def port() -> int:
    """A port nobody listens on."""
    return free_port()
