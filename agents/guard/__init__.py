"""The way out of the house: every call to a model or another system goes through this guard."""

from agents.guard.addresses import Refused, is_public, parse_allowed
from agents.guard.clients import TooLarge, allowed_hosts, async_client, sync_client, within

__all__ = [
    "Refused",
    "TooLarge",
    "allowed_hosts",
    "async_client",
    "is_public",
    "parse_allowed",
    "sync_client",
    "within",
]
