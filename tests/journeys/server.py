"""A real Steward in a process and a folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.ports import free_port

HOUSE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Server:
    """Where it answers, the environment of programs that work on its rows, and its process."""

    address: str
    environment: dict[str, str]
    pid: int

    def inside(self, module: str, *words: str) -> Any:
        """What a program prints as its last line, in JSON, run on this installation."""
        command = [sys.executable, "-m", module, *words]
        done = subprocess.run(command, cwd=HOUSE, env=self.environment, check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def running(folder: Path, **variables: str) -> Iterator[Server]:
    """Steward with the demo, unless a variable says otherwise; its log may hold no traceback."""
    port = int(variables.get("PORT", free_port()))
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("STEWARD_", "DATABASE_URL"))}
    own = {"STEWARD_VAR": str(folder), "PORT": str(port), "STEWARD_SANDBOX_PORT": str(free_port())}
    environment = outside | own | {"DJANGO_SETTINGS_MODULE": "config.settings"} | variables
    python = [sys.executable, "manage.py"]
    subprocess.run([*python, "migrate", "-v", "0"], cwd=HOUSE, env=environment, check=True)
    log = folder / "server.log"
    with log.open("w") as said:
        process = subprocess.Popen([*python, "serve"], cwd=HOUSE, env=environment, stdout=said, stderr=said)
    try:
        _wait_until_it_answers(process, port, log)
        yield Server(f"http://127.0.0.1:{port}", environment, process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(6)
        except subprocess.TimeoutExpired:
            process.kill()
    assert "Traceback" not in log.read_text(), log.read_text()[-4000:]


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, log.read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text())
