"""One call of one tool over HTTP, through the guard."""

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import httpx2
from django.utils.translation import gettext as _

from agents import guard, http_answer
from agents.failures import ToolError
from agents.http_request import Outgoing, outgoing
from agents.models import Tool
from fields import contracts

MOST_REDIRECTS = 3


@dataclass(frozen=True)
class ToolReply:
    """A call that was carried out and understood."""

    output: dict[str, Any]
    status: int
    seconds: float
    request: dict[str, Any]
    response: dict[str, Any]


def send(tool: Tool, arguments: dict[str, Any], *, idempotency_key: str = "") -> ToolReply:
    """Call the tool once; ToolError says what went wrong and whether it may have happened all the same."""
    started = time.monotonic()
    request = outgoing(tool, checked(tool, arguments), idempotency_key=idempotency_key)
    try:
        status, content = _exchange(tool, request)
        if error := http_answer.refusal(tool, status, content):
            error.response = http_answer.shown(status, content)
            raise error
        try:
            output = http_answer.outputs(tool, status, content)
        except ToolError as error:
            error.response = http_answer.shown(status, content)
            raise
    except ToolError as error:
        error.request = request.shown()
        raise
    seconds = time.monotonic() - started
    return ToolReply(output, status, seconds, request.shown(), http_answer.shown(status, content))


def checked(tool: Tool, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments as the tool's inputs want them; ToolError naming what is missing or wrong."""
    result = contracts.check(list(tool.input_fields), arguments)
    if result.failures:
        why = " ".join(failure.sentence.render(_) for failure in result.failures)
        text = _("The call of “%(tool)s” was not sent: %(why)s") % {"tool": tool.name, "why": why}
        raise ToolError("contract", text, sent=False)
    return result.values


def _exchange(tool: Tool, request: Outgoing) -> tuple[int, bytes]:
    """Status and body of the answer, redirects of look-ups followed hop by hop."""
    # A changing call never reuses a connection: one that was closed meanwhile would leave its outcome unknown.
    client = guard.sync_client(guard.allowed_hosts(), fresh=tool.changes)
    try:
        url, credentials = httpx2.URL(request.url), request.credentials
        with guard.within(tool.seconds):
            for _hop in range(MOST_REDIRECTS + 1):
                status, content, onward = _one_hop(client, tool, request, url, credentials)
                if onward is None or tool.changes or request.method != "GET":
                    return status, content
                if _origin(onward) != _origin(url):
                    # The credential, and headers made from arguments, belong to the first system only.
                    credentials, request = {}, Outgoing("GET", request.url, None, {"Accept": "application/json"}, {})
                url = onward
            return status, content
    except Exception as error:
        raise _failed(tool, error) from None


def _one_hop(
    client: httpx2.Client, tool: Tool, request: Outgoing, url: httpx2.URL, credentials: dict[str, str]
) -> tuple[int, bytes, httpx2.URL | None]:
    if url.scheme not in ("http", "https"):
        raise httpx2.UnsupportedProtocol("only http and https")
    headers = {**request.headers, **credentials}
    with client.stream(request.method, url, content=request.body, headers=headers, timeout=tool.seconds) as response:
        content = response.read()
        place = response.headers.get("location") if response.is_redirect else None
    return response.status_code, content, httpx2.URL(urljoin(str(url), place)) if place else None


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _failed(tool: Tool, error: Exception) -> ToolError:
    """The failure an exception of the network stands for."""
    names = {"system": tool.connector.name, "seconds": tool.seconds}
    if isinstance(error, guard.Refused):
        return ToolError("policy", error.sentence, sent=False)
    if isinstance(error, guard.TooLarge):
        return ToolError("contract", f"{names['system']}: {error}", sent=True)
    if isinstance(error, httpx2.ConnectTimeout | httpx2.ConnectError | httpx2.PoolTimeout):
        text = _("Steward could not reach %(system)s. Check its address under Connections, or try again later.")
        return ToolError("unavailable", text % names, sent=False)
    if isinstance(error, httpx2.InvalidURL | httpx2.UnsupportedProtocol | httpx2.LocalProtocolError | UnicodeError):
        text = _("The call to %(system)s could not be put together. Check the address and the fields of the tool.")
        return ToolError("contract", text % names, sent=False)
    if isinstance(error, httpx2.TimeoutException):
        text = _("%(system)s did not answer within %(seconds)d seconds.")
        return ToolError("timeout", text % names, sent=True)
    if isinstance(error, httpx2.HTTPError):
        text = _("The connection to %(system)s broke before it answered.")
        return ToolError("unavailable", text % names, sent=True)
    raise error
