"""Money is never a float, times know their zone, migrations are complete, the trail's guards stand."""

import ast
import re
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

from tests.house.tree import PRODUCT, python, stale, text, tree

ABOUT_MONEY = re.compile(r"cost|price|amount|micros|minor|money|budget")
# Figures that are no money.
FLOATS = {"Step.confidence", "Step.threshold"}


def _columns() -> list[tuple[str, models.Field]]:  # type: ignore[type-arg]
    return [
        (f"{model.__name__}.{field.name}", field)
        for model in apps.get_models()
        if model._meta.app_label in PRODUCT
        for field in model._meta.concrete_fields
    ]


def test_columns_of_money_hold_whole_numbers() -> None:
    wrong = [name for name, field in _columns() if ABOUT_MONEY.search(field.name)
             and not isinstance(field, models.IntegerField | models.BigIntegerField)]  # fmt: skip
    assert not wrong, f"Keep money in minor units or micro-units, as whole numbers: {wrong}"
    floats = {name for name, field in _columns() if isinstance(field, models.FloatField | models.DecimalField)}
    assert floats <= FLOATS, f"Is this money? Then keep whole numbers; else say so here: {floats - FLOATS}"
    said = stale(FLOATS, floats)
    assert not said, said


def test_no_code_makes_a_float_of_money() -> None:
    wrong = [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for name in python("fields", "governance", "agents", "orchestrator", "config")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float"
        and ABOUT_MONEY.search(ast.unparse(node))
    ]  # fmt: skip
    assert not wrong, f"Money is an integer with its currency: {wrong}"
    annotated = re.findall(r"(\w*(?:cost|price|micros|minor)\w*): float", "".join(text(name) for name in python()))
    assert not annotated, f"Money is an integer with its currency: {annotated}"


def test_times_are_utc_and_know_it() -> None:
    assert settings.USE_TZ is True
    assert settings.TIME_ZONE == "UTC"
    wrong = [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for name in python("governance", "agents", "orchestrator", "config")
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and ast.unparse(node) in {"datetime.now()", "datetime.utcnow()", "date.today()"}
    ]
    assert not wrong, f"Use django.utils.timezone.now(): {wrong}"


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said)
    except SystemExit:
        pytest.fail(f"Run manage.py makemigrations and commit what it makes:\n{said.getvalue()}")
