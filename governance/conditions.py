"""A condition as a form sends it, read with the values as their fields keep them."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from fields import compiling, conditions, nested
from fields.conditions import Condition, Row
from fields.sentences import FieldError, Sentence
from fields.types import Field
from governance.blanks import without_blank_rows, without_blanks

Errors = dict[str, Sentence]


def read_condition(
    given: Any, types: Mapping[str, Field], at: str, *, unfinished: bool = False
) -> tuple[Condition | None, Errors]:
    """The condition under the form name `at` (None where nobody wrote a row), and what is wrong by form name.

    unfinished: rows whose value is still to come are kept as they are, as a draft that saves itself needs it.
    """
    answer = without_blanks(without_blank_rows(given)) if isinstance(given, dict) else {}
    if not answer.get("rows") and not answer.get("groups"):
        return None, {}
    try:
        written = Condition.model_validate(answer)
    except ValidationError as error:
        return None, {f"{at}-{path}": said for path, said in nested.errors_by_path(error).items()}
    errors: Errors = {}
    rows = _read_rows(written.rows, types, f"{at}-rows", errors, unfinished)
    groups = [
        group.model_copy(
            update={"rows": _read_rows(group.rows, types, f"{at}-groups-{number}-rows", errors, unfinished)}
        )
        for number, group in enumerate(written.groups)
    ]
    return written.model_copy(update={"rows": rows, "groups": groups}), errors


def _read_rows(rows: list[Row], types: Mapping[str, Field], at: str, errors: Errors, unfinished: bool) -> list[Row]:
    found = []
    for number, row in enumerate(rows):
        try:
            field = conditions.known(row, types)
            value = compiling.operand(field, row.comparison, row.value) if row.comparison.needs_value else None
            found.append(row.model_copy(update={"value": value}))
        except FieldError as error:
            if not (unfinished and error.failure == "missing_field"):
                errors[f"{at}-{number}"] = error.sentence
            found.append(row)
    return found
