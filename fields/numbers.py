"""Reading numbers as people write them, without ever meeting infinity."""

import re
from decimal import Decimal, InvalidOperation

# Beyond this a double, and so JSON and the trail's canonical form, can no longer tell two whole numbers apart.
LARGEST = 2**53 - 1

_SPACES = re.compile(r"[\s\u00a0\u202f'’_]")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)


def read_decimal(text: str, *, fraction_digits: int | None = None) -> Decimal | None:
    """The number in a text such as "1,234.50", "1.234,50" or "-3e2"; None where it is none."""
    if len(text) > 60:
        return None
    plain = _with_point(_SPACES.sub("", text).replace("−", "-"), fraction_digits)
    if not _PLAIN.fullmatch(plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _with_point(text: str, fraction_digits: int | None) -> str:
    """The same number with "." as its decimal sign and nothing between thousands."""
    if "," in text and "." in text:
        thousands = "," if text.rfind(".") > text.rfind(",") else "."
        return text.replace(thousands, "").replace(",", ".")
    sign = "," if "," in text else "."
    if text.count(sign) > 1 or (text.count(sign) == 1 and _groups_thousands(text, sign, fraction_digits)):
        return text.replace(sign, "")
    return text.replace(",", ".")


def _groups_thousands(text: str, sign: str, fraction_digits: int | None) -> bool:
    """Whether the one sign in the text stands between thousands: 1,234 does, 0,234 and 12,5 do not."""
    before, after = text.lstrip("+-").split(sign)
    if len(after) != 3 or not 1 <= len(before) <= 3 or before.startswith("0"):
        return False
    return sign == "," if fraction_digits is None else fraction_digits < 3
