"""What the offline model knows so far in one turn, what it may conclude from it, and why."""

from collections.abc import Mapping, Sequence
from typing import Any

from agents.offline.answer import UNKNOWN, WRITTEN, answer
from agents.offline.extract import names_identifier
from agents.offline.guess import Guess
from fields.types import Field, FieldType

# Below this a guess is not handed to a tool, and an optional output stays empty.
LIKELY = 0.6
COPIED = 1.0
# Types by which one field of an agent can stand for another with a longer name: "email" for "customer_email".
TELLING_TYPES = (FieldType.EMAIL, FieldType.MONEY, FieldType.DATE, FieldType.TIME)


class Knowledge:
    """The agent's inputs and what its tools gave back, and the answer that follows."""

    def __init__(self, inputs: Sequence[Field], outputs: Sequence[Field], values: Mapping[str, Any]) -> None:
        self.inputs, self.outputs = inputs, outputs
        self.given = {field.key: values[field.key] for field in inputs if values.get(field.key) not in (None, "")}
        self.fields = {field.key: field for field in inputs}
        self.known = dict(self.given)
        self._concluded: dict[str, Guess] = {}

    def learn(self, fields: Sequence[Field], values: Mapping[str, Any]) -> None:
        """Take in what a tool gave back; what the agent was given itself is not overwritten."""
        for field in fields:
            if field.key not in self.known and values.get(field.key) is not None:
                self.known[field.key], self.fields[field.key] = values[field.key], field

    def unknown_outputs(self) -> list[Field]:
        """The output fields that nothing known fills yet."""
        return [field for field in self.outputs if not field.template and self._copied(field) is None]

    def arguments(self, fields: Sequence[Field]) -> dict[str, Any] | None:
        """What a tool is called with; None while a required input is not known."""
        filled = {field.key: self.fill(field) for field in fields}
        if any(field.required and filled[field.key] is None for field in fields):
            return None
        return {key: value for key, value in filled.items() if value is not None}

    def fill(self, field: Field) -> Any:
        """The value of a tool's input: known under its name, standing for it, or clearly stated in the text."""
        if (value := self._copied(field)) is not None or (value := self._stand_in(field)) is not None:
            return value
        if field.type is FieldType.YES_NO or (field.type in WRITTEN and not names_identifier(field)):
            return None
        guess = self._conclude(field)
        return guess.value if guess.confidence >= LIKELY else None

    def answer(self) -> dict[str, Any]:
        """Every output field, with the confidence of the least sure required one and why."""
        guesses = {field.key: self._output(field) for field in self.outputs}
        required = [guesses[field.key].confidence for field in self.outputs if field.required]
        reasons = [_reason(field, guesses[field.key], self._copied(field) is not None) for field in self.outputs]
        values = {key: guess.value for key, guess in guesses.items()}
        confidence = min(required, default=max((guess.confidence for guess in guesses.values()), default=0.0))
        return {**values, "confidence": round(confidence, 4), "why": " ".join(reasons)}

    def _output(self, field: Field) -> Guess:
        copied = None if field.template else self._copied(field)
        guess = self._conclude(field) if copied is None else Guess(copied, COPIED)
        return guess if field.required or guess.confidence >= LIKELY else UNKNOWN

    def _conclude(self, field: Field) -> Guess:
        place = f"{field.key} {field.type}"
        if place not in self._concluded:
            self._concluded[place] = answer(field, self.inputs, self.given)
        return self._concluded[place]

    def _copied(self, field: Field) -> Any:
        """The known value under the same key, else the one of the same name, where it fits the field."""
        if field.key in self.known:
            return _fitting(field, self.known[field.key])
        called = field.name.casefold()
        alike = [key for key, other in self.fields.items() if key in self.known and other.name.casefold() == called]
        return _fitting(field, self.known[alike[0]]) if len(alike) == 1 else None

    def _stand_in(self, field: Field) -> Any:
        """The one known value of the same telling type whose key ends like the field's, or the other way round."""
        if field.type not in TELLING_TYPES:
            return None
        alike = [
            key
            for key, other in self.fields.items()
            if key in self.known and other.type is field.type and _same_ending(key, field.key)
        ]
        return _fitting(field, self.known[alike[0]]) if len(alike) == 1 else None


def _fitting(field: Field, value: Any) -> Any:
    if value in (None, ""):
        return None
    try:
        return field.parse(value)
    except ValueError:
        return None


def _same_ending(one: str, other: str) -> bool:
    return one.endswith(f"_{other}") or other.endswith(f"_{one}")


def _reason(field: Field, guess: Guess, copied: bool) -> str:
    """Why a field was filled like this, in a sentence."""
    return f"{field.name}: {_account(field, guess, copied)}."


def _account(field: Field, guess: Guess, copied: bool) -> str:
    if guess.value is None:
        return "nothing in the text tells"
    if field.template or copied:
        return "drafted from the template" if field.template else "taken over as it was given"
    if field.type is FieldType.LONG_TEXT:
        return "sentences picked from the text"
    shown = field.display(guess.value)
    if guess.words:
        return f"{shown}, because of " + ", ".join(f"“{word}”" for word in guess.words)
    told = "says nothing of what it looks for" if field.type is FieldType.YES_NO else "says"
    return f"{shown}, as the text {told}"
