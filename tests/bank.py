"""A real sandbox process for tests: the business system that the agents act on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sandbox import control
from sandbox.ports import free_port

TOKEN = "a-token-for-tests"


@dataclass
class Bank:
    """The sandbox as a test speaks to it."""

    port: int
    database: Path
    token: str = TOKEN
    started: control.Started | None = None

    def start(self) -> None:
        """Start it, again where it died."""
        self.started = control.ensure_running(self.port, self.database, token=self.token)

    def ask(self, method: str, path: str, body: Any = None, key: str = "") -> tuple[int, Any]:
        """One request with the right token."""
        return control.ask(self.port, method, path, body, token=self.token, key=key)

    def effects(self) -> dict[str, Any]:
        """The sandbox's own account of its effects."""
        return self.ask("GET", "/counts")[1]["effects"]

    def misbehave(self, action: str, **more: Any) -> None:
        """Order a fault."""
        status, said = self.ask("POST", "/control/faults", {"action": action, **more})
        assert status == 201, said

    def records(self) -> list[dict[str, Any]]:
        """Every effect it ever applied, with its idempotency key."""
        found: list[dict[str, Any]] = self.ask("GET", "/records")[1]["items"]
        return found


@pytest.fixture(scope="package")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    """One process for the tests of a folder; it ends with them."""
    bank = Bank(free_port(), tmp_path_factory.mktemp("bank") / "sandbox.sqlite3")
    bank.start()
    yield bank
    control.stop(bank.started)


@pytest.fixture
def bank(process: Bank) -> Bank:
    """The sandbox, planted anew, started again where it died."""
    if process.started and process.started.process.poll() is not None:
        process.start()
    process.ask("POST", "/control/reset")
    return process
