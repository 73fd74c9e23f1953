"""A Steward with its demo, and a bank that outlives it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.steward import Steward


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database in which the demo is loaded, to be copied."""
    steward = Steward(tmp_path_factory.mktemp("loaded"))
    for words in (("migrate", "-v", "0"), ("demo",)):
        done = steward.manage(*words)
        assert done.returncode == 0, done.stderr
    return steward.folder


@pytest.fixture
def steward(loaded: Path, tmp_path: Path) -> Iterator[Steward]:
    """An installation of its own for one test; what was started for it is ended after it."""
    folder = shutil.copytree(loaded, tmp_path / "var")
    steward = Steward(folder)
    try:
        steward.open_bank()
        yield steward
    finally:
        steward.close()
