"""A house of its own for a measurement: fresh folder, database, ports; the installation in use is never touched."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sandbox.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("STEWARD_VAR", ROOT / "var"))


@dataclass(frozen=True)
class House:
    """Where one measured installation lives and the environment its processes get."""

    folder: Path
    port: int
    environment: dict[str, str]

    def manage(self, *words: str) -> str:
        """What a management command prints; raises where it fails."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout

    def inside(self, name: str, *words: str) -> Any:
        """What a program of bench/inside, run in this installation, prints as its last line."""
        command = [sys.executable, "-m", f"bench.inside.{name}", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the disk the database lies on, gone afterwards."""
    VAR.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=VAR, ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def fresh(**variables: str) -> Iterator[House]:
    """An empty installation in a scratch folder; embedded unless a variable says otherwise."""
    with scratch() as folder:
        port = free_port()
        own = {"STEWARD_VAR": str(folder), "PORT": str(port), "STEWARD_SANDBOX_PORT": str(free_port())}
        yield House(folder, port, clean_environment() | own | variables)


def clean_environment() -> dict[str, str]:
    """This process's environment without anything that points at an installation in use."""
    outside = ("DATABASE_URL", "REDIS_URL", "BROKER_URL", "SECRET_KEY", "PORT")
    return {
        word: value for word, value in os.environ.items() if word not in outside and not word.startswith("STEWARD_")
    }
