"""`make setup`: venv, packages, front end, catalogues, database. Needs only Python; does only what is missing."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
VENV = HOUSE / ".venv"
BIN = VENV / "bin"
STAMPS = VENV / "stamps"
FRONTEND = HOUSE / "frontend"


def main() -> None:
    """Bring the checkout to where it can start."""
    _check_python()
    names = ["run.txt", "dev.txt"] if "--dev" in sys.argv else ["run.txt"]
    _make_venv()
    for name in names:
        lock = HOUSE / "requirements" / name
        _once(f"packages-{name}", [lock], partial(_install, lock))
    _once("frontend", _sources(), _build_frontend, (HOUSE / "static" / "ui" / "manifest.json").exists())
    catalogues = sorted((HOUSE / "locale").glob("*/LC_MESSAGES/*.po"))
    _once("catalogues", catalogues, _compile_catalogues, len(_compiled()) == len(catalogues))
    _once(_database_stamp(), sorted(HOUSE.glob("*/migrations/*.py")), _migrate, _database_is_there())


def _check_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python can read this far, and deserves the sentence
        _stop(f"Steward needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make run PYTHON=python3.11")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        _stop("Python's venv is missing. On Debian or Ubuntu: apt install python3-venv")


def _stop(sentence: str) -> None:
    sys.exit(f"steward: {sentence}")


def _say(sentence: str) -> None:
    print(f"steward: {sentence}", flush=True)  # noqa: T201


def _once(name: str, files: Iterable[Path], work: Callable[[], None], there: bool = True) -> None:
    """Do the work unless it was done with these very files."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(HOUSE)).encode() + file.read_bytes())
    stamp = STAMPS / name
    if there and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    work()
    STAMPS.mkdir(exist_ok=True)
    stamp.write_text(digest.hexdigest())


def _make_venv() -> None:
    if not (BIN / "python").exists():
        _say("making .venv")
        _run([sys.executable, "-m", "venv", str(VENV)], "The virtual environment could not be made.")


def _install(lock: Path) -> None:
    _say(f"installing the packages of {lock.name}")
    pip = [str(BIN / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "--no-deps", "-r", str(lock)], "The packages could not be installed.")


def _sources() -> list[Path]:
    own = (path for path in FRONTEND.rglob("*") if "node_modules" not in path.parts and path.is_file())
    return sorted(own)


def _build_frontend() -> None:
    path = os.pathsep.join([str(_node()), os.environ.get("PATH", "")])
    _say("building the front end")
    environment = {**os.environ, "PATH": path}
    for words in (["npm", "ci", "--no-progress", "--loglevel=error"], ["npm", "run", "build", "--silent"]):
        _run(words, "The front end could not be built.", cwd=FRONTEND, env=environment)


def _node() -> Path:
    """The folder of a Node that the locked Vite accepts: the system's, else the one from the lock."""
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    wanted = lock["packages"]["node_modules/vite"]["engines"]["node"]
    found = shutil.which("node")
    if found and shutil.which("npm") and _accepts(wanted, _version(found)):
        return Path(found).parent
    if not (BIN / "npm").exists():
        _say("no suitable Node here: installing one into .venv")
        _install(HOUSE / "requirements" / "node.txt")
    return BIN


def _version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    return tuple(int(part) for part in re.findall(r"\d+", said)[:3])


def _accepts(wanted: str, version: tuple[int, ...]) -> bool:
    """Whether a range such as "^20.19.0 || >=22.12.0" holds for a version."""
    for part in wanted.split("||"):
        least = tuple(int(number) for number in re.findall(r"\d+", part)[:3])
        if version >= least and (not part.strip().startswith("^") or version[0] == least[0]):
            return True
    return False


def _compiled() -> list[Path]:
    """One file for each catalogue: Django reads its own, pages load the others."""
    return [*(HOUSE / "locale").rglob("*.mo"), *(HOUSE / "static" / "languages").glob("*.js")]


def _compile_catalogues() -> None:
    _run([str(BIN / "python"), "-m", "config.catalogues"], "The translations could not be compiled.")


def _database_stamp() -> str:
    place = os.environ.get("DATABASE_URL", "") + os.environ.get("STEWARD_VAR", "")
    return f"database-{hashlib.sha256(place.encode()).hexdigest()[:12]}"


def _database_is_there() -> bool:
    if "DATABASE_URL" in os.environ:
        return False  # another server's: only a look at it tells
    return (Path(os.environ.get("STEWARD_VAR", HOUSE / "var")) / "steward.sqlite3").exists()


def _migrate() -> None:
    _say("bringing the database up to date")
    _run([str(BIN / "python"), "manage.py", "migrate", "-v", "0"], "The database could not be brought up to date.")


def _run(words: list[str], problem: str, cwd: Path = HOUSE, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(words, cwd=cwd, env=env, check=False)  # noqa: S603
    if done.returncode:
        _stop(f"{problem} What was said about it stands above. The command was: {' '.join(words)}")


if __name__ == "__main__":
    main()
