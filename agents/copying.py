"""Examples to copy: agents as JSON beside this file, each loaded as it is; a team makes its own of it."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from agents.definition import Definition, parse_definition

FOLDER = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class Example:
    """One agent somebody else described, ready to be copied and changed."""

    key: str
    name: str
    purpose: str
    rules: bool
    text: str

    def definition(self, currency: str) -> Definition:
        """What it says, with amounts in a team's currency."""
        return parse_definition(json.loads(self.text.replace("{currency}", currency))["definition"])


@cache
def examples() -> list[Example]:
    """Every example there is, by its file's name."""
    return [_read(path) for path in sorted(FOLDER.glob("*.json"))]


def example(key: str) -> Example | None:
    """One example by its key."""
    return next((each for each in examples() if each.key == key), None)


def _read(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    said = json.loads(text)
    return Example(path.stem, said["name"], said["purpose"], said["definition"]["kind"] == "rules", text)
