"""What tests of this room share: a loopback server."""

import pytest

from tests.agents.loopback import Loopback


@pytest.fixture
def loopback():
    server = Loopback()
    yield server
    server.close()
