"""Run a command with a PostgreSQL of its own: made in a scratch folder, owned by nobody special, gone afterwards."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.ports import free_port


def programs() -> Path:
    """The folder of initdb and pg_ctl."""
    found = shutil.which("initdb")
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found and not known:
        sys.exit("PostgreSQL is not installed. On Debian or Ubuntu: apt install postgresql")
    return known[-1].parent if known else Path(found or "").resolve().parent


def as_nobody(words: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root, so root steps down."""
    if os.geteuid() != 0:
        return words
    if not shutil.which("setpriv"):
        sys.exit("PostgreSQL cannot run as root here: install util-linux (setpriv), or run the tests as another user.")
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *words]


@contextmanager
def postgres() -> Iterator[str]:
    """A running server; gives its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="steward-postgres-"))
    data, tools = folder / "data", programs()
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    port = free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    make = [str(tools / "initdb"), "-D", str(data), "-U", "steward", "--auth=trust", "--no-sync", "-E", "UTF8"]
    start = [str(tools / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start"]
    try:
        for words in (make, start):
            subprocess.run(as_nobody(words), check=True, stdout=subprocess.DEVNULL, cwd=folder)
        yield f"postgres://steward@127.0.0.1:{port}/postgres"
    finally:
        stop = [str(tools / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
        subprocess.run(as_nobody(stop), check=False, stdout=subprocess.DEVNULL, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with postgres() as address:
        done = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False)
    sys.exit(done.returncode)
