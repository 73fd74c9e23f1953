"""Imports point one way, screens ask the door, and every change goes through one."""

import ast
import sys

import pytest

from tests.house.tree import ROOMS, called, imports, is_screen, python, stale, tree

PLAIN = {
    "fields": {"pydantic", "pydantic_core", "cel_expr_python", "fields"},
    "orchestrator/engine": {"pydantic", "fields", "orchestrator.engine"},
}
# Actions that are not governed themselves, each with what governs them.
BESIDE_THE_DOOR = {
    "orchestrator/actions/runs.py begin": "makes the rows of governed actions, inside their door",
}


def _is_of(module: str, allowed: set[str]) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in allowed)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_itself_and_the_rooms_below(room: str) -> None:
    above = set(ROOMS[ROOMS.index(room) + 1 :]) | {"tests", "bench", "sandbox"}
    above -= {"sandbox"} if room == "config" else set()
    wrong = [
        f"{name}:{line} imports {module}"
        for name in python(room)
        for line, module in imports(name)
        if _is_of(module, above)
    ]
    assert not wrong, (
        f"Imports point one way: {' ← '.join(ROOMS)}. Offer a registry or a signal below and connect to it above.\n"
        + "\n".join(wrong)
    )


@pytest.mark.parametrize("place", PLAIN)
def test_fields_and_the_engine_are_plain_python(place: str) -> None:
    names = [name for name in python(place.split("/", maxsplit=1)[0]) if name.startswith(f"{place}/")]
    assert len(names) > 5, "The rule no longer finds the files."
    allowed = set(sys.stdlib_module_names) | PLAIN[place]
    wrong = [
        f"{name}:{line} {module}" for name in names for line, module in imports(name) if not _is_of(module, allowed)
    ]
    assert not wrong, f"{place} is plain Python, tested without a database; hand in what it needs: {wrong}"


def test_only_access_imports_guardian() -> None:
    found = {name for name in python() for _line, module in imports(name) if module.split(".")[0] == "guardian"}
    assert found == {"governance/access.py"}, "Ask governance.access; it alone knows guardian."


def test_screens_ask_access_and_queries() -> None:
    screens = [name for name in python() if is_screen(name)]
    assert len(screens) > 40, "The rule no longer finds the screens."
    managers = {"objects", "_default_manager", "_base_manager"}
    wrong = [
        f"{name}:{node.lineno}"
        for name in screens
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Attribute) and node.attr in managers
    ]
    assert not wrong, f"A screen reads a table directly; ask governance.access or the room's queries: {wrong}"


def test_every_action_with_an_actor_is_governed_or_calls_one_that_is() -> None:
    actions = [
        (name, node)
        for name in python()
        if "/actions/" in name
        for node in tree(name).body
        if isinstance(node, ast.FunctionDef)
    ]
    governed = {node.name for _name, node in actions if any(_governs(each) for each in node.decorator_list)}
    assert len(governed) > 20, "The rule no longer finds the actions."
    loose = set()
    for name, node in actions:
        asks = {called(each) for each in ast.walk(node) if isinstance(each, ast.Call)}
        public = not node.name.startswith("_") and "actor" in [arg.arg for arg in node.args.args]
        if public and node.name not in governed and not asks & (governed | {"opened"}):
            loose.add(f"{name} {node.name}")
    wrong = loose - set(BESIDE_THE_DOOR)
    assert not wrong, f"Put @governed(…) on these, so that they are checked and recorded: {sorted(wrong)}"
    said = stale(set(BESIDE_THE_DOOR), loose)
    assert not said, said


def _governs(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and called(decorator) == "governed"
