"""The tree as the house rules read it: the files that are, or are about to be, committed."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent.parent
ROOMS = ("fields", "governance", "agents", "orchestrator", "config")  # each may import those before it
PRODUCT = (*ROOMS, "sandbox")


@cache
def files() -> tuple[str, ...]:
    """Every file of the tree that git does not ignore, as paths from the house."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    said = subprocess.run(asked, cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    return tuple(sorted(name for name in set(said.split("\0")) if name and (HOUSE / name).is_file()))


def named(*endings: str, under: tuple[str, ...] = ()) -> list[str]:
    """The files with one of these endings, in one of these folders."""
    found = (name for name in files() if name.endswith(endings))
    return [name for name in found if not under or name.split("/")[0] in under]


def python(*under: str) -> list[str]:
    """The Python files of these rooms, without migrations."""
    return [name for name in named(".py", under=under or PRODUCT) if "/migrations/" not in name]


@cache
def text(name: str) -> str:
    """The text of a file."""
    return (HOUSE / name).read_text(encoding="utf-8")


@cache
def tree(name: str) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(text(name), name)


def imports(name: str) -> Iterator[tuple[int, str]]:
    """The line and dotted name of every import in a file, wherever it stands."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}:{node.lineno} imports by dots; say the room's name."
            yield node.lineno, f"{node.module}"


def functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, methods and inner ones too."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def called(node: ast.Call) -> str:
    """The last word of what a call calls: `objects.filter(…)` is `filter`."""
    return getattr(node.func, "attr", None) or getattr(node.func, "id", "")


def is_screen(name: str) -> bool:
    """Whether a file shows things to somebody: page, form, API, socket, template tag, the frame."""
    parts = name.removesuffix(".py").split("/")
    return any(
        part in {"views", "forms", "templatetags", "consumers", "middleware", "context"} or part.startswith("api")
        for part in parts[1:]
    )


def stale(allowed: set[str], found: set[str]) -> str:
    """A sentence about entries of an allow-list that nothing needs any more; empty where all are needed."""
    gone = sorted(allowed - found)
    return f"These exceptions are no longer needed, take them out: {gone}" if gone else ""
