"""Decision tables: rows of conditions with the outputs they lead to."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from fields.conditions import Row
from fields.types import FieldList


class TableRow(BaseModel):
    """One rule: when all its conditions hold, these are the outputs. A condition's field is an input's key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    conditions: list[Row] = []
    outputs: dict[str, Any] = {}
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""


class DecisionTable(BaseModel):
    """Rules read from the top: the first that fits decides, or all that fit are collected."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hit_policy: Literal["first", "collect"] = "first"
    outputs: FieldList
    rows: list[TableRow] = []
