"""Answering a yes/no field: yes where the text says one of the things its name or help lists."""

import re

from agents.offline.guess import Guess
from agents.offline.words import stem, telling, words
from fields.types import Field

_DENIED = frozenset(("not", "no", "never", "without", "don't", "doesn't", "didn't", "isn't", "wasn't"))
# A word is taken back by a denial so few words before it: "I do not want a lawyer".
NEAR = 3


def yes_no(field: Field, text: str) -> Guess:
    """Yes with the words found, surer with each; else no, surer where the help lists what to look for."""
    said = _said(text)
    phrases = {tuple(telling(part)) for part in re.split(r"[,;:.!?\n()]", f"{field.name},{field.help}")} - {()}
    found = sorted(phrase for phrase in phrases if set(phrase) <= said.keys())
    if not found:
        return Guess(False, 0.85 if words(text) and len(phrases) > 2 else 0.5)
    return Guess(True, round(1 - 0.3 * 0.5 ** len(found), 4), tuple(said[word] for phrase in found for word in phrase))


def _said(text: str) -> dict[str, str]:
    """The telling words of a text that are not denied, as compared and as written."""
    plain = words(text)
    kept = set(telling(text))
    return {
        stem(word): word
        for place, word in enumerate(plain)
        if stem(word) in kept and _DENIED.isdisjoint(plain[max(0, place - NEAR) : place])
    }
