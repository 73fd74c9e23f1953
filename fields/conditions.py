"""Conditions a builder makes by picking a field, a comparison and a value; kept as CEL, read back as English."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from fields import cel, compiling
from fields.sentences import FieldError, Joined, Sentence, spoken
from fields.sentences import sentence as _
from fields.types import Field, FieldType


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

    @property
    def needs_value(self) -> bool:
        return self not in (self.IS_EMPTY, self.IS_NOT_EMPTY, self.IS_YES, self.IS_NO)


_WORDS = (Comparison.IS, Comparison.IS_NOT, Comparison.IS_ONE_OF)
_ORDER = (Comparison.IS_MORE_THAN, Comparison.IS_AT_LEAST, Comparison.IS_LESS_THAN, Comparison.IS_AT_MOST)
_TIMES = (Comparison.IS, Comparison.IS_NOT, Comparison.IS_BEFORE, Comparison.IS_AFTER)
_FOUND = (Comparison.IS_EMPTY, Comparison.IS_NOT_EMPTY)

COMPARISONS: dict[FieldType, tuple[Comparison, ...]] = {
    FieldType.TEXT: (*_WORDS, Comparison.CONTAINS, *_FOUND),
    FieldType.LONG_TEXT: (Comparison.CONTAINS, Comparison.IS, Comparison.IS_NOT, *_FOUND),
    FieldType.NUMBER: (*_WORDS, *_ORDER, *_FOUND),
    FieldType.MONEY: (Comparison.IS, Comparison.IS_NOT, *_ORDER, *_FOUND),
    FieldType.DATE: (*_TIMES, *_FOUND),
    FieldType.TIME: (*_TIMES, *_FOUND),
    FieldType.YES_NO: (Comparison.IS_YES, Comparison.IS_NO, *_FOUND),
    FieldType.CHOICE: (*_WORDS, *_FOUND),
    FieldType.EMAIL: (*_WORDS, Comparison.CONTAINS, *_FOUND),
}

MOST_ROWS = 50
JOINED_BY = {"all": _(" and "), "any": _(" or ")}
LABELS: dict[Comparison, Sentence] = {
    Comparison.IS: _("is"),
    Comparison.IS_NOT: _("is not"),
    Comparison.IS_ONE_OF: _("is one of"),
    Comparison.CONTAINS: _("contains"),
    Comparison.IS_MORE_THAN: _("is more than"),
    Comparison.IS_AT_LEAST: _("is at least"),
    Comparison.IS_LESS_THAN: _("is less than"),
    Comparison.IS_AT_MOST: _("is at most"),
    Comparison.IS_BEFORE: _("is before"),
    Comparison.IS_AFTER: _("is after"),
    Comparison.IS_EMPTY: _("is empty"),
    Comparison.IS_NOT_EMPTY: _("is not empty"),
    Comparison.IS_YES: _("is yes"),
    Comparison.IS_NO: _("is no"),
}


class Row(BaseModel):
    """One line of a condition: a field's path, a comparison and, where it needs one, a value."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    comparison: Comparison
    value: Any = None


class Group(BaseModel):
    """Rows of a condition that count as one of its rows: those in the parentheses."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    match: Literal["all", "any"] = "any"
    rows: list[Row] = []


class Condition(BaseModel):
    """Rows and groups of rows that must all, or of which any must, hold; without rows it always holds.

    A group without rows is still being made: it counts for nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    match: Literal["all", "any"] = "all"
    rows: list[Row] = []
    groups: list[Group] = []


def all_rows(condition: Condition) -> list[Row]:
    """The rows of a condition and of its groups."""
    return [*condition.rows, *(row for group in condition.groups for row in group.rows)]


def origins(condition: Condition) -> set[str]:
    """Where its fields come from: the first parts of their paths."""
    return {row.field.partition(".")[0] for row in all_rows(condition)}


