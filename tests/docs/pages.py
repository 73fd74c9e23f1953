"""The pages of the documentation as the tests read them."""

import re
from pathlib import Path
from typing import NamedTuple

HOUSE = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")])


class Block(NamedTuple):
    """A fenced block: `sh` is run by the tests, `console` is for a server or another machine and only checked."""

    page: Path
    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page."""
    found = re.findall(r"^```(\w+)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [Block(page, language, text) for language, text in found]


def name(page: Path) -> str:
    """A page's path from the house."""
    return page.relative_to(HOUSE).as_posix()
