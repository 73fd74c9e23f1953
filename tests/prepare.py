"""Install what the tests need from Debian's packages, where it is missing: chromium and PostgreSQL."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def missing() -> list[str]:
    """The Debian packages that are needed and not here."""
    wanted = []
    if not shutil.which("chromium"):
        wanted.append("chromium")
    if not (shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))):
        wanted.append("postgresql")
    return wanted


def main() -> None:
    """Install them, or say plainly what to do."""
    wanted = missing()
    if not wanted:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        names = " ".join(wanted)
        sys.exit(f"The tests need {' and '.join(wanted)}. Install them, for example: sudo apt install {names}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "--no-install-recommends", *wanted]):
        if subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            sys.exit(f"“{' '.join(words)}” failed; the tests need {' and '.join(wanted)}.")


if __name__ == "__main__":
    main()
