"""What comes back from a tool's system: read as JSON, typed by the tool's outputs, refusals put in words."""

import json
from typing import Any

from django.utils.translation import gettext as _

from agents.failures import ToolError
from agents.models import Tool
from agents.tool_fields import ToolOutput
from fields.sentences import FieldError

LONGEST_REASON = 200
_MISSING = object()


def parse_json(content: bytes) -> Any:
    """The JSON of a body, or None where it is none."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def shown(status: int, content: bytes) -> dict[str, Any]:
    """The answer as it may be recorded."""
    body = parse_json(content)
    return {"status": status, "body": body if body is not None else content[:2000].decode("utf-8", "replace")}


def _at(document: Any, part: str) -> Any:
    if isinstance(document, dict):
        return document.get(part, _MISSING)
    if isinstance(document, list) and part.lstrip("-").isdigit() and -len(document) <= int(part) < len(document):
        return document[int(part)]
    return _MISSING


def find(document: Any, pointer: str) -> Any:
    """The value at a dotted place ("items.0.amount"), or None."""
    for part in pointer.split("."):
        document = _at(document, part)
        if document is _MISSING:
            return None
    return document


def reason_in(content: bytes) -> str:
    """The short sentence a system gives for refusing, or nothing."""
    document = parse_json(content)
    for pointer in ("error.message", "message", "detail", "error", "title", "errors.0.message", "error_description"):
        found = find(document, pointer)
        if isinstance(found, str) and 0 < len(found.strip()) <= LONGEST_REASON and "<" not in found:
            return found.strip()
    return ""


def refusal(tool: Tool, status: int, content: bytes) -> ToolError | None:
    """The failure a status stands for; None where it is a success."""
    names = {"system": tool.connector.name, "status": status}
    if 200 <= status < 300:
        return None
    if status in (408, 429) or status >= 500:
        text = _("%(system)s is not able to answer at the moment (status %(status)d).") % names
        # 429 is a no; after the others the call may have been carried out all the same.
        return ToolError("unavailable", text, sent=status != 429, status=status)
    if 300 <= status < 400:
        text = _("%(system)s sent the call elsewhere (status %(status)d); Steward did not follow.") % names
        return ToolError("contract", text, sent=tool.changes, status=status)
    if status in (401, 403):
        text = _("%(system)s did not accept the credential (status %(status)d). Check it under Connections.") % names
    elif reason := reason_in(content):
        text = _("%(system)s refused: %(reason)s") % {**names, "reason": reason}
    else:
        text = _("%(system)s refused the call (status %(status)d).") % names
    return ToolError("refused", text, sent=False, status=status)


def _read(one: ToolOutput, document: Any) -> Any:
    found = find(document, one.found_at)
    if found is None and not one.required:
        return None
    return one.parse(found)


def outputs(tool: Tool, status: int, content: bytes) -> dict[str, Any]:
    """The tool's outputs found in the answer; ToolError where the answer does not fit them."""
    wanted = tool.output_fields
    document = parse_json(content) if content.strip() else {}
    if document is None:
        # A bare "OK" is answer enough where nothing is asked for; a page of HTML is not (often a sign-in page).
        if not wanted and not content.lstrip().startswith(b"<"):
            return {}
        text = _("%(system)s did not answer in JSON.") % {"system": tool.connector.name}
        raise ToolError("contract", text, sent=True, status=status)
    found: dict[str, Any] = {}
    for one in wanted:
        try:
            found[one.key] = _read(one, document)
        except FieldError as error:
            text = _("The answer of %(system)s does not fit the field “%(field)s”: %(why)s") % {
                "system": tool.connector.name,
                "field": one.name,
                "why": error.sentence.render(_),
            }
            raise ToolError("contract", text, sent=True, status=status) from None
    return found