def to_cel(condition: Condition, types: Mapping[str, Field]) -> str:
    """The condition as a CEL expression over `data`; raises FieldError where a row is unsound."""
    rows = all_rows(condition)
    if not rows:
        return "true"
    if len(rows) > MOST_ROWS:
        raise FieldError("out_of_range", _too_long())
    groups = [f"({_cel(group, types)})" for group in condition.groups if group.rows]
    return _cel(condition, types, groups)


def _cel(part: Condition | Group, types: Mapping[str, Field], further: Sequence[str] = ()) -> str:
    sources = [*(row_to_cel(row, types) for row in part.rows), *further]
    if part.match == "all":
        return " && ".join(sources)
    return " || ".join(f"({source})" for source in sources)


def _too_long() -> Sentence:
    return _("A condition has at most {most} rows. Let a rules agent decide what takes more.", most=MOST_ROWS)


def holds(condition: Condition, types: Mapping[str, Field], data: Mapping[str, Any]) -> bool:
    """Whether the condition holds for {"run": {…}, "size": {…}}; raises FieldError or CelError."""
    return cel.evaluate(to_cel(condition, types), data)


def row_to_cel(row: Row, types: Mapping[str, Field]) -> str:
    """One row as CEL; raises FieldError where it does not fit its field."""
    field = known(row, types)
    operand = compiling.operand(field, row.comparison, row.value) if row.comparison.needs_value else None
    return compiling.compare(row.field, field, row.comparison, operand)


def known(row: Row, types: Mapping[str, Field]) -> Field:
    """The row's field; raises FieldError where there is none or it cannot be compared like this."""
    field = types.get(row.field)
    if field is None:
        gone = _("“{field}” is not there any more. Pick another field.", field=spoken(row.field))
        raise FieldError("missing_field", gone)
    if row.comparison not in COMPARISONS[field.type]:
        label = LABELS[row.comparison]
        raise FieldError(
            "wrong_type",
            _("“{name}” cannot be compared with “{comparison}”. Pick another.", name=field.name, comparison=label),
        )
    return field


def row_problem(row: Row, types: Mapping[str, Field]) -> Sentence | None:
    """Why the row is unsound, if it is."""
    try:
        row_to_cel(row, types)
    except FieldError as error:
        return error.sentence
    return None


def check(condition: Condition, types: Mapping[str, Field]) -> list[Sentence]:
    """What is unsound, a sentence for each row that is."""
    rows = all_rows(condition)
    if len(rows) > MOST_ROWS:
        return [_too_long()]
    return [problem for row in rows if (problem := row_problem(row, types))]


def sentence(condition: Condition, types: Mapping[str, Field]) -> Sentence:
    """The condition in words: "Amount is more than €100.00 and (Category is Card lost or Customer is premium)"."""
    groups = [group for group in condition.groups if group.rows]
    parts = [row_sentence(row, types) for row in condition.rows]
    alone = len(parts) + len(groups) == 1
    for group in groups:
        said = _together(group.match, [row_sentence(row, types) for row in group.rows])
        plain = alone or len(group.rows) == 1 or group.match == condition.match
        parts.append(said if plain else _("({rows})", rows=said))
    return _together(condition.match, parts) if parts else _("Always")


def _together(match: str, parts: Sequence[Sentence]) -> Sentence:
    return _("{rows}", rows=Joined(tuple(parts), JOINED_BY[match].template))


def row_sentence(row: Row, types: Mapping[str, Field]) -> Sentence:
    """One row in words, also where its field is gone."""
    field = types.get(row.field)
    name = field.name if field else spoken(row.field)
    if not row.comparison.needs_value:
        return _("{name} {comparison}", name=name, comparison=LABELS[row.comparison])
    return _("{name} {comparison} {value}", name=name, comparison=LABELS[row.comparison], value=_value(row, field))


def _value(row: Row, field: Field | None) -> str:
    if field is None:
        return str(row.value)
    try:
        return field.display(compiling.operand(field, row.comparison, row.value))
    except FieldError:
        return str(row.value)[:200] if isinstance(row.value, str) else "…"
