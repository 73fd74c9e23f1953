"""Contracts: what a receiver asks for, checked when data passes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fields.sentences import FailureKind, FieldError, Sentence
from fields.types import Field


@dataclass(frozen=True, slots=True)
class Failure:
    """One field that does not fit: its key, the kind of failure and a sentence."""

    field: str
    failure: FailureKind
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Checked:
    """The canonical values of the fields that fit, and the failures of those that do not."""

    values: dict[str, Any]
    failures: list[Failure]

    @property
    def ok(self) -> bool:
        return not self.failures


def check(fields: Sequence[Field], values: Mapping[str, Any]) -> Checked:
    """Read every field from the values; what the contract does not name is left behind."""
    checked = Checked({}, [])
    for field in fields:
        try:
            checked.values[field.key] = field.parse(values.get(field.key))
        except FieldError as error:
            checked.failures.append(Failure(field.key, error.failure, error.sentence))
    return checked


def json_schema(fields: Sequence[Field]) -> dict[str, Any]:
    """The contract as the JSON Schema of one object."""
    return {
        "type": "object",
        "properties": {field.key: field.json_schema() for field in fields},
        "required": [field.key for field in fields if field.required],
        "additionalProperties": False,
    }
