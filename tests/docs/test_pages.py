"""Documentation that cannot go stale unseen: links lead somewhere, promises name tests that exist, words are there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from config.messages import gather
from tests.docs.pages import HOUSE, PAGES, name
from tests.journeys.screenshots import SHOWN

MADE_LATER: set[str] = set()
PROMISES = (HOUSE / "docs/reference/promises.md").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):", (HOUSE / "Makefile").read_text(), re.MULTILINE)


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        place, _hash, anchor = target.partition("#")
        if "://" in place:
            continue
        file = (page.parent / place).resolve() if place else page
        if not file.exists() and name(file) not in MADE_LATER:
            lost.append(target)
        elif anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            if anchor not in map(_anchor, headings):
                lost.append(target)
    assert not lost, f"{name(page)} points at what is not there: {lost}"


def test_every_picture_is_taken_by_make_screenshots_and_shown() -> None:
    said = re.findall(r"images/([\w-]+)\.png", "".join(page.read_text(encoding="utf-8") for page in PAGES))
    assert set(said) == set(SHOWN.values()) == {path.stem for path in (HOUSE / "docs/images").iterdir()}


def test_every_page_can_be_found() -> None:
    start = (HOUSE / "docs/README.md").read_text(encoding="utf-8")
    hidden = [name(page) for page in (HOUSE / "docs").rglob("*.md")
              if page.name != "README.md" and page.relative_to(HOUSE / "docs").as_posix() not in start]  # fmt: skip
    assert not hidden, f"Link these from docs/README.md: {hidden}"


@cache
def _tests_in(file: Path) -> set[str]:
    """The tests of a file, as pytest names them; those of scripts by their sentences."""
    if file.suffix == ".ts":
        return set(re.findall(r"\btest\(\s*\"([^\"]+)\"", file.read_text(encoding="utf-8")))
    found = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)}
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
    return found


def _shown_by() -> list[str]:
    return [said for line in PROMISES.splitlines() if line.startswith("|") for said in re.findall(r"`([^`]+)`", line)]


def test_every_promise_names_something_that_shows_it() -> None:
    rows = [line for line in PROMISES.splitlines() if line.startswith("| ") and "shown by" not in line]
    bare = [row for row in rows if "`" not in row.split("|")[2]]
    assert not bare, f"Name the test or the command: {bare}"


@pytest.mark.parametrize("said", _shown_by())
def test_what_shows_a_promise_exists(said: str) -> None:
    if said.startswith("make "):
        assert said.split()[1] in TARGETS
    elif said.startswith("python manage.py "):
        assert list(HOUSE.glob(f"*/management/commands/{said.split()[2]}.py"))
    elif said.startswith("python -m bench "):
        assert any(f'@takes("{said.split()[3]}")' in path.read_text() for path in HOUSE.glob("bench/*.py"))
    else:
        file, _colons, test = said.partition("::")
        assert (HOUSE / file).exists(), f"There is no {file}."
        assert test in _tests_in(HOUSE / file), f"{file} has no {test}."


def test_the_start_page_fits_on_one_screen() -> None:
    lines = (HOUSE / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 40, "README.md is one screen; put more into docs/."


def test_a_decision_says_what_was_decided_and_why() -> None:
    for page in (HOUSE / "docs/decisions").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        if page.name != "libraries.md":
            assert "**Decided:**" in text, f"{name(page)}: what was decided?"
            assert re.search(r"\*\*(Why|How|Instead)", text), f"{name(page)}: why?"


def test_every_library_has_its_reason() -> None:
    project = (HOUSE / "pyproject.toml").read_text(encoding="utf-8")
    wanted = re.findall(r'^    "([a-z0-9-]+)', project.split("[dependency-groups]")[0], re.MULTILINE)
    reasons = (HOUSE / "docs/decisions/libraries.md").read_text(encoding="utf-8").lower()
    names = {"django-allauth", "djangorestframework"}
    missing = [each for each in wanted if each not in reasons and each not in names]
    assert "django rest framework" in reasons
    assert not missing, f"docs/decisions/libraries.md gives no reason for {missing}"


def test_every_place_named_is_on_a_page() -> None:
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in gather() if message.id}
    said = {
        (name(page), " ".join(part.split()))
        for page in PAGES
        for path in re.findall(r"\*\*([^*]+→[^*]+)\*\*", page.read_text(encoding="utf-8"))
        for part in path.split("→")
    }
    assert len(said) > 5, "The rule no longer finds the places."
    lost = {(page, word) for page, word in said if word not in known}
    assert not lost, f"No page of Steward says this: {lost}"
