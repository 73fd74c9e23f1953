"""What may be done with connectors and tools."""

from typing import Any

from django.utils.translation import gettext as _

from agents import http_tool
from agents.connection_documents import ConnectorDocument, ToolDocument
from agents.models import Connector, Tool
from fields.types import key_for
from governance import secrets
from governance.actions.problems import Problem
from governance.actors import Actor, reference
from governance.door import governed, note
from governance.drafts import save_if_fresh
from governance.models import Team


def _connector_values(document: ConnectorDocument) -> dict[str, Any]:
    values: dict[str, Any] = document.model_dump(exclude={"secret"})
    if document.auth == "none":
        values["sealed_secret"] = None
    elif document.secret:
        values["sealed_secret"] = secrets.seal(document.secret)
    return values


@governed("connection.manage", kind="connector.created")
def create_connector(actor: Actor, team: Team, document: ConnectorDocument) -> Connector:
    """Connect a system."""
    made = Connector.objects.create(team=team, changed_by=reference(actor), **_connector_values(document))
    note(connector=made.pk)
    return made


@governed("connection.manage", kind="connector.changed")
def change_connector(actor: Actor, connector: Connector, document: ConnectorDocument, *, revision: int) -> Connector:
    """Change a system's address or credential; an empty secret keeps the old one."""
    moved = document.base_url != connector.base_url and document.auth != "none" and not document.secret
    if moved and connector.sealed_secret:
        # Otherwise whoever may edit the address could have the secret sent to a server of their own.
        raise Problem("secret", _("The address changes, so enter the credential again."))
    saved = save_if_fresh(actor, connector, revision, **_connector_values(document))
    note(connector=connector.pk, new_secret=bool(document.secret))
    return saved


def _tool_values(document: ToolDocument) -> dict[str, Any]:
    return document.model_dump(mode="json")


@governed("connection.manage", kind="tool.created")
def create_tool(actor: Actor, connector: Connector, document: ToolDocument, *, key: str = "") -> Tool:
    """Add one thing agents may do in a system."""
    taken = Tool.objects.filter(team_id=connector.team_id).values_list("key", flat=True)
    if key and key in taken:
        raise Problem("key", _("Another tool of this team has this short name."))
    made = Tool.objects.create(
        connector=connector,
        team_id=connector.team_id,
        key=key or key_for(document.name, taken),
        changed_by=reference(actor),
        **_tool_values(document),
    )
    note(tool=made.pk)
    return made


@governed("connection.manage", kind="tool.changed")
def change_tool(actor: Actor, tool: Tool, document: ToolDocument, *, revision: int) -> Tool:
    """Change a tool; agents and runs use it as it is at the moment of the call."""
    saved = save_if_fresh(actor, tool, revision, **_tool_values(document))
    note(tool=tool.pk, revision=saved.revision)
    return saved


def send_test(actor: Actor, tool: Tool, arguments: dict[str, Any]) -> http_tool.ToolReply:
    """Send a look-up once to see what comes back; ToolError says what went wrong."""
    _permit_test(actor, tool)
    # Outside the door: nothing is locked while another system is called.
    return http_tool.send(tool, arguments)


@governed("connection.manage", kind="tool.tested")
def _permit_test(actor: Actor, tool: Tool) -> None:
    if tool.changes:
        raise Problem("", _("This tool changes something, so it is not sent as a test. Try it in an agent instead."))
    note(tool=tool.pk)
