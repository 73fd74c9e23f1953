"""Carrying out an action with a document's form; what the action refuses lands beside its input."""

from collections.abc import Callable
from typing import Any, TypeVar

from agents.actions.unsound import Unsound
from governance.actions.problems import Problem
from governance.documents import DocumentForm

D = TypeVar("D")
T = TypeVar("T")


def attempt(form: DocumentForm[D], act: Callable[[D], T]) -> T | None:
    """What the action makes of the form's document; None where there is nothing to save, or it was refused."""
    if not form.is_valid or form.value is None:
        return None
    try:
        return act(form.value)
    except Problem as problem:
        blame(form, problem)
    return None


def blame(form: DocumentForm[Any], problem: Problem) -> None:
    """Put what an action refused beside the inputs it is about."""
    if isinstance(problem, Unsound):
        form.add_errors({each.path: each.sentence for each in problem.problems})
    else:
        form.add_errors({problem.field: problem.sentence})


def revision_of(post: Any) -> int:
    """The revision a form was made from; one that is no number fits no row."""
    raw = str(post.get("_revision", ""))
    return int(raw[:9]) if raw[:9].isdigit() else 0
