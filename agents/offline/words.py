"""Words of a text as the offline model compares them: lower-cased, without endings, alone and in pairs."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# What two neighbouring words say together, beside what each says alone.
PAIR_WEIGHT = 0.3

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[€$£¥₹₩]")

# Words that stand in every message and so tell nothing alone; in a pair ("not mine", "top up") they count.
_COMMON = frozenset(
    "a an the and or but if of to in on at by for from with as is are was were be been being am i i'm i've i'd me my "  # noqa: SIM905
    "mine we our us you your it its it's this that that's these those there he she they them his her their do does did "
    "don't doesn't didn't have has had having can could can't couldn't would will won't shall should may might must so "
    "than then just very please hi hello hey dear thanks thank how what what's which who when where why any some also "
    "too into about up out over not no nor yes".split()
)


def words(text: str) -> list[str]:
    """The words of a text, lower-cased and in order; "top-up" is two."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without the endings that change most: "charges", "charged" and "charging" → "charg"."""
    if word.endswith("'s"):
        word = word[:-2]
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = _single(word[: -len(ending)])
            break
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def _single(word: str) -> str:
    """Without the doubled last letter of "stopped" and "topping", but not of "falling" or "passed"."""
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls"
    return word[:-1] if doubled else word


class Heard(NamedTuple):
    """One telling word, or one pair of neighbours, as it is compared and as it was written."""

    key: str
    written: str
    weight: float


def heard(text: str) -> Iterator[Heard]:
    """What a text is compared by: its telling words, and each pair of neighbours with less weight."""
    plain = words(text)
    stems = [stem(word) for word in plain]
    for word, root in zip(plain, stems, strict=True):
        if word not in _COMMON:
            yield Heard(root, word, 1.0)
    # A pair is written as one word, so that "topup" meets "top up".
    for place in range(len(stems) - 1):
        yield Heard(stems[place] + stems[place + 1], f"{plain[place]} {plain[place + 1]}", PAIR_WEIGHT)


def telling(text: str) -> list[str]:
    """The stems of the words that tell something, in order."""
    return [stem(word) for word in words(text) if word not in _COMMON]
