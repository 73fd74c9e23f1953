"""Fields as JSON Schema."""
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fields.types import Field


def field_schema(field: "Field") -> dict[str, Any]:
    return {}
