"""What tests of this room share: a loopback server, and leave to call it."""

import pytest

from agents import endpoints, guard
from tests.agents.loopback import Loopback
from tests.scripted import Script


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


@pytest.fixture
def scripted(monkeypatch):
    """A model that says what the test wrote down, in the place of every model."""
    script = Script()
    monkeypatch.setattr(endpoints, "model_for", lambda *args, **kwargs: script.model)
    return script
