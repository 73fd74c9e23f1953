"""How a person likes their pages: nothing anybody else sees, so the trail does not record it."""

from typing import Any

from governance.models import User


def preference(person: User, name: str, default: Any = None) -> Any:
    """What a person chose."""
    return person.preferences.get(name, default)


def keep(person: User, name: str, value: Any) -> None:
    """Remember a choice; None forgets it."""
    kept = {key: each for key, each in person.preferences.items() if key != name}
    person.preferences = kept if value is None else kept | {name: value}
    person.save(update_fields=["preferences"])
