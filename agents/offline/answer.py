"""What the offline model writes into one field, from what it was given."""

from collections.abc import Mapping, Sequence
from typing import Any

from agents.offline.classify import classify
from agents.offline.draft import draft
from agents.offline.extract import extract, names_identifier
from agents.offline.guess import Guess
from agents.offline.summarise import shorten, split, summarise
from agents.offline.words import words
from agents.offline.yes_no import yes_no
from fields.types import Field, FieldType

WRITTEN = (FieldType.TEXT, FieldType.LONG_TEXT)
# Sentences picked from the text are its own words, but whether they are the right ones nothing can check.
PICKED = 0.8
# A sentence of the text is a fair summary or subject; for any other text it is a stopgap that a person should see.
STOPGAP = 0.4
_SUMS_UP = frozenset(("summary", "summarise", "summarize", "subject", "title", "sentence", "headline", "gist", "short"))
_REPLIES = frozenset(("reply", "answer", "response", "letter", "draft", "mail"))
UNKNOWN = Guess(None, 0.0)


def reading(inputs: Sequence[Field], values: Mapping[str, Any]) -> str:
    """All that the agent was given to read: its text inputs, one after the other."""
    texts = (values.get(field.key) for field in inputs if field.type in WRITTEN)
    return "\n".join(text for text in texts if isinstance(text, str) and text.strip())


def answer(field: Field, inputs: Sequence[Field], values: Mapping[str, Any]) -> Guess:
    """The value of one field with a confidence; nothing with confidence 0 where the text does not tell."""
    if field.type in WRITTEN and field.template.strip():
        return draft(field.template, inputs, values)
    text = reading(inputs, values)
    if not text:
        return UNKNOWN
    if field.type is FieldType.CHOICE:
        return classify(text, field.choices)
    if field.type is FieldType.YES_NO:
        return yes_no(field, text)
    if field.type in WRITTEN and not names_identifier(field):
        return _picked(field, text)
    return extract(field, text) or UNKNOWN


def _picked(field: Field, text: str) -> Guess:
    """Sentences of the text itself; a message of signs only ("???") has none and stands for itself."""
    named = {*words(field.name), *words(field.help), *field.key.split("_")}
    if field.type is FieldType.LONG_TEXT:
        sure = STOPGAP if named & _REPLIES else PICKED
        return Guess(summarise(text) or shorten(text.strip(), 400), sure)
    sure = PICKED if named & _SUMS_UP else STOPGAP
    return Guess(shorten(next(iter(split(text)), text.strip()), 120), sure)
