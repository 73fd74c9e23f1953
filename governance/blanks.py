"""What nobody has written: empty rows and empty answers of a form, left out when it is read."""

from collections.abc import Mapping
from typing import Any

from fields.sentences import Sentence

# What a fresh row holds before anyone has written into it: a row with nothing else is left out when saving.
IDLE = frozenset(
    "key type kind place required personal confidential comparison match currency hit_policy".split()  # noqa: SIM905
)


def is_blank(value: Any) -> bool:
    """Nothing was written here; what a fresh row holds by itself does not count."""
    if isinstance(value, dict):
        return all(key in IDLE or is_blank(each) for key, each in value.items())
    if isinstance(value, list):
        return all(is_blank(each) for each in value)
    return value is None or (isinstance(value, str) and not value.strip())


def without_blank_rows(value: Any) -> Any:
    """The document without the rows nobody filled in."""
    if isinstance(value, dict):
        return {key: without_blank_rows(each) for key, each in value.items()}
    if isinstance(value, list):
        return [without_blank_rows(each) for each in value if not (isinstance(each, dict) and is_blank(each))]
    return value


def without_blanks(value: Any) -> Any:
    """The document without empty answers, so that defaults and "fill this in" apply to them."""
    if isinstance(value, dict):
        return {key: without_blanks(each) for key, each in value.items() if each not in ("", None)}
    return [without_blanks(each) for each in value] if isinstance(value, list) else value


def pruned(value: Any, at: str = "") -> tuple[Any, dict[str, list[int]]]:
    """The same without empty rows, and where the rows left over stand in the form: {"outputs": [0, 2]}."""
    places: dict[str, list[int]] = {}

    def walk(value: Any, at: str) -> Any:
        if isinstance(value, dict):
            return {key: walk(each, f"{at}-{key}" if at else str(key)) for key, each in value.items()}
        if not isinstance(value, list):
            return value
        kept = [number for number, each in enumerate(value) if not (isinstance(each, dict) and is_blank(each))]
        places[at] = kept
        return [walk(value[number], f"{at}-{place}") for place, number in enumerate(kept)]

    return walk(value, at), places


def placed(errors: Mapping[str, Sentence], places: Mapping[str, list[int]]) -> dict[str, Sentence]:
    """The errors of a pruned document, under the names that its rows have in the form."""

    def name(path: str) -> str:
        read: list[str] = []
        found: list[str] = []
        for part in path.split("-"):
            rows = places.get("-".join(read), [])
            known = part.isdigit() and int(part[:9]) < len(rows)
            found.append(str(rows[int(part)]) if known else part)
            read.append(part)
        return "-".join(found)

    return {name(path): sentence for path, sentence in errors.items()}
