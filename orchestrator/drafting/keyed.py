"""A draft as a tree whose things are found by their key: the form in which changes of several people are merged."""

from collections.abc import Iterator, Mapping
from typing import Any

Tree = dict[str, Any]
Place = tuple[str, ...]

MAPS = ("steps", "links", "notes", "groups")
PARTS = ("about", *MAPS, "inputs", "limits", "end", "layout")
FIXED = ("schema", "shapes")  # in the document, but nobody's to change
PICKED = frozenset({"inputs", "takes"})  # of a step: what is filled in where nothing was said
SPOT = frozenset({"x", "y", "width", "height"})


def keyed(document: Mapping[str, Any], about: Mapping[str, str] | None = None) -> Tree:
    """A document with its steps, notes and groups by key and its links by id; `about` is the workflow's own name."""
    tree: Tree = {name: part for name, part in document.items() if name in PARTS}
    for name in MAPS:
        tree[name] = {id_of(name, thing): thing for thing in document.get(name) or []}
    tree["layout"] = dict(document.get("layout") or {})
    return tree | ({"about": dict(about)} if about is not None else {})


def listed(tree: Tree) -> dict[str, Any]:
    """The document of a tree; the inverse of `keyed`, without `about`."""
    document = {name: part for name, part in tree.items() if name != "about" and part is not None}
    return document | {name: list(tree.get(name, {}).values()) for name in MAPS}


def id_of(part: str, thing: Mapping[str, Any]) -> str:
    """What a thing of this part is called: its key, of a link "triage>refund" or "choose>end#vip"."""
    key = str(thing.get("key") or "")
    if part != "links":
        return key
    return f"{thing.get('source')}>{thing.get('target')}" + (f"#{key}" if key else "")


def named_by(part: str, key: str) -> dict[str, str]:
    """The columns of a thing that its id holds."""
    if part != "links":
        return {"key": key}
    ends, _hash, name = key.partition("#")
    source, _arrow, target = ends.partition(">")
    return {"source": source, "target": target, "key": name}


def is_atom(at: Place) -> bool:
    """Whether what lies here is one thing, however it is made: a source of a value, a condition, a spot."""
    if len(at) == 2:
        return at[0] == "layout"
    if len(at) == 4 and at[0] == "steps" and at[2] == "inputs":
        return True
    return len(at) > 2 and at[-1] in ("only_when", "when", "value")


def is_spot(at: Place) -> bool:
    """Whether only a position on the canvas lies here: the later one is right, and nobody is asked."""
    return at[0] == "layout" or (len(at) == 3 and at[0] == "notes" and at[2] in SPOT)


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal; what is null is not there, and true is no 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return all(same(one.get(name), other.get(name)) for name in one.keys() | other.keys())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


def same_thing(at: Place, one: Any, other: Any) -> bool:
    """Like `same`, but a note that was only moved is still the same note."""
    if len(at) == 2 and at[0] == "notes" and isinstance(one, dict) and isinstance(other, dict):
        return same(_unplaced(one), _unplaced(other))
    return same(one, other)


def is_unsaid(at: Place, thing: Any) -> bool:
    """Whether a new step does not say where its values come from, so that what is likely is picked for it."""
    return len(at) == 2 and at[0] == "steps" and isinstance(thing, dict) and "inputs" not in thing


def made_already(at: Place, found: Any, new: Any) -> bool:
    """Whether what is to be made stands there, be it filled in since by what was likely meant."""
    if is_unsaid(at, new) and isinstance(found, dict):
        return same(*({name: each for name, each in step.items() if name not in PICKED} for step in (found, new)))
    return same(found, new)


def _unplaced(note: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in note.items() if name not in SPOT}


def copied(node: Any) -> Any:
    """A copy whose dicts may be changed; lists are never changed, only replaced."""
    return {name: copied(each) for name, each in node.items()} if isinstance(node, dict) else node


def names(*nodes: Mapping[str, Any]) -> Iterator[str]:
    """Every name of some dicts, once."""
    yield from dict.fromkeys(name for node in nodes for name in node)
