"""What all tests share: the cast, a database of their own, and no way out of this machine."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from orchestrator.perform import agent_definition
from orchestrator.queries.definitions import definition_of
from tests.cast import House, build_house


@pytest.fixture
def house(db: None) -> House:
    """The organisation with Care and Sales and everybody in them; rolled back after the test."""
    return build_house()


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    """Forget frozen documents read before: rolled-back tests use the same ids for others."""
    definition_of.cache_clear()
    agent_definition.cache_clear()


@pytest.fixture(autouse=True)
def nothing_leaves_the_house(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse every connection that is not on loopback."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            local = host == "localhost" or ipaddress.ip_address(host).is_loopback
            assert local, f"A test tried to reach {host}."
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield
