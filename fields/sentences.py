"""Sentences for people: a translatable template with its parameters, filled in late."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

FailureKind = Literal["missing_field", "wrong_type", "out_of_range"]


@dataclass(frozen=True)
class Sentence:
    """A template such as "{name} is missing." and its parameters; `str()` gives the English."""

    template: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.render(str)

    def render(self, translate: Callable[[str], str]) -> str:
        """The sentence in the language of `translate`; parameters that are sentences are rendered too."""
        return translate(self.template).format_map(
            {key: _render(value, translate) for key, value in self.params.items()}
        )


@dataclass(frozen=True)
class Joined:
    """Several parts shown one after the other, with a word between them that is translated as well."""

    parts: tuple[Any, ...]
    word: str = ", "

    def __str__(self) -> str:
        return self.render(str)

    def render(self, translate: Callable[[str], str]) -> str:
        return translate(self.word).join(_render(part, translate) for part in self.parts)


def _render(value: Any, translate: Callable[[str], str]) -> str:
    return value.render(translate) if isinstance(value, Sentence | Joined) else str(value)


def spoken(path: str) -> str:
    """What to call a field of which only the path is left: "triage.card_number" is "Card number"."""
    return path.rpartition(".")[2].replace("_", " ").capitalize()


def sentence(template: str, **params: Any) -> Sentence:
    """Make a sentence; imported as `_` so that the message extractors find the templates."""
    return Sentence(template, params)


def marked(template: str) -> str:
    """A template that is made a sentence further on, marked for the message extractors."""
    return template


class FieldError(ValueError):
    """A value that does not fit its field, with a sentence that says what to do."""

    def __init__(self, failure: FailureKind, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.failure: FailureKind = failure
        self.sentence = sentence
