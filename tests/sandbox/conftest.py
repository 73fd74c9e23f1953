"""A real sandbox process on a free port, planted anew for each test."""

import pytest

from tests.bank import TOKEN, Bank, bank, free_port, process

__all__ = ["TOKEN", "Bank", "bank", "free_port", "process"]


@pytest.fixture
def port() -> int:
    """A port nobody listens on."""
    return free_port()
