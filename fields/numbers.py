"""Reading numbers as people write them, without ever meeting infinity."""

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import AfterValidator

from fields.sentences import FieldError
from fields.sentences import sentence as _

# Beyond this a double, and so JSON and the trail's canonical form, can no longer tell two whole numbers apart.
LARGEST = 2**53 - 1

_SPACES = re.compile(r"[\s\u00a0\u202f'’_]")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)


def row_number(number: int) -> int:
    """The number of a row that was picked from a list; FieldError for one that no database has."""
    if not 0 <= number < 2**63:
        raise FieldError("out_of_range", _("Pick one of the list."))
    return number


RowNumber = Annotated[int, AfterValidator(row_number)]


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
    """The same number with "." as its decimal sign and nothing between thousands; else the text as it is."""
    last = max(text.rfind(","), text.rfind("."))
    if last < 0:
        return text
    sign, whole, fraction = text[last], text[:last], text[last + 1 :]
    if sign in whole:  # 1,234,567
        return _ungrouped(text, sign)
    if (other := "." if sign == "," else ",") in whole:  # 1,234.50
        return f"{_ungrouped(whole, other)}.{fraction}"
    if _groups_thousands(whole, fraction) and (sign == "," if fraction_digits is None else fraction_digits < 3):
        return whole + fraction
    return f"{whole}.{fraction}"


def _ungrouped(text: str, sign: str) -> str:
    return text.replace(sign, "") if re.fullmatch(rf"[+-]?\d{{1,3}}(\{sign}\d{{3}})+", text) else text


def _groups_thousands(whole: str, fraction: str) -> bool:
    """Whether the one sign could stand between thousands: in 1,234 it does, in 0,234 and 12,5 it does not."""
    return len(fraction) == 3 and 1 <= len(whole.lstrip("+-")) <= 3 and not whole.lstrip("+-").startswith("0")
