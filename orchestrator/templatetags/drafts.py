"""Tags of a draft's pages: what is known of one of its parts, and where a problem is cured."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import template

from orchestrator.queries.cards import Trouble

register = template.Library()


@register.filter
def of(found: Any, key: str) -> Any:
    """What a mapping holds under a key: touched|of:step.key."""
    return found.get(key) if isinstance(found, Mapping) else None


@register.filter
def moment(text: str) -> datetime | None:
    """A time that is kept as text."""
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None


@register.filter
def cure(trouble: Trouble, address: Sequence[str]) -> str:
    """Where a problem is cured."""
    return trouble.href(address)
