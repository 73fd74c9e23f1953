"""What people and machines may change in this room; every function stands behind the door."""

from agents.actions.agents import (
    archive_agent,
    bring_back_agent,
    create_agent,
    publish_agent,
    restore_version,
    save_draft,
    snapshot_draft,
)
from agents.actions.connections import change_connector, change_tool, create_connector, create_tool, send_test
from agents.actions.endpoints import change_endpoint, check_endpoint, create_endpoint
from agents.actions.unsound import Unsound

__all__ = [
    "Unsound",
    "archive_agent",
    "bring_back_agent",
    "change_connector",
    "change_endpoint",
    "change_tool",
    "check_endpoint",
    "create_agent",
    "create_connector",
    "create_endpoint",
    "create_tool",
    "publish_agent",
    "restore_version",
    "save_draft",
    "send_test",
    "snapshot_draft",
]
