"""Rows of this room, made in memory."""

from agents.models import Connector, ModelEndpoint, Tool
from fields.types import Field
from governance import secrets


def connector(url, secret="", **how):
    row = Connector(name="CRM", base_url=url, **how)
    row.sealed_secret = secrets.seal(secret) if secret else None
    return row


def tool(url, *, inputs=(), outputs=(), secret="", auth="none", auth_header="", **how):
    made = {"key": "look_up", "name": "Look up", "method": "GET", "path": "/customers", "changes": False, "seconds": 2}
    made |= how
    system = connector(url, secret, auth=auth, auth_header=auth_header)
    return Tool(connector=system, inputs=list(inputs), outputs=list(outputs), **made)


def endpoint(kind, url="", key="", **how):
    made = {"name": "House model", "model": "some-model", "price_in": 200, "price_out": 1000, "currency": "EUR"} | how
    row = ModelEndpoint(kind=kind, base_url=url, **made)
    row.sealed_key = secrets.seal(key) if key else None
    return row


def field(key, type="text", **how):
    return Field(key=key, name=key.replace("_", " ").capitalize(), type=type, **how)


def raw(key, type="text", **how):
    return {"key": key, "name": key.replace("_", " ").capitalize(), "type": type, **how}
