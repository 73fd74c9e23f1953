"""The few writes every step of every run makes, with their SQL built once: building it costs more than running it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection, models

from governance import wall

AT_ONCE = 500  # rows in one statement: SQLite counts its parameters


def insert(model: type[models.Model], columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of values that are already as the database wants them; times may be datetimes. Behind the wall."""
    wall.require(model, "inserting")
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            batch = rows[start : start + AT_ONCE]
            values = _adapted(value for row in batch for value in row)
            cursor.execute(_insert(model, columns, len(batch), connection.vendor), values)


def update(model: type[models.Model], where: dict[str, Any], changes: dict[str, Any]) -> int:
    """Update the rows whose columns equal these values; gives how many there were. Behind the wall."""
    wall.require(model, "update()")
    sql = _update(model, tuple(where), tuple(changes), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, _adapted((*changes.values(), *where.values())))
        return int(cursor.rowcount)


def _adapted(values: Iterable[Any]) -> list[Any]:
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(value) if isinstance(value, datetime) else value for value in values]


@lru_cache(maxsize=64)
def _insert(model: type[models.Model], columns: tuple[str, ...], count: int, vendor: str) -> str:
    names = ", ".join(_column(model, name) for name in columns)
    row = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {_table(model)} ({names}) VALUES {', '.join([row] * count)}"  # noqa: S608 - names of our own columns


@lru_cache(maxsize=256)
def _update(model: type[models.Model], where: tuple[str, ...], changes: tuple[str, ...], vendor: str) -> str:
    sets = ", ".join(f"{_column(model, name)} = %s" for name in changes)
    tests = " AND ".join(f"{_column(model, name)} = %s" for name in where)
    return f"UPDATE {_table(model)} SET {sets} WHERE {tests}"  # noqa: S608 - names of our own columns


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return connection.ops.quote_name(field.column)
