"""What one person changed, and putting it into the draft as it is now: where somebody else was first, a conflict."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from orchestrator.drafting.keyed import (
    MAPS,
    Place,
    Tree,
    copied,
    is_atom,
    is_spot,
    made_already,
    names,
    same,
    same_thing,
)


@dataclass(frozen=True)
class Change:
    """One place of the tree, what stood there when it was read, and what is to stand there; null is nothing."""

    at: Place
    old: Any
    new: Any

    @property
    def is_whole(self) -> bool:
        """Whether it adds, removes or replaces a whole step, link, note or group."""
        return len(self.at) == 2 and self.at[0] in MAPS


@dataclass(frozen=True)
class Conflict:
    """Two people changed one place: what each of them put there. `gone`: the whole thing was removed meanwhile."""

    at: Place
    yours: Any
    theirs: Any
    gone: bool = False


@dataclass
class Merged:
    """The tree after changes, those that changed something, and those that met a colleague's."""

    tree: Tree
    done: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


class Blocked(ValueError):
    """A change leads into something that has no parts, such as a list; `at` says where."""

    def __init__(self, at: Place) -> None:
        super().__init__(" › ".join(at))
        self.at = at


def diff(old: Tree, new: Tree) -> list[Change]:
    """The changes that make `new` of `old`."""
    return list(_diff((), old, new))


def _diff(at: Place, old: Any, new: Any) -> Iterator[Change]:
    if same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict) and not is_atom(at) and not _other_kind(at, old, new):
        for name in names(old, new):
            yield from _diff((*at, name), old.get(name), new.get(name))
    else:
        yield Change(at, old, new)


def _other_kind(at: Place, old: Any, new: Any) -> bool:
    """A step of another kind has other fields: it replaces the old one as a whole."""
    return len(at) == 2 and at[0] == "steps" and old.get("kind") != new.get("kind")


def apply(tree: Tree, changes: Iterable[Change]) -> Merged:
    """Put changes into a tree. A place that holds neither what was read nor what is wanted is a conflict."""
    merged = Merged(copied(tree))
    for change in changes:
        if not _gone(merged, change):
            _apply(merged, change)
    return merged


def _gone(merged: Merged, change: Change) -> bool:
    """Whether the thing whose field this changes is not there any more; said once for each thing."""
    at = change.at[:2]
    if len(change.at) < 3 or at[0] not in MAPS or at[1] in (merged.tree.get(at[0]) or {}):
        return False
    told = any(conflict.at == at for conflict in merged.conflicts)
    if not told and not is_spot(change.at):
        merged.conflicts.append(Conflict(at, None, None, gone=True))
    return True


def _apply(merged: Merged, change: Change) -> None:
    found = value_at(merged.tree, change.at)
    if made_already(change.at, found, change.new):
        return
    if is_spot(change.at) or same_thing(change.at, found, change.old):
        put(merged.tree, change.at, copied(change.new))
        merged.done.append(Change(change.at, found, change.new))
    else:
        merged.conflicts.append(Conflict(change.at, change.new, found))


def value_at(tree: Tree, at: Place) -> Any:
    """What lies at a place; None where nothing does. Blocked where the way there leads into something without parts."""
    node: Any = tree
    for depth, name in enumerate(at):
        if node is None:
            return None
        if not isinstance(node, dict):
            raise Blocked(at[:depth])
        node = node.get(name)
    return node


def put(tree: Tree, at: Place, value: Any) -> None:
    """Put a value at a place, which begins what it lies in; None takes away what is there."""
    *above, last = at
    node = tree
    for name in above:
        if node.get(name) is None:
            node[name] = {}
        node = node[name]
    if value is None:
        node.pop(last, None)
    else:
        node[last] = value
