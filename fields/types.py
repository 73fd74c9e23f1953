"""The field types a builder picks from, and the Field that contracts, forms and tables are made of."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    field_validator,
    model_validator,
)

from fields import display, parsing, schema
from fields.lines import one_line
from fields.sentences import FieldError
from fields.sentences import sentence as _


class FieldType(StrEnum):
    """What kind of value a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    YES_NO = "yes_no"
    CHOICE = "choice"
    EMAIL = "email"


Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100), BeforeValidator(one_line)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class Choice(BaseModel):
    """One value a choice field may take, with the words that help a person or a model to pick it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    label: Name
    description: Note = ""
    examples: list[Annotated[str, StringConstraints(max_length=1000)]] = []

    @model_validator(mode="before")
    @classmethod
    def fill_in(cls, raw: Any) -> Any:
        """A value from the label, or a label from the value, where only one is given."""
        if not isinstance(raw, dict):
            return raw
        label, value = str(raw.get("label") or ""), str(raw.get("value") or "")
        return {**raw, "value": value or (key_for(label) if label else ""), "label": label or value}

    @field_validator("examples", mode="before")
    @classmethod
    def one_per_line(cls, raw: Any) -> Any:
        return [line.strip() for line in raw.splitlines() if line.strip()] if isinstance(raw, str) else raw


class Field(BaseModel):
    """A named, typed value: an input, an output, or a column of a decision table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Key
    name: Name
    type: FieldType
    help: Note = ""
    required: bool = True
    choices: list[Choice] = []
    minimum: Any = None
    maximum: Any = None
    personal: bool = False
    confidential: bool = False
    template: Annotated[str, StringConstraints(max_length=20_000)] = ""

    @model_validator(mode="before")
    @classmethod
    def fill_in(cls, raw: Any) -> Any:
        """A key from the name where none is given."""
        if isinstance(raw, dict) and not raw.get("key") and raw.get("name"):
            return {**raw, "key": key_for(str(raw["name"]))}
        return raw

    @field_validator("minimum", "maximum", mode="before")
    @classmethod
    def read_bound(cls, raw: Any, info: Any) -> Any:
        return parsing.bound(info.data.get("type", FieldType.TEXT), raw)

    @model_validator(mode="after")
    def check_choices(self) -> Self:
        if self.type is FieldType.CHOICE and not self.choices:
            raise FieldError("missing_field", _("Add the choices of “{name}”.", name=self.name))
        values = [choice.value for choice in self.choices]
        if len(set(values)) < len(values):
            raise FieldError("out_of_range", _("Two choices of “{name}” are the same.", name=self.name))
        return self

    def parse(self, raw: Any) -> Any:
        """The canonical JSON value of a form's string or a JSON value; raises FieldError."""
        return parsing.parse(self, raw)

    def display(self, value: Any) -> str:
        """The value as a person reads it."""
        return display.display(self, value)

    def json_schema(self) -> dict[str, Any]:
        return schema.field_schema(self)

    def choice(self, value: Any) -> Choice | None:
        return next((choice for choice in self.choices if choice.value == value), None)


def key_for(name: str, taken: Iterable[str] = ()) -> str:
    """A key made from a name: "Card number (last 4)" → "card_number_last_4"; numbered where taken."""
    plain = unicodedata.normalize("NFKD", name[:200].replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:55].strip("_")
    if not key or not key[0].isalpha():
        key = f"field_{key}".strip("_")
    used, number, fresh = set(taken), 1, key
    while fresh in used:
        number += 1
        fresh = f"{key}_{number}"
    return fresh


def check_unique(fields: list[Field]) -> list[Field]:
    """The same list, or a FieldError naming the field that is there twice."""
    seen: set[str] = set()
    for field in fields:
        if field.key in seen:
            raise FieldError("out_of_range", _("Two fields are called “{name}”. Rename one.", name=field.name))
        seen.add(field.key)
    return fields


FieldList = Annotated[list[Field], AfterValidator(check_unique)]
