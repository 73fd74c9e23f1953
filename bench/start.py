"""How long a newcomer waits: `make run` in a fresh clone, and again when everything is there."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.fsync import fsync_p50
from bench.house import ROOT, clean_environment, scratch
from bench.measure import Measure, at_most, takes
from sandbox.ports import free_port

PATIENCE = 600


@takes("start")
def start() -> Iterator[Measure]:
    """Cold, stopping, warm; the clone holds what is committed, not what lies in the working tree."""
    with scratch() as folder:
        clone = folder / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        beside = {"fsync_p50_ms": round(fsync_p50(), 3)}
        with running(clone) as (seconds, process):
            yield at_most(120, "cold make run to first page", seconds, "s", **beside)
            yield at_most(5, "Ctrl-C to stopped", stopping(process), "s", **beside)
        with running(clone) as (seconds, _):
            yield at_most(6, "warm make run to first page", seconds, "s", **beside)


@contextmanager
def running(clone: Path) -> Iterator[tuple[float, subprocess.Popen[bytes]]]:
    """`make run` in a clone: the seconds until its first page, and the process; stopped afterwards."""
    port = free_port()
    environment = clean_environment() | {"PORT": str(port), "STEWARD_SANDBOX_PORT": str(free_port())}
    begun = time.perf_counter()
    # What it prints is not a JSON line, so it goes where errors go.
    process = subprocess.Popen(["make", "run"], cwd=clone, env=environment, stdout=2, start_new_session=True)
    try:
        wait_for_page(f"http://127.0.0.1:{port}/", process)
        yield time.perf_counter() - begun, process
    finally:
        stopping(process)


def wait_for_page(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until the address shows a page (the sign-in page counts); raises where the process ends first."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"make run ended with {process.returncode} before its first page.")
        try:
            with urllib.request.urlopen(address, timeout=10) as page:
                page.read()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(f"No page after {PATIENCE} s.")


def stopping(process: subprocess.Popen[bytes]) -> float:
    """Seconds from Ctrl-C, which a terminal sends to the whole group, until the process is gone."""
    begun = time.perf_counter()
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return time.perf_counter() - begun
