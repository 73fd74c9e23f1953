"""Conditions a builder makes by picking a field, a comparison and a value; kept as CEL, read back as English."""

from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Comparison(StrEnum):
    """How a field is compared with a value."""

    IS = "is"
    IS_NOT = "is_not"
    IS_ONE_OF = "is_one_of"
    CONTAINS = "contains"
    IS_MORE_THAN = "is_more_than"
    IS_AT_LEAST = "is_at_least"
    IS_LESS_THAN = "is_less_than"
    IS_AT_MOST = "is_at_most"
    IS_BEFORE = "is_before"
    IS_AFTER = "is_after"
    IS_EMPTY = "is_empty"
    IS_NOT_EMPTY = "is_not_empty"
    IS_YES = "is_yes"
    IS_NO = "is_no"


class Row(BaseModel):
    """One line of a condition: a field's path, a comparison and, where it needs one, a value."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    comparison: Comparison
    value: Any = None


class Condition(BaseModel):
    """Rows that must all, or of which any must, hold; without rows it always holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    match: Literal["all", "any"] = "all"
    rows: list[Row] = []
