"""Starting the sandbox where it does not answer, and stopping what was started."""

import http.client
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.routes import SYSTEM
from sandbox.server import HERE

HOUSE = Path(__file__).resolve().parent.parent


class SandboxError(Exception):
    """The sandbox could not be had; the sentence says why and how to mend it."""


@dataclass(frozen=True)
class Started:
    """A sandbox that was started here and is to be stopped here."""

    process: subprocess.Popen[bytes]
    port: int


def ensure_running(port: int, database: Path, *, token: str = "", seconds: float = 10) -> Started | None:
    """Start the sandbox on this port unless one answers there already; returns what is to be stopped, if anything."""
    if _answers(port, token):
        return None
    started = Started(_start(port, database, token), port)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        gone = started.process.poll() is not None
        if _answers(port, token):
            # Another starter may have been faster: its sandbox answers, ours found the port taken.
            return None if gone else started
        if gone:
            break
        time.sleep(0.03)
    stop(started)
    raise SandboxError(f"The sandbox did not start on port {port}. Is the port taken, or the folder not writable?")


def stop(started: Started | None, *, seconds: float = 3) -> None:
    """Stop a sandbox that was started here; nothing to do for None or one that is gone."""
    if started is None:
        return
    process = started.process
    if process.stdin:
        process.stdin.close()
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def ask(port: int, method: str, path: str, body: Any = None, *, token: str = "", key: str = "") -> tuple[int, Any]:
    """One request to the sandbox as (status, JSON document), for scripts and tests."""
    headers = {"Content-Type": "application/json"}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    headers |= {"Idempotency-Key": key} if key else {}
    connection = http.client.HTTPConnection(HERE, port, timeout=10)
    try:
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        reply = connection.getresponse()
        return reply.status, json.loads(reply.read())
    finally:
        connection.close()


def _start(port: int, database: Path, token: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--database", str(database.absolute())]
    return subprocess.Popen(  # noqa: S603 (our own program)
        [*command, "--until-stdin-ends"],
        cwd=HOUSE,
        # The token travels in the environment: a command line is for everyone on the machine to read.
        env={**os.environ, "SANDBOX_TOKEN": token},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        # Ctrl-C reaches whoever started it, who still needs the sandbox while draining.
        start_new_session=True,
    )


def _answers(port: int, token: str) -> bool:
    try:
        status, document = ask(port, "GET", "/health")
        if status != 200 or document.get("system") != SYSTEM:
            raise SandboxError(f"Another program answers on port {port}. Choose another port for the sandbox.")
        if ask(port, "GET", "/counts", token=token)[0] == 401:
            raise SandboxError(f"A sandbox with another access token answers on port {port}. Stop it first.")
    except (OSError, http.client.HTTPException):
        return False
    except (ValueError, AttributeError):
        raise SandboxError(f"Another program answers on port {port}. Choose another port for the sandbox.") from None
    return True
