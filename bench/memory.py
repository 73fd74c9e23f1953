"""What the one process that serves, carries and ticks weighs after a thousand and after five thousand runs."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.fsync import fsync_p50
from bench.house import ROOT, House, fresh
from bench.measure import Measure, at_most, takes

FIRST, LAST = 1_000, 5_000


@takes("memory")
def memory() -> Iterator[Measure]:
    """Resident memory of the real process; the runs are started beside it, as a script would."""
    with fresh(STEWARD_DEMO="0") as house:
        house.manage("migrate", "-v", "0")
        house.inside("desk")
        beside = {"fsync_p50_ms": round(fsync_p50(), 3)}
        with serving(house) as process:
            empty = resident(process.pid)
            early = after(house, process, FIRST)
            late = after(house, process, LAST)
    grown = {"before_any_run_mb": round(empty, 1), f"after_{FIRST}_runs_mb": round(early, 1)}
    yield at_most(280, f"resident memory after {LAST} runs", late, "MB", **grown, **beside)
    yield at_most(5, f"growth from run {FIRST} to run {LAST}", late - early, "MB", **beside)


@contextmanager
def serving(house: House) -> Iterator[subprocess.Popen[bytes]]:
    """`manage.py serve` of this installation, ready; ended afterwards."""
    command = [sys.executable, "manage.py", "serve"]
    process = subprocess.Popen(command, cwd=ROOT, env=house.environment, stdout=subprocess.PIPE)
    try:
        for line in process.stdout or []:
            if b"Press Ctrl-C" in line:
                break
        yield process
    finally:
        process.terminate()
        process.wait(30)


def after(house: House, process: subprocess.Popen[bytes], count: int) -> float:
    """Megabytes once there have been so many runs."""
    missing = count - house.inside("ended")["ended"]
    given = house.folder / "given.json"
    given.write_text('{"amount": 250}')
    house.manage("run", "five-rules", "--as", "Mimi", "--input", str(given), "--count", str(missing))
    while house.inside("ended")["ended"] < count:
        if process.poll() is not None:
            raise RuntimeError("The server ended before the runs did.")
        time.sleep(2)
    return resident(process.pid)


def resident(pid: int) -> float:
    """Megabytes of memory a process holds at this moment."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
