"""Small rooms: the engine decides from values alone, the sandbox knows nobody, files are named after what they hold."""

import ast

from tests.house.tree import ROOMS, functions, imports, python, tree

OUTSIDE = {"asyncio", "os", "pathlib", "random", "secrets", "socket", "subprocess", "threading", "time", "uuid"}


def test_the_engine_knows_no_clock_no_chance_and_no_outside() -> None:
    names = [name for name in python("orchestrator") if "/engine/" in name]
    wrong = [f"{name}:{line} imports {module}" for name in names for line, module in imports(name)
             if module.split(".")[0] in OUTSIDE]  # fmt: skip
    for name in names:
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}:
                wrong.append(f"{name}:{node.lineno} asks the clock")
    assert not wrong, "The engine decides from values alone; hand the moment in.\n" + "\n".join(wrong)


def test_the_sandbox_is_a_business_of_its_own() -> None:
    wrong = [f"{name}:{line} {module}" for name in python("sandbox") for line, module in imports(name)
             if module.split(".")[0] in ROOMS or module.split(".")[0] == "django"]  # fmt: skip
    assert not wrong, f"The sandbox plays somebody else's system; it must not know Steward: {wrong}"


def test_there_are_no_piles() -> None:
    piles = {"utils.py", "helpers.py", "base.py", "common.py", "misc.py", "services.py", "repositories.py"}
    # Django asks for a module of this name in the package of a database backend.
    found = [name for name in python() if name.rsplit("/", 1)[-1] in piles and name != "config/sqlite3/base.py"]
    assert not found, f"Name a file after what it holds: {found}"


def test_public_functions_say_what_they_do() -> None:
    silent = [
        f"{name}:{node.lineno} {node.name}"
        for name in python("fields", "governance", "orchestrator")
        if "/actions/" in name or name.startswith("fields/") or "/engine/" in name
        for node in functions(name)
        if not node.name.startswith("_") and node in tree(name).body and not ast.get_docstring(node)
    ]
    assert not silent, "One sentence says what a public function does:\n" + "\n".join(silent)
