"""A file somebody chose, read: a workflow's file, or one sentence that says what it is instead and how to mend it."""

import json
import math
import re
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from fields.nested import errors_by_path
from governance.documents import say
from orchestrator.actions.problems import Unfit
from orchestrator.files.envelope import KIND, SCHEMA, WorkflowFile

MOST_BYTES = 4 * 1024 * 1024
DEEPEST = 32
LARGEST = 2**53  # what every reader of JSON can count exactly
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"BM")


class _Twice(ValueError):
    """An object names one thing twice."""


def read(raw: bytes) -> WorkflowFile:
    """The file these bytes hold; Unfit where they hold none."""
    if len(raw) > MOST_BYTES:
        raise too_large()
    text = _text(raw)
    if not text.strip():
        raise Unfit(_("This file is empty. Choose the file that Steward wrote when the workflow was exported."))
    try:
        found = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole, parse_float=_broken
        )
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        said = _("This is no complete JSON: look at line %(line)d, column %(column)d, or export the workflow again.")
        raise Unfit(said % place) from None
    except _Twice as twice:
        said = _("“%(name)s” stands twice in one place of this file. Take one of them out.")
        raise Unfit(said % {"name": str(twice)[:60]}) from None
    except (ValueError, RecursionError):
        raise _unbearable() from None
    return file_in(found)


def file_in(found: Any) -> WorkflowFile:
    """The file a JSON value is; Unfit where it is none."""
    try:
        found = _cleaned(found, DEEPEST)
    except (ValueError, RecursionError):
        raise _unbearable() from None
    _check_kind(found)
    try:
        file = WorkflowFile.model_validate(found)
    except ValidationError as error:
        place = " › ".join(str(part) for part in error.errors(include_url=False)[0]["loc"][:6])
        said = say(next(iter(errors_by_path(error).values())))
        words = {"place": place, "sentence": said}
        raise Unfit(_("This file does not fit at “%(place)s”: %(sentence)s") % words) from None
    for what, keys in _keys(file).items():
        if twice := next((key for key, count in Counter(keys).items() if count > 1), None):
            said = _("Two %(part)s of this file have the key “%(key)s”. Give one of them another.")
            raise Unfit(said % {"part": what, "key": twice})
    return file


def _keys(file: WorkflowFile) -> dict[str, list[str]]:
    tools = [tool.key for connector in file.needs.connectors for tool in connector.tools]
    return {"agents": [agent.key for agent in file.agents], "tools": tools}


def too_large() -> Unfit:
    """What is said of a file nobody should have to hold."""
    return Unfit(_("This file is too large: a workflow's file has at most %(most)d MB.") % {"most": MOST_BYTES >> 20})


def _unbearable() -> Unfit:
    return Unfit(_("This file is nested too deep, or holds numbers that cannot be. Export the workflow again."))


def _text(raw: bytes) -> str:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))  # as some shells write what they redirect
    try:
        if raw.startswith(BINARY):
            raise ValueError
        return raw.decode("utf-16" if wide else "utf-8-sig")
    except ValueError:
        said = _("This is no text, but a picture or something like it. Choose the .json file that Steward wrote.")
        raise Unfit(said) from None


def _check_kind(found: Any) -> None:
    """Refuse what is JSON but no workflow's file, each with what it seems to be."""
    if not isinstance(found, dict) or not found.keys() & {"steward", "document", "definition", "steps"}:
        raise Unfit(_("This is JSON, but nothing Steward wrote. Choose the file that a workflow was exported to."))
    if found.get("steward") != KIND:
        if "definition" in found:
            said = _("This is the file of an agent. Here you import a workflow, which brings its agents with it.")
        elif "document" in found or "steps" in found:
            said = _("This is a drawing without its agents. Export the workflow from its page, and choose that file.")
        else:
            said = _("This file says it is “%(kind)s”, not a workflow. Choose a workflow's file.")
        raise Unfit(said % {"kind": str(found.get("steward"))[:40]})
    number = found.get("schema")
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise Unfit(_("This file does not say which format it has (“schema”). Export the workflow again."))
    if number > SCHEMA:
        said = _("This file was made by a newer Steward (format %(theirs)d, here up to %(ours)d). Update this Steward.")
        raise Unfit(said % {"theirs": number, "ours": SCHEMA})


# -- JSON, bearable -------------------------------------------------------------------------------------------------


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(name for name, _value in pairs).most_common(1)
        raise _Twice(twice[0][0])
    return found


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
    """The value without characters no database keeps; ValueError where it is nested too deep."""
    if isinstance(value, str):
        return UNSTORABLE.sub("", value)
    if not isinstance(value, dict | list):
        return value
    if not depth:
        raise ValueError("nested too deep")
    if isinstance(value, dict):
        return {UNSTORABLE.sub("", name): _cleaned(each, depth - 1) for name, each in value.items()}
    return [_cleaned(each, depth - 1) for each in value]
