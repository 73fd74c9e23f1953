"""What a tool sends: its arguments put in their places of an HTTP request."""

import base64
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from agents.failures import ToolError
from agents.models import Connector, Tool
from agents.tool_fields import ToolField
from governance import secrets

BODILESS = {"GET", "HEAD"}


@dataclass
class Outgoing:
    """A request about to leave; `credentials` are kept apart so that they never reach a record or another host."""

    method: str
    url: str
    body: bytes | None
    headers: dict[str, str]
    credentials: dict[str, str] = field(repr=False)

    def shown(self) -> dict[str, Any]:
        """The request as it may be recorded: without credentials."""
        return {"method": self.method, "url": self.url, "body": json.loads(self.body) if self.body else None}


def place_of(one: ToolField, method: str) -> str:
    """Where an argument goes: a request without a body carries it in the address."""
    return "query" if one.place == "body" and method in BODILESS else one.place


def put(document: dict[str, Any], dotted: str, value: Any) -> None:
    """Set a value under a dotted name: "ticket.id" → {"ticket": {"id": …}}."""
    *parents, last = dotted.split(".")
    for parent in parents:
        inner = document.setdefault(parent, {})
        document = inner if isinstance(inner, dict) else document
    document[last] = value


def in_words(value: Any) -> str:
    """A value as it stands in an address or a header."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return str(value)


def _pairs(name: str, value: Any) -> list[tuple[str, str]]:
    """Query parameters for a value; money becomes two."""
    if isinstance(value, dict):
        return [(f"{name}.{part}", in_words(inner)) for part, inner in value.items()]
    return [(name, in_words(value))]


def _fill(path: str, name: str, value: Any) -> str:
    text = in_words(value)
    # Some systems undo the escape before they route, and "../" would climb out of the tool's own path.
    if not text.strip() or {".", ".."} & set(re.split(r"[/\\]", text)):
        sentence = _("“%(value)s” cannot be part of an address.") % {"value": text[:50]}
        raise ToolError("contract", sentence, sent=False)
    return path.replace("{" + name + "}", quote(text, safe=""))


def credentials_of(connector: Connector) -> dict[str, str]:
    """The header that proves who is calling."""
    try:
        secret = secrets.open_sealed(bytes(connector.sealed_secret)) if connector.sealed_secret else ""
    except secrets.SealBroken:
        text = _("The credential of “%(system)s” cannot be opened any more. Enter it again under Connections.")
        raise ToolError("policy", text % {"system": connector.name}, sent=False) from None
    if connector.auth == "bearer" and secret:
        return {"Authorization": f"Bearer {secret}"}
    if connector.auth == "header" and secret and connector.auth_header:
        return {connector.auth_header: secret}
    if connector.auth == "basic" and secret:
        return {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()}
    return {}


def outgoing(tool: Tool, arguments: dict[str, Any], *, idempotency_key: str = "") -> Outgoing:
    """The request of one call, from arguments that were already checked."""
    path, query = tool.path, list[tuple[str, str]]()
    document: dict[str, Any] = {}
    headers = {"Accept": "application/json"}
    for one in tool.input_fields:
        value = arguments.get(one.key)
        if value is None:
            continue
        place = place_of(one, tool.method)
        if place == "path":
            path = _fill(path, one.sent_as, value)
        elif place == "query":
            query += _pairs(one.sent_as, value)
        elif place == "header":
            headers[one.sent_as] = " ".join(in_words(value).split())
        else:
            put(document, one.sent_as, value)
    if tool.changes and idempotency_key:
        headers["Idempotency-Key"] = idempotency_key
    body = None
    if tool.method not in BODILESS and (document or tool.method != "DELETE"):
        body, headers["Content-Type"] = json.dumps(document, ensure_ascii=False).encode(), "application/json"
    url = tool.connector.base_url.rstrip("/") + "/" + path.lstrip("/")
    if query:
        url += ("&" if "?" in url else "?") + urlencode(query)
    return Outgoing(tool.method, url, body, headers, credentials_of(tool.connector))
