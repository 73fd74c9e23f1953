"""Reading requests strictly: each function returns the value or refuses, naming the field and the remedy."""

import json
from typing import Any

from sandbox.answers import Document, RefusalError

LONGEST_TEXT = 10_000
LARGEST_AMOUNT = 100_000_000
LONGEST_LIST = 10_000


def document(raw: bytes) -> Document:
    """The JSON object in a request body; an empty body is an empty object."""
    if not raw.strip():
        return {}
    try:
        value = json.loads(raw, parse_constant=_no_constant)
        # Half characters and nesting that could be read but not written again are refused here, once.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise RefusalError(400, "invalid_json", "The body is not valid JSON in UTF-8.") from None
    if not isinstance(value, dict):
        raise RefusalError(400, "invalid_json", "The body must be a JSON object, in braces.")
    return value


def _no_constant(name: str) -> None:
    raise ValueError(name)


def text(body: Document, key: str, *, longest: int = LONGEST_TEXT) -> str:
    """A text that must be there and must not be blank."""
    found = optional_text(body, key, longest=longest)
    if not found:
        raise RefusalError(422, "missing_field", f"“{key}” is missing: send a text that is not empty.")
    return found


def optional_text(body: Document, key: str, *, longest: int = LONGEST_TEXT) -> str:
    """A text, or "" where it is absent."""
    value = body.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RefusalError(422, "wrong_type", f"“{key}” must be a text.")
    if len(value) > longest:
        raise RefusalError(422, "out_of_range", f"“{key}” is too long: at most {longest} characters.")
    return value.strip()


def choice(body: Document, key: str, allowed: tuple[str, ...], default: str = "") -> str:
    """One of the allowed words; the default where it is absent and there is one."""
    value = optional_text(body, key) or default
    if value not in allowed:
        raise RefusalError(422, "out_of_range", f"“{key}” must be one of: {', '.join(allowed)}.")
    return value


def whole(body: Document, key: str, *, least: int, most: int, default: int | None = None) -> int:
    """A whole number between two bounds."""
    value = body.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int):
        raise RefusalError(422, "wrong_type", f"“{key}” must be a whole number.")
    if not least <= value <= most:
        raise RefusalError(422, "out_of_range", f"“{key}” must be between {least} and {most}.")
    return value


def seconds(body: Document, key: str, *, most: int) -> float:
    """A length of time in seconds, 0 where it is absent."""
    value = body.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RefusalError(422, "wrong_type", f"“{key}” must be a number of seconds.")
    if not 0 <= value <= most:
        raise RefusalError(422, "out_of_range", f"“{key}” must be between 0 and {most}.")
    return float(value)


def amount(body: Document, key: str) -> tuple[int, str]:
    """A positive amount {"minor": 1250, "currency": "EUR"} as (minor, currency)."""
    value: Any = body.get(key)
    if not isinstance(value, dict):
        raise RefusalError(
            422, "wrong_type", f'“{key}” must be an amount such as {{"minor": 1250, "currency": "EUR"}}.'
        )
    minor = whole(value, "minor", least=1, most=LARGEST_AMOUNT)
    currency = text(value, "currency", longest=3).upper()
    return minor, currency


def query_number(query: dict[str, str], key: str, default: int, most: int = LONGEST_LIST) -> int:
    """A whole number from the address line."""
    raw = query.get(key, "")
    if not raw:
        return default
    if not raw.isascii() or not raw.isdigit() or len(raw) > 12 or int(raw) > most:
        raise RefusalError(400, "out_of_range", f"“{key}” must be a whole number from 0 to {most}.")
    return int(raw)
