"""Fields as JSON Schema, for models, tools and the API."""

from typing import TYPE_CHECKING, Any

from fields.money import minor_digits
from fields.parsing import LONGEST

if TYPE_CHECKING:
    from fields.types import Field

_SHAPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "long_text": {"type": "string"},
    "number": {"type": "number"},
    "money": {
        "type": "object",
        "properties": {
            "minor": {"type": "integer", "description": "The amount in the currency's smallest unit: €12.50 is 1250."},
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217 code, such as EUR."},
        },
        "required": ["minor", "currency"],
        "additionalProperties": False,
    },
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    "yes_no": {"type": "boolean"},
    "choice": {"type": "string"},
    "email": {"type": "string", "format": "email", "maxLength": LONGEST["email"]},
}


def field_schema(field: "Field") -> dict[str, Any]:
    """One field; an optional one may also be null."""
    shape: dict[str, Any] = {"title": field.name, **_SHAPES[field.type]}
    if field.type == "choice":
        shape["enum"] = [choice.value for choice in field.choices]
    shape.update(_bounds(field))
    if description := _description(field):
        shape["description"] = description
    if field.required:
        return shape
    if "enum" in shape:
        shape["enum"].append(None)
    return {**shape, "type": [shape["type"], "null"]}


def _bounds(field: "Field") -> dict[str, Any]:
    if field.type.endswith("text"):
        return {
            "maxLength": LONGEST[field.type] if field.maximum is None else field.maximum,
            **({} if field.minimum is None else {"minLength": field.minimum}),
        }
    if field.type == "number":
        bounds = {"minimum": field.minimum, "maximum": field.maximum}
        return {word: value for word, value in bounds.items() if value is not None}
    return {}


def _description(field: "Field") -> str:
    """The help, what each choice means, and the bounds that JSON Schema has no word for."""
    lines = [field.help] if field.help else []
    lines += [f"{choice.value}: {choice.description}" for choice in field.choices if choice.description]
    if field.type in ("money", "date", "time"):
        lines += [f"At least {field.display(field.minimum)}."] if field.minimum is not None else []
        lines += [f"At most {field.display(field.maximum)}."] if field.maximum is not None else []
    if field.type == "money" and (limit := field.maximum or field.minimum):
        digits = minor_digits(limit["currency"])
        lines.append(f"In {limit['currency']}, which has {digits} digits after the point.")
    return "\n".join(lines)
