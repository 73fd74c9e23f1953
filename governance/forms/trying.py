"""How a screen carries out an action and shows what it said."""

from collections.abc import Callable

from django import forms

from governance.actions.problems import Problem


def attempt(form: forms.Form, change: Callable[[], object]) -> bool:
    """Carry out a change with a valid form; what the action refuses lands beside its field."""
    if not form.is_valid():
        return False
    try:
        change()
    except Problem as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
        return False
    return True
