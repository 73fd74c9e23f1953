"""What tests of this room share: a loopback server, and leave to call it."""

import pytest

from agents import guard
from tests.agents.loopback import Loopback
from tests.scripted import scripted

__all__ = ["loopback", "scripted", "system"]


@pytest.fixture
def loopback():
    """A server on loopback that nobody may call yet."""
    server = Loopback()
    yield server
    server.close()


@pytest.fixture
def system(loopback, monkeypatch):
    """The server, allowed by the administrator."""
    monkeypatch.setattr(guard, "allowed_hosts", lambda: frozenset({loopback.host}))
    return loopback
