"""The wall: governed rows refuse every change outside an open door."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models


class WallError(RuntimeError):
    """A governed row was about to change outside an open door."""


@dataclass
class OpenDoor:
    """What an open door knows: who came through, what for, and what has been noted."""

    actor: Any
    verb: str
    appended: int = 0
    facts: dict[str, Any] = field(default_factory=dict)


_door: ContextVar[OpenDoor | None] = ContextVar("door", default=None)


def current() -> OpenDoor | None:
    """The door that is open in this context, if any."""
    return _door.get()


@contextmanager
def opening(door: OpenDoor) -> Iterator[OpenDoor]:
    """Hold this door open; only governance.door and installation code use it."""
    token = _door.set(door)
    try:
        yield door
    finally:
        _door.reset(token)


def require(model: type[models.Model], change: str) -> None:
    """Refuse a change of this model unless a door is open."""
    if _door.get() is None:
        raise WallError(
            f"{model.__name__} rows change only through an action: "
            f"call the governed action instead of {change}, so that it is checked and recorded."
        )


M = TypeVar("M", bound=models.Model)


class GuardedQuerySet(models.QuerySet[M]):
    """A queryset that reads freely and writes only through an open door."""

    def _insert(self, *args: Any, **kwargs: Any) -> Any:
        require(self.model, "inserting")
        return super()._insert(*args, **kwargs)  # type: ignore[misc]

    def _update(self, *args: Any, **kwargs: Any) -> Any:
        require(self.model, "saving")
        return super()._update(*args, **kwargs)  # type: ignore[misc]

    def update(self, **kwargs: Any) -> int:
        require(self.model, "update()")
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        require(self.model, "delete()")
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def _raw_delete(self, *args: Any, **kwargs: Any) -> Any:
        require(self.model, "deleting")
        return super()._raw_delete(*args, **kwargs)


GuardedManager = models.Manager.from_queryset(GuardedQuerySet, "GuardedManager")


class GuardedModel(models.Model):
    """A governed row; related sets, cascades and save() go through the guarded manager too."""

    objects = GuardedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        require(type(self), "save()")
        super().save_base(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        require(type(self), "delete()")
        return super().delete(*args, **kwargs)
