"""Names and other texts of one line: what would break the line, or turn its direction, is taken out."""

import re
import unicodedata
from typing import Any

# These turn the direction of what stands around them as well, so that a sum or a name reads like another one.
# Right-to-left words need none of them; the joiners that emoji and some scripts are made with stay.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def one_line(raw: Any) -> Any:
    """A text as one line, single-spaced; "" where nothing of it can be seen. What is no text stays as it is."""
    if not isinstance(raw, str):
        return raw
    text = _SPACES.sub(" ", _TURNING.sub("", raw)).strip()
    return text if any(unicodedata.category(each)[0] not in "CZ" for each in text) else ""
