"""The forms of connectors, tools and models."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agents.connection_documents import ConnectorDocument, EndpointDocument, ToolDocument
from agents.models import Connector, ModelEndpoint, Tool
from agents.prices import show_price
from governance.documents import DocumentForm, values_parser

LABELS = {
    "base_url": _("Address"),
    "auth": _("Credential"),
    "auth_header": _("Header name"),
    "secret": _("Secret"),
    "method": _("Method"),
    "path": _("Path"),
    "description": _("What it does"),
    "place": _("Place"),
    "send_as": _("Sent as"),
    "pointer": _("Found at"),
    "seconds": _("Time limit"),
    "model": _("Model"),
    "key": _("Key"),
    "price_in": _("Price of reading"),
    "price_out": _("Price of writing"),
    "currency": _("Currency"),
    "max_tokens": _("Longest answer"),
    "arguments": _("Values"),
}


def connector_form(
    connector: Connector | None = None, post: QueryDict | None = None
) -> DocumentForm[ConnectorDocument]:
    """The form of a connector; the secret is never shown."""
    shown = ("name", "base_url", "auth", "auth_header")
    initial = {name: getattr(connector, name) for name in shown} if connector else {"auth": "none"}
    return DocumentForm(
        parse=ConnectorDocument.model_validate, initial=initial, post=post, labels=LABELS, id="connector"
    )


def tool_form(tool: Tool | None = None, post: QueryDict | None = None) -> DocumentForm[ToolDocument]:
    """The form of a tool."""
    initial: dict[str, Any] = {"method": "GET", "seconds": 20, "enabled": True, "inputs": [{}], "outputs": [{}]}
    if tool is not None:
        initial = {name: getattr(tool, name) for name in ToolDocument.model_fields}
    return DocumentForm(parse=ToolDocument.model_validate, initial=initial, post=post, labels=LABELS, id="tool")


def tool_test_form(tool: Tool, post: QueryDict | None = None) -> DocumentForm[dict[str, Any]]:
    """The values a tool is tried with."""
    parse = values_parser(list(tool.input_fields), prefix="arguments")
    return DocumentForm(parse=parse, initial={}, post=post, labels=LABELS, currency=tool.team.currency, id="tool-test")


def endpoint_form(
    currency: str, endpoint: ModelEndpoint | None = None, post: QueryDict | None = None
) -> DocumentForm[EndpointDocument]:
    """The form of a model; the key is never shown."""
    initial: dict[str, Any] = {"kind": "openai", "currency": currency, "max_tokens": 2000, "enabled": True}
    if endpoint is not None:
        initial = {name: getattr(endpoint, name) for name in EndpointDocument.model_fields if name != "key"}
        for price in ("price_in", "price_out"):
            initial[price] = show_price(initial[price], endpoint.currency)
    return DocumentForm(parse=EndpointDocument.model_validate, initial=initial, post=post, labels=LABELS, id="endpoint")
