"""What the offline model thinks a field's value is, how sure it is, and why."""

from typing import Any, NamedTuple


class Guess(NamedTuple):
    """A value, a confidence of 0–1 and the words that decided."""

    value: Any
    confidence: float
    words: tuple[str, ...] = ()
