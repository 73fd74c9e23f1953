"""Tags of a draft's pages: what is known of one of its parts, and where a problem is cured."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import template

from orchestrator.queries.cards import Trouble
from orchestrator.queries.outline import Outline
from orchestrator.queries.outline_parts import Part, part_of

register = template.Library()


@register.filter
def of(found: Any, key: str) -> Any:
    """What a mapping holds under a key: touched|of:step.key."""
    return found.get(key) if isinstance(found, Mapping) else None


@register.simple_tag(takes_context=True)
def part(context: template.Context, outline: Outline) -> Part:
    """The part of a long outline that the address asks for: `?part=2`, or `?near=` one of its lines."""
    asked = context["request"].GET
    return part_of(outline, asked.get("part", ""), asked.get("near", ""))


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
