"""Summarising by picking the sentences that say most, in the order they stand."""

import re
from collections import Counter

from agents.offline.words import telling

LONGEST = 20_000
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+(?=\s|$)|\n|$|[.!?…]+)")


def summarise(text: str, *, sentences: int = 2, characters: int = 400) -> str:
    """The sentences whose words the text repeats most, early ones first; never more than so many characters."""
    found = split(text)
    heard = Counter(word for sentence in found for word in set(telling(sentence)))

    def weight(place: int) -> float:
        said = set(telling(found[place]))
        return sum(heard[word] for word in said) / (4 + len(said)) + 1 / (1 + place)

    best = sorted(sorted(range(len(found)), key=weight, reverse=True)[:sentences])
    return shorten(" ".join(found[place] for place in best), characters)


def split(text: str) -> list[str]:
    """The sentences of a text, trimmed, without empty ones."""
    trimmed = (" ".join(match[0].split()) for match in _SENTENCE.finditer(text[:LONGEST]))
    return [sentence for sentence in trimmed if any(letter.isalnum() for letter in sentence)]


def shorten(text: str, characters: int) -> str:
    """The text, cut at a word with "…" where it is longer than so many characters."""
    if len(text) <= characters:
        return text
    head = text[: characters - 1]
    return (head[: head.rfind(" ")] if head.rfind(" ") > characters // 2 else head).rstrip(" ,;") + "…"
