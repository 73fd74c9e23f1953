"""How the tables of this folder are read: one line a route, one column a person."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

# By the name of a route: what its address or its body is made of, or how to find that in the world.
Given = dict[str, dict[str, Any] | Callable[[Any], dict[str, Any]]]

PEOPLE = {
    "ano": "nobody is signed in",
    "vie": "viewer of Care",
    "ope": "operator of Care",
    "bui": "builder of Care",
    "app": "approver of Care",
    "rev": "reviewer of Care",
    "aud": "auditor of Care",
    "tad": "team admin of Care",
    "adm": "administrator of the organisation",
    "org": "auditor of the organisation",
    "oth": "builder of Sales",
    "mac": "a machine account of Care (operator) with its token",
}


@dataclass(frozen=True)
class Route:
    """One method of one named route: what each person is answered, and the verbs it takes.

    `needs` names all verbs it takes, team.view+trail.view; where one of several will do, agent.edit|agent.publish;
    else it is public, signed-in, or closed to everybody.
    """

    method: str
    name: str
    answers: dict[str, int]
    needs: str

    def __str__(self) -> str:
        return f"{self.method}-{self.name}"

    @cached_property
    def verbs(self) -> list[tuple[str, ...]]:
        """The verbs it takes all of, each as the ones of which any will do."""
        if self.needs in ("public", "signed-in", "closed"):
            return []
        return [tuple(verb.split("|")) for verb in self.needs.split("+")]


def read(text: str) -> list[Route]:
    """The rows of a table; its first line names the columns."""
    head, *rows = [line.split() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    columns = head[1:-1]
    assert set(columns) <= set(PEOPLE), f"Unknown columns: {set(columns) - set(PEOPLE)}"
    return [_route(columns, row) for row in rows]


def _route(columns: list[str], row: list[str]) -> Route:
    method, name, *rest = row
    assert len(rest) == len(columns) + 1, f"{name}: {len(rest)} cells for {len(columns) + 1} columns"
    return Route(method, name, dict(zip(columns, map(int, rest[:-1]), strict=True)), rest[-1])
