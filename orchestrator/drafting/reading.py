"""What an editor sends, read: JSON of a bearable size and depth becomes changes, or a sentence says what to mend."""

import json
import math
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from fields.conditions import Condition
from fields.nested import errors_by_path
from fields.sentences import Sentence
from fields.types import Field
from orchestrator.actions.problems import Unfit
from orchestrator.drafting.changes import Change
from orchestrator.drafting.keyed import FIXED, MAPS, PARTS, Place, is_unsaid, named_by
from orchestrator.engine.definition import End, Failure, Group, Input, Limits, Link, Note, Spot, Step

MOST_BYTES = 2 * 1024 * 1024
DEEPEST = 24
LONGEST_WAY = 12
LARGEST = 2**53  # what a browser can count exactly
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

_THINGS: dict[str, TypeAdapter[Any]] = {
    "steps": TypeAdapter(Step),
    "links": TypeAdapter(Link),
    "notes": TypeAdapter(Note),
    "groups": TypeAdapter(Group),
    "layout": TypeAdapter(Spot),
}
_WHOLE: dict[str, TypeAdapter[Any]] = {
    "inputs": TypeAdapter(list[Field]),
    "limits": TypeAdapter(Limits),
    "end": TypeAdapter(End),
}
_OF_STEPS: dict[str, TypeAdapter[Any]] = {
    "takes": _WHOLE["inputs"],
    "gives": _WHOLE["inputs"],
    "failure": TypeAdapter(Failure),
    "end": _WHOLE["end"],
}
_INPUT, _CONDITION = TypeAdapter(Input), TypeAdapter(Condition)


class Misfit(ValueError):
    """A value that cannot stand where it was put: the place, what is wrong with it, and what the thing is called."""

    def __init__(self, at: Place, sentence: Sentence, thing: Any = None) -> None:
        super().__init__(str(sentence))
        self.at, self.sentence, self.thing = at, sentence, thing


@dataclass(frozen=True)
class Sent:
    """Changes, and the revision of the draft they were made from."""

    revision: int
    changes: list[Change]


def read_json(raw: bytes) -> dict[str, Any]:
    """The object in a body, without characters no database keeps; Unfit where there is none."""
    if len(raw) > MOST_BYTES:
        raise Unfit(_("This is too much at once: send at most 2 MB. Paste a smaller part."))
    try:
        found = json.loads(raw, parse_constant=_no_number, parse_int=_whole, parse_float=_broken)
        read = _cleaned(found, DEEPEST)
    except (ValueError, RecursionError):
        raise Unfit(_("The change could not be read. Reload the page and make it again.")) from None
    if not isinstance(read, dict):
        raise Unfit(_("The change could not be read. Reload the page and make it again."))
    return read


def _no_number(text: str) -> float:
    raise ValueError(text)


def _whole(text: str) -> int:
    number = int(text)
    if abs(number) > LARGEST:
        raise ValueError(text)
    return number


def _broken(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _cleaned(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, dict | list) and not depth:
        raise ValueError("nested too deep")
    if isinstance(value, dict):
        return {_UNSTORABLE.sub("", name): _cleaned(each, depth - 1) for name, each in value.items()}
    return [_cleaned(each, depth - 1) for each in value] if isinstance(value, list) else value


def read_sent(raw: bytes) -> Sent:
    """The changes in a body `{"revision": 7, "changes": [{"at": […], "old": …, "new": …}]}`."""
    body = read_json(raw)
    revision, changes = body.get("revision"), body.get("changes")
    if isinstance(revision, bool) or not isinstance(revision, int) or not isinstance(changes, list):
        raise Unfit(_("The change names no revision of the draft. Reload the page and make it again."))
    return Sent(revision, [read_change(each) for each in changes])


def read_change(raw: Any) -> Change:
    """One change, its values as the document keeps them; Misfit where they cannot stand there."""
    at = raw.get("at") if isinstance(raw, dict) else None
    if not isinstance(at, list) or not all(isinstance(name, str) and name for name in at) or not _leads(at):
        raise Unfit(_("A change names no place of the draft. Reload the page and make it again."))
    place = tuple(at)
    new = as_kept(place, raw.get("new"))
    if is_unsaid(place, raw.get("new")):
        new = {name: each for name, each in new.items() if name != "inputs"}
    return Change(place, as_kept(place, raw.get("old"), lenient=True), new)


def _leads(at: list[str]) -> bool:
    """Whether a way leads to something that may be changed: to a step, and not to all of them at once."""
    if not 0 < len(at) <= LONGEST_WAY or at[0] in FIXED or at[0] not in PARTS:
        return False
    if at[0] == "about":
        return len(at) == 2 and at[1] in ("name", "purpose")
    return at[0] in ("inputs", "limits", "end") or len(at) > 1


def as_kept(at: Place, value: Any, *, lenient: bool = False) -> Any:
    """A value with all that its place fills in by itself, so that it can be compared with what is kept."""
    adapter = _adapter(at)
    if value is None or adapter is None:
        return value
    if len(at) == 2 and at[0] in MAPS and isinstance(value, dict):
        value = _named(at, value, lenient=lenient)
    try:
        return adapter.dump_python(adapter.validate_python(value), mode="json")
    except ValidationError as error:
        if lenient:  # what somebody read need not be sound to be compared
            return value
        raise misfit(at, error, value) from None


def _adapter(at: Place) -> TypeAdapter[Any] | None:
    if len(at) == 1:
        return _WHOLE.get(at[0])
    if len(at) == 2:
        return _THINGS.get(at[0])
    if at[0] == "steps" and len(at) == 3 and at[2] in _OF_STEPS:
        return _OF_STEPS[at[2]]
    if at[0] == "steps" and len(at) == 4 and at[2] == "inputs":
        return _INPUT
    return _CONDITION if at[0] in ("steps", "links") and len(at) == 3 and at[2] in ("only_when", "when") else None


def _named(at: Place, thing: dict[str, Any], *, lenient: bool) -> dict[str, Any]:
    """A thing with what its id says of it; it may not say something else itself."""
    said = named_by(at[0], at[1])
    if not lenient and any(thing.get(name, text) != text for name, text in said.items()):
        raise Unfit(_("A change names one thing and holds another. Reload the page and make it again."))
    return {**thing, **said}


def misfit(at: Place, error: ValidationError, thing: Any = None) -> Misfit:
    """The first thing that is wrong with a value, with the place it stands at."""
    way = [str(part) for part in error.errors(include_url=False)[0]["loc"]]
    if len(at) == 2 and at[0] == "steps" and way:
        way = way[1:]  # pydantic names the kind of the step first
    return Misfit((*at, *way), next(iter(errors_by_path(error).values())), thing)
