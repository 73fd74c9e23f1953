"""Values as a person reads them."""
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fields.types import Field


def display(field: "Field", value: Any) -> str:
    return str(value)
