"""Nested form names ("outputs-0-choices-1-value") and the nested documents they stand for."""

from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from fields.sentences import FieldError, Sentence
from fields.sentences import sentence as _

DEEPEST = 12
MOST_ROWS = 500


def nest(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Dicts and lists from named values; rows close up over gaps, a name given twice becomes a list."""
    tree: dict[str, Any] = {}
    for name, value in pairs:
        parts = name.split("-")
        if len(parts) <= DEEPEST and all(parts):
            _put(tree, parts, value)
    nested = _close_up(tree)
    return nested if isinstance(nested, dict) else {"": nested}


class _Repeated(list[Any]):
    """Several values under one name, as ticked boxes send them; not to be mistaken for rows."""


def _put(tree: dict[str, Any], parts: list[str], value: str) -> None:
    for part in parts[:-1]:
        inner = tree.get(part)
        if not isinstance(inner, dict):
            inner = tree[part] = {}
        tree = inner
    last, given = parts[-1], tree.get(parts[-1])
    if isinstance(given, _Repeated):
        given.append(value)
    elif not isinstance(given, dict):
        tree[last] = value if given is None else _Repeated([given, value])


def _close_up(node: Any) -> Any:
    """Dicts whose keys are all numbers become lists in the order of the numbers."""
    if isinstance(node, _Repeated):
        return list(node)
    if not isinstance(node, dict):
        return node
    if node and all(key.isascii() and key.isdigit() and len(key) <= 9 for key in node):
        return [_close_up(node[key]) for key in sorted(node, key=int)[:MOST_ROWS]]
    return {key: _close_up(value) for key, value in node.items()}


def flatten(doc: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf with its form name; the inverse of `nest`."""
    items = doc.items() if isinstance(doc, dict) else enumerate(doc) if isinstance(doc, list) else None
    if items is None:
        yield prefix, doc
        return
    for key, value in items:
        yield from flatten(value, f"{prefix}-{key}" if prefix else str(key))


def at(doc: Any, path: str) -> Any:
    """What lies at "outputs-0-name"; None where nothing does."""
    for part in path.split("-"):
        if isinstance(doc, list) and part.isascii() and part.isdigit() and int(part[:9]) < len(doc):
            doc = doc[int(part[:9])]
        elif isinstance(doc, dict):
            doc = doc.get(part)
        else:
            return None
    return doc


def edit(doc: dict[str, Any], command: str) -> str | None:
    """Carry out "add:outputs", "copy:outputs-2", "remove:outputs-2", "up:…" or "down:outputs-2" on the document itself.

    Returns the path of the row to look at next; None where the command means nothing here.
    """
    verb, _colon, path = command.partition(":")
    if verb == "add":
        return _add(doc, path)
    rows_path, _dash, index = path.rpartition("-")
    rows = at(doc, rows_path) if rows_path else None
    if not isinstance(rows, list) or not (index.isascii() and index.isdigit()) or int(index[:9]) >= len(rows):
        return None
    return _edit_rows(rows, verb, int(index), rows_path)


def _edit_rows(rows: list[Any], verb: str, index: int, path: str) -> str | None:
    if verb == "remove":
        rows.pop(index)
        return f"{path}-{min(index, len(rows) - 1)}" if rows else path
    if verb == "copy":
        if len(rows) < MOST_ROWS:
            rows.insert(index + 1, deepcopy(rows[index]))
        return f"{path}-{min(index + 1, len(rows) - 1)}"
    step = {"up": -1, "down": 1}.get(verb)
    if step is None:
        return None
    other = min(max(index + step, 0), len(rows) - 1)
    rows[index], rows[other] = rows[other], rows[index]
    return f"{path}-{other}"


def _add(doc: dict[str, Any], path: str) -> str | None:
    """Append an empty row; a list that is not there yet is begun, with what it lies in."""
    parent_path, _dash, key = path.rpartition("-")
    parent = _begun(doc, parent_path) if path.count("-") < DEEPEST else None
    if parent is None or not key:
        return None
    rows = parent.get(key)
    if not isinstance(rows, list):
        rows = parent[key] = []
    if len(rows) < MOST_ROWS:
        rows.append({})
    return f"{path}-{len(rows) - 1}"


def _begun(doc: dict[str, Any], path: str) -> dict[str, Any] | None:
    """The part of a document at this path, begun where nobody wrote anything yet; None where something else lies."""
    node: Any = doc
    for part in path.split("-") if path else []:
        if isinstance(node, dict) and part and not part.isdigit():
            if node.get(part) in (None, ""):
                node[part] = {}
            node = node[part]
        else:
            node = at(node, part)
    return node if isinstance(node, dict) else None


def errors_by_path(error: ValidationError, tags: Collection[str] = ()) -> dict[str, Sentence]:
    """{"outputs-0-name": sentence}; `tags` are the union members pydantic puts into its paths."""
    found: dict[str, Sentence] = {}
    for each in error.errors(include_url=False):
        path = "-".join(str(part) for part in each["loc"] if part not in tags)
        found.setdefault(path, _sentence(each))
    return found


_MESSAGES: dict[str, Sentence] = {
    "missing": _("Fill this in."),
    "string_too_short": _("Fill this in."),
    "string_type": _("Fill this in with text."),
    "string_pattern_mismatch": _("Use small letters, digits and underscores, with a letter first."),
    "enum": _("Pick one of the list."),
    "literal_error": _("Pick one of the list."),
    "union_tag_invalid": _("Pick one of the list."),
    "union_tag_not_found": _("Pick one of the list."),
    "int_parsing": _("Write a whole number."),
    "int_type": _("Write a whole number."),
    "int_from_float": _("Write a whole number."),
    "float_parsing": _("Write a number."),
    "float_type": _("Write a number."),
    "finite_number": _("Write a number."),
    "bool_parsing": _("Answer yes or no."),
    "bool_type": _("Answer yes or no."),
    "extra_forbidden": _("This does not belong here. Remove it."),
    "list_type": _("This should be a list."),
    "dict_type": _("This should have named parts."),
    "model_type": _("This should have named parts."),
}


def _sentence(each: Any) -> Sentence:
    context = each.get("ctx") or {}
    error = context.get("error")
    if isinstance(error, FieldError):
        return error.sentence
    kind = each["type"]
    if kind == "string_too_long":
        return _("Use at most {most} characters.", most=context["max_length"])
    if kind in ("greater_than_equal", "greater_than"):
        return _("Give at least {least}.", least=_round(context.get("ge", context.get("gt"))))
    if kind in ("less_than_equal", "less_than"):
        return _("Give at most {most}.", most=_round(context.get("le", context.get("lt"))))
    if kind == "too_short":
        return _("Add at least {least}.", least=context["min_length"])
    return _MESSAGES.get(kind, _("This does not fit here."))


def _round(bound: Any) -> Any:
    """A bound as people write it: 3600.0 is 3600."""
    return int(bound) if isinstance(bound, float) and bound.is_integer() else bound
