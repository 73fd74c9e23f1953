"""Help beside every field: each says below it, in a sentence, what it is for."""

import importlib
import inspect
import pkgutil
import re

import pytest
from django import forms

from tests.house.tree import named, text

FORMS = ("governance.forms", "agents.forms", "orchestrator.forms")


def _forms(room: str) -> list[type[forms.BaseForm]]:
    package = importlib.import_module(room)
    names = [each.name for each in pkgutil.walk_packages(package.__path__, f"{room}.")]
    classes = [each for name in names for _key, each in inspect.getmembers(importlib.import_module(name))]
    return [each for each in classes if inspect.isclass(each) and issubclass(each, forms.BaseForm)]


@pytest.mark.parametrize("room", FORMS)
def test_every_field_of_a_form_has_help(room: str) -> None:
    bare = {
        f"{form.__name__}.{name}"
        for form in _forms(room)
        if form.__module__.startswith(room)
        for name, field in getattr(form, "base_fields", {}).items()
        if not field.help_text and not field.widget.is_hidden and name != "remember"
    }
    assert not bare, f"Say in a sentence what these are for, as help_text: {sorted(bare)}"


def test_every_field_of_agents_and_connections_has_help() -> None:
    pages = [name for name in named(".html", under=("templates",)) if name.startswith("templates/agents/")]
    assert len(pages) > 10, "The rule no longer finds the templates."
    entries = [(name, tag) for name in pages for tag in re.findall(r"\{% entry [^%]*%\}", text(name))]
    bare = [f"{name} {tag}" for name, tag in entries if "help=" not in tag and 'kind="hidden"' not in tag]
    assert not bare, "Say below these fields what they are for, with help=…:\n" + "\n".join(bare)
