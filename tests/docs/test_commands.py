"""Commands in the documentation: those for a terminal are run, the others at least exist."""

import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from sandbox.ports import free_port
from tests.docs.pages import HOUSE, PAGES, blocks, name

RUN = [page for page in PAGES if any(block.language == "sh" for block in blocks(page)) and "docs" in page.parts]
LINES = [
    (name(page), line)
    for page in PAGES
    for block in blocks(page)
    if block.language in {"sh", "console"}
    for line in block.text.splitlines()
]
# Programs that are no part of Steward.
OTHERS = {"apt", "cat", "cp", "curl", "mkdir", "pg_dump", "pg_restore", "python"}
TARGETS = set(re.findall(r"^([a-z-]+):", (HOUSE / "Makefile").read_text(), re.MULTILINE))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like a checkout, with an installation of its own in which the demo is loaded."""
    folder = tmp_path_factory.mktemp("checkout")
    for each in HOUSE.iterdir():
        if each.name not in {"var", ".venv", ".git", "backup", "restored"}:
            (folder / each.name).symlink_to(each)
    (folder / ".venv").symlink_to(sys.prefix)
    environment = _environment(folder)
    for words in (["migrate", "-v", "0"], ["demo"]):
        _run([sys.executable, "manage.py", *words], folder, environment)
    return folder


@pytest.fixture(scope="module")
def environment(checkout: Path) -> dict[str, str]:
    """What a terminal in that folder knows: nothing of the installation in use."""
    return _environment(checkout)


@cache
def _environment(folder: Path) -> dict[str, str]:
    hidden = ("STEWARD_", "DATABASE_", "DJANGO_", "SECRET_", "PYTEST_", "BROKER_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(hidden)}
    return kept | {"STEWARD_VAR": str(folder / "var"), "STEWARD_SANDBOX_PORT": str(free_port())}


@pytest.mark.real
@pytest.mark.parametrize("page", RUN, ids=name)
def test_the_commands_of_a_page_work(page: Path, checkout: Path, environment: dict[str, str]) -> None:
    for block in blocks(page):
        if block.language == "sh":
            _run(["bash", "-euo", "pipefail", "-c", block.text], checkout, environment)


def _run(words: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, f"{words[-1]}\n{done.stdout[-1500:]}{done.stderr[-1500:]}"


def _words(line: str) -> list[str]:
    """The words of a command, its variables and comment left out."""
    words = shlex.split(line, comments=True)
    while words and re.match(r"^[A-Z_]+=", words[0]):
        words.pop(0)
    return words


@pytest.mark.parametrize(("page", "line"), [each for each in LINES if not each[1].startswith(("{", "END"))])
def test_every_command_exists(page: str, line: str) -> None:
    words = _words(line)
    if not words or words[0] in OTHERS:
        return
    if words[0] == "make":
        assert words[1] in TARGETS, f"{page}: make knows no “{words[1]}”."
        return
    assert words[0] == ".venv/bin/python", f"{page}: what is “{line}”?"
    if words[1] == "manage.py":
        assert words[2] in get_commands(), f"{page}: manage.py knows no “{words[2]}”."
        command = load_command_class(get_commands()[words[2]], words[2])
        command.create_parser("manage.py", words[2]).parse_args(words[3:])


def test_every_variable_is_explained() -> None:
    code = "".join(
        path.read_text() for path in [*HOUSE.glob("config/*.py"), *HOUSE.glob("config/management/commands/*.py")]
    )
    read = set(re.findall(r"environ(?:\.get)?[\(\[]\s*\"([A-Z_]+)\"", code)) - {"PATH"}
    read |= set(re.findall(r"\"(SECRET_KEY|STEWARD_MASTER_KEY)\"", code))
    said = set(re.findall(r"`([A-Z][A-Z_]+)`", (HOUSE / "docs/how-to/install.md").read_text()))
    assert read - said == set(), "docs/how-to/install.md does not explain these variables."
    assert {each for each in said - read if each not in {"DEBUG", "INFO", "WARNING"}} == set(), (
        "No code reads these variables."
    )
