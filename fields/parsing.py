"""Reading what a form, a model or another system sent."""
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fields.types import Field


def parse(field: "Field", raw: Any) -> Any:
    return raw


def bound(type: str, raw: Any) -> Any:
    return raw or None
