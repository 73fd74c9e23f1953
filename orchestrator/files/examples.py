"""Workflows to copy: files as any export writes them, in the folder of examples; a team makes its own of one."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orchestrator.files.envelope import WorkflowFile
from orchestrator.files.reading import read

FOLDER = Path(__file__).parents[1] / "examples"


@dataclass(frozen=True)
class Example:
    """One workflow somebody else drew, ready to be copied and changed."""

    key: str
    name: str
    purpose: str
    text: str

    def file(self, currency: str) -> WorkflowFile:
        """What it holds, with amounts in a team's currency."""
        return read(self.text.replace("{currency}", currency).encode())


@cache
def examples() -> list[Example]:
    """Every example there is, by its file's name."""
    return [_read(path) for path in sorted(FOLDER.glob("*.json"))]


def example(key: str) -> Example | None:
    """One example by its key."""
    return next((each for each in examples() if each.key == key), None)


def _read(path: Path) -> Example:
    text = path.read_text(encoding="utf-8")
    said = read(text.replace("{currency}", "EUR").encode()).workflow
    return Example(path.stem, said.name, said.purpose, text)
