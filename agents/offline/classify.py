"""Choosing one of a field's choices by the words of their names, descriptions and examples.

Each choice is a heap of words. A message scores for a choice by how much likelier its words are in that heap than
in the others (naive Bayes with smoothing); the best score's share of all is the confidence.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from agents.offline.guess import Guess
from agents.offline.words import Heard, heard
from fields.types import Choice

# Longer messages repeat themselves: beyond so much weight each further word counts for less.
ENOUGH = 25.0
LONGEST = 8_000
# How alike a misspelt word and a known one must be, as the share of three-letter parts in common.
ALIKE = 0.59
# A choice described in this many words or more is smoothed in full; one of three words hardly.
WELL_DESCRIBED = 200


@dataclass(frozen=True, slots=True)
class Profile:
    """What each word says for each choice, and where to look misspelt words up."""

    values: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]
    by_part: dict[str, tuple[str, ...]]


def classify(text: str, choices: Sequence[Choice]) -> Guess:
    """The choice whose words the text shares most; where it shares none, the first with confidence 0."""
    profile = _profile(tuple((one.value, one.label, one.description, *one.examples) for one in choices))
    known = _known(text[:LONGEST], profile)
    if not known:
        return Guess(profile.values[0], 0.0)
    scores = [0.0] * len(profile.values)
    scale = min(1.0, math.sqrt(ENOUGH / sum(word.weight for word in known.values())))
    for key, word in known.items():
        for place, weight in enumerate(profile.weights[key]):
            scores[place] += weight * word.weight * scale
    return _best(profile, scores, known)


def _best(profile: Profile, scores: list[float], known: dict[str, Heard]) -> Guess:
    top = max(scores)
    best = scores.index(top)
    confidence = 1 / sum(math.exp(score - top) for score in scores)
    pull = {key: profile.weights[key][best] * word.weight for key, word in known.items()}
    deciding = [key for key in sorted(pull, key=lambda key: -pull[key])[:4] if pull[key] > 0]
    return Guess(profile.values[best], round(confidence, 4), tuple(known[key].written for key in deciding))


def _known(text: str, profile: Profile) -> dict[str, Heard]:
    """The words and pairs that some choice holds too, each once; a misspelt word is read as its nearest."""
    known: dict[str, Heard] = {}
    for word in heard(text):
        key = word.key if word.key in profile.weights else _nearest(word.key, profile) if word.weight == 1 else None
        if key and (key not in known or known[key].weight < word.weight):
            known[key] = word
    return known


@lru_cache(maxsize=64)
def _profile(choices: tuple[tuple[str, ...], ...]) -> Profile:
    """The heaps of these choices compared, worked out once."""
    heaps = [_heap(texts) for texts in choices]
    vocabulary = sorted(set().union(*heaps))
    totals = [sum(heap.values()) for heap in heaps]
    smoothing = min(1.0, max(0.1, sum(totals) / len(totals) / WELL_DESCRIBED))
    weights: dict[str, tuple[float, ...]] = {}
    for word in vocabulary:
        chances = [
            math.log((heap[word] + smoothing) / (total + smoothing * len(vocabulary)))
            for heap, total in zip(heaps, totals, strict=True)
        ]
        middle = sum(chances) / len(chances)
        weights[word] = tuple(chance - middle for chance in chances)
    return Profile(tuple(texts[0] for texts in choices), weights, _by_part(vocabulary))


def _heap(texts: tuple[str, ...]) -> Counter[str]:
    heap: Counter[str] = Counter()
    for text in texts:
        for word in heard(text.replace("_", " ")):
            heap[word.key] += word.weight  # type: ignore[assignment]
    return heap


def _by_part(vocabulary: Sequence[str]) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for word in vocabulary:
        if len(word) >= 4:
            for part in _parts(word):
                index.setdefault(part, []).append(word)
    return {part: tuple(found) for part, found in index.items()}


def _parts(word: str) -> frozenset[str]:
    padded = f"^{word}$"
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def _nearest(word: str, profile: Profile) -> str | None:
    """The known word a misspelt one most likely means: "tranfer" → "transfer"."""
    if len(word) < 5:
        return None
    parts = _parts(word)
    shared = Counter(match for part in parts for match in profile.by_part.get(part, ()))
    best, best_likeness = None, ALIKE
    for match, count in shared.items():
        likeness = 2 * count / (len(parts) + len(match))
        if likeness > best_likeness and match[0] == word[0]:
            best, best_likeness = match, likeness
    return best
