"""Every change goes through a door that checks and records; governed rows refuse everything else."""

import ast

from django.apps import apps
from django.conf import settings
from django.db import models

from governance.wall import GuardedModel
from tests.house.tree import PRODUCT, functions, python, tree

NOT_GUARDED = {"User"}  # sign-in and password reset of Django and allauth save it themselves


def test_there_is_no_skeleton_key() -> None:
    words = {"skip_checks", "skip_permission_checks", "skip_permissions", "ignore_permissions", "force_allow"}
    found = []
    for name in python():
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.keyword) and (node.arg in words or _is_nobody(node.arg, node.value)):
                found.append(f"{name}:{node.value.lineno} {node.arg}=…")
        for function in functions(name):
            found += [f"{name}:{function.lineno} {function.name}({arg}=None)" for arg in _optional_actors(function)]
    assert not found, f"No skip flags and no “nobody may do it”: machines have names and listed verbs. {found}"


def _is_nobody(name: str | None, value: ast.expr) -> bool:
    return name in {"actor", "user"} and isinstance(value, ast.Constant) and value.value is None


def _optional_actors(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    args = [*node.args.posonlyargs, *node.args.args]
    pairs = [
        *zip(args[::-1], node.args.defaults[::-1], strict=False),
        *zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True),
    ]
    return [arg.arg for arg, default in pairs if default is not None and _is_nobody(arg.arg, default)]


def _rows() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in PRODUCT]


def test_every_row_of_the_rooms_is_behind_the_wall() -> None:
    free = {model.__name__ for model in _rows() if not issubclass(model, GuardedModel)}
    assert free == NOT_GUARDED, f"Derive these rows from governance.wall.GuardedModel: {sorted(free ^ NOT_GUARDED)}"


def test_related_rows_and_cascades_meet_the_wall_too() -> None:
    for model in _rows():
        if model.__name__ not in NOT_GUARDED:
            assert model._meta.base_manager_name == "objects", f"{model.__name__}: say class Meta(GuardedModel.Meta)."


def test_nothing_is_deleted_because_something_else_is() -> None:
    wrong = [
        f"{name}:{node.lineno} {node.attr}"
        for name in python()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Attribute) and node.attr in {"CASCADE", "SET_NULL", "SET_DEFAULT", "DO_NOTHING"}
        and isinstance(node.value, ast.Name) and node.value.id == "models"
    ]  # fmt: skip
    assert not wrong, f"Use on_delete=models.PROTECT: {wrong}"


def test_a_request_is_no_transaction() -> None:
    wrapped = [alias for alias, said in settings.DATABASES.items() if said.get("ATOMIC_REQUESTS")]
    assert not wrapped, "ATOMIC_REQUESTS would roll back the record of a refusal."


def test_only_the_trail_keeps_history() -> None:
    kept = [
        model.__name__ for model in _rows() if model.__name__.lower().endswith(("log", "history", "audit", "event"))
    ]
    assert not kept, f"There is one trail; these rows would be a second one: {kept}"
