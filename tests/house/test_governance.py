"""Rules about rights and the trail that hold for every room."""

import ast
import importlib
import inspect
import pkgutil

import pytest
from django.db import connection

from governance.trail import sentences, triggers
from governance.verbs import REACH, ROLES, TEAM_VERBS, VERBS, codename
from tests.house.tree import called, python, stale, tree

# Who may hold the wall open without the door, and why.
OPENS_THE_WALL = {
    "governance/door.py": "it is the door",
    "governance/install.py": "roles are seeded before there is an organisation",
    "governance/trail/writing.py": "payloads are written together with their records",
    "governance/actions/machines.py": "notes that a token was used, which is no change anybody makes",
}


def actions():
    for room in ("governance", "agents", "orchestrator"):
        package = importlib.import_module(f"{room}.actions")
        for module in pkgutil.iter_modules(package.__path__):
            found = importlib.import_module(f"{room}.actions.{module.name}")
            yield from inspect.getmembers(found, inspect.isfunction)


def test_every_governed_verb_is_known():
    wrong = {label for label, function in actions() if getattr(function, "governed_verb", "team.view") not in VERBS}
    assert not wrong, f"These ask for a verb that governance/verbs.py does not name: {wrong}"


def test_verbs_have_codenames_of_their_own():
    names = [codename(verb) for verb in VERBS]
    assert len(set(names)) == len(names)
    assert not any("." in each for each in names), "guardian drops what stands before a dot"


def test_roles_and_reach_name_known_verbs():
    assert all(held <= TEAM_VERBS.keys() for _label, held in ROLES.values())
    assert all(held <= TEAM_VERBS.keys() for held in REACH.values())


def _verbs_said(name: str):
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call) and called(node) in ("may", "get", "teams") and len(node.args) > 1:
            owner = getattr(getattr(node.func, "value", None), "id", "")
            if owner == "access" and isinstance(node.args[1], ast.Constant):
                yield node.lineno, node.args[1].value


def test_every_verb_named_in_code_is_known():
    wrong = [f"{name}:{line} {verb}" for name in python() for line, verb in _verbs_said(name) if verb not in VERBS]
    assert not wrong, wrong


def test_the_wall_is_opened_by_few():
    found = {
        name
        for name in python()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and called(node) == "opening" and name != "governance/wall.py"
    }
    wrong = found - OPENS_THE_WALL.keys()
    assert not wrong, f"Open the door (governance.door.opened) instead: {wrong}"
    assert not (said := stale(set(OPENS_THE_WALL), found)), said


def test_the_trail_is_read_through_queries_and_written_through_append():
    wrong = [
        f"{name}:{node.lineno}"
        for name in python()
        if not name.startswith(("governance/trail/", "governance/models/", "governance/queries"))
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Attribute) and node.attr == "objects" and getattr(node.value, "id", "") == "Record"
    ]
    assert not wrong, f"Use governance.queries.trail_of_run or trail_of, and trail.append: {wrong}"


@pytest.mark.django_db
def test_the_trails_triggers_stand_after_migrating():
    assert triggers.missing(connection) == []


def test_every_sentence_can_be_filled():
    for kind, template in sentences.kinds().items():
        assert "." in kind
        str(template).format_map(sentences._Facts())
