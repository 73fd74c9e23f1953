"""A real Steward in a folder of its own: processes to kill, and the accounts of both sides to compare."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox import control
from sandbox.ports import free_port

HOUSE = Path(__file__).resolve().parents[2]
DESK, STARTER = "support-desk", "Message desk"
AT_REST = "(state IN ('done', 'failed', 'cancelled') OR (state = 'waiting' AND reason <> ''))"


@dataclass
class Steward:
    """One installation and the processes started for it."""

    folder: Path
    sandbox_port: int = field(default_factory=free_port)
    bank: control.Started | None = None
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    def environment(self, **more: str) -> dict[str, str]:
        """What its processes get: nothing of the installation or the test run they are started from."""
        outside = ("STEWARD_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "PORT", "PYTEST")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(outside)}
        own = {"STEWARD_VAR": str(self.folder), "STEWARD_SANDBOX_PORT": str(self.sandbox_port), "PYTHONUNBUFFERED": "1"}
        return kept | own | more

    def manage(self, *words: str, given: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        """A management command, run to its end."""
        command = [sys.executable, "manage.py", *words]
        environment = self.environment(**more)
        return subprocess.run(
            command, cwd=HOUSE, env=environment, input=given, capture_output=True, text=True, timeout=180, check=False
        )

    def start(self, *words: str, **more: str) -> subprocess.Popen[str]:
        """A management command that goes on beside the test; what it says lands in a file."""
        log = (self.folder / f"process-{len(self.processes)}.log").open("w")
        command = [sys.executable, "manage.py", *words]
        process = subprocess.Popen(
            command, cwd=HOUSE, env=self.environment(**more), stdout=log, stderr=subprocess.STDOUT, text=True
        )
        self.processes.append(process)
        return process

    def said(self, process: subprocess.Popen[str]) -> str:
        """All that a process started here has said so far."""
        return (self.folder / f"process-{self.processes.index(process)}.log").read_text()

    def serve(self, **more: str) -> subprocess.Popen[str]:
        """Serve on a free port, and wait until it says that it is ready."""
        process = self.start("serve", **{"PORT": str(free_port())} | more)
        wait(lambda: "Press Ctrl-C" in self.said(process) or process.poll() is not None, "the server is up")
        assert process.poll() is None, self.said(process)
        return process

    def open_bank(self) -> None:
        """Start the sandbox: of its own, so that it outlives a Steward that is killed."""
        self.bank = control.ensure_running(self.sandbox_port, self.folder / "sandbox.sqlite3")

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """One request to the sandbox."""
        status, document = control.ask(self.sandbox_port, method, path, body)
        assert status < 300, document
        return document

    def bank_answers(self) -> bool:
        """Whether the sandbox is there."""
        try:
            return control.ask(self.sandbox_port, "GET", "/health")[0] == 200
        except OSError:
            return False

    def misbehave(self, action: str, path: str, **more: Any) -> None:
        """Order a fault of the sandbox; until cleared, unless `times` says otherwise."""
        self.ask("POST", "/control/faults", {"action": action, "path": path, "times": 0, **more})

    def begin(self, messages: list[dict[str, str]], *words: str) -> subprocess.Popen[str]:
        """Start a run of the demo's desk for each message, in a process of its own that goes on beside the test."""
        given = self.folder / "messages.json"
        given.write_text(json.dumps(messages))
        return self.start("run", DESK, "--as", STARTER, "--input", str(given), *words)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of Steward's own database, read beside its processes."""
        with closing(sqlite3.connect(self.folder / "steward.sqlite3", timeout=20)) as db:
            return db.execute(sql, values).fetchall()

    def one(self, sql: str, *values: Any) -> Any:
        """The first value of the first row."""
        return self.rows(sql, *values)[0][0]

    def moving(self) -> int:
        """How many runs have neither ended nor wait for a person."""
        return int(self.one(f"SELECT count(*) FROM orchestrator_run WHERE NOT {AT_REST}"))

    def resting(self) -> int:
        """How many runs have ended or wait for a person."""
        return int(self.one(f"SELECT count(*) FROM orchestrator_run WHERE {AT_REST}"))

    def until_a_call_is_under_way(self, step: str) -> None:
        """Wait until a step's call is written down as intended, has reached the bank and has not come back."""
        wait(lambda: self.under_way(step), f"a call of {step} is under way")
        # Written down is not yet sent: without this a kill could fall in between.
        wait(self.bank_has_it, f"the bank has the call of {step}")

    def bank_has_it(self) -> bool:
        """Whether the bank met a request that it was told to be slow with."""
        return any(fault["hits"] for fault in self.ask("GET", "/control/faults")["items"])

    def under_way(self, step: str) -> bool:
        """Whether the last line of some run is the intention of a call of this step."""
        sql = "SELECT body FROM steward_trail t JOIN orchestrator_run r ON r.id = t.run_id AND r.number = t.number"
        lines = [json.loads(body) for (body,) in self.rows(f"{sql} WHERE kind = 'tool.intended'")]
        return any(line["facts"]["step"] == step for line in lines)

    def close(self) -> None:
        """End everything that was started."""
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
                process.wait()
        with suppress(ProcessLookupError):
            control.stop(self.bank)


def wait(for_it: Callable[[], Any], what: str, *, seconds: float = 120) -> None:
    """Until it is so; names what did not happen."""
    until = time.monotonic() + seconds
    while not for_it():
        assert time.monotonic() < until, f"After {seconds:g} s it did not happen that {what}."
        time.sleep(0.05)
