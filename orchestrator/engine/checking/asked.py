"""What a condition tells by having held: a comparison only holds where there is a value to compare."""

from collections.abc import Callable, Iterable

from fields.conditions import Comparison, Condition, Group, Row


def asked(condition: Condition | None) -> set[str]:
    """Give the steps that must have given something where a condition holds."""
    if condition is None:
        return set()
    return _members(condition, condition.match == "all", lambda row: row.comparison is not Comparison.IS_EMPTY)


def asked_unless(condition: Condition) -> set[str]:
    """Give the steps that must have given something where a condition does not hold: what was asked to be empty."""
    return _members(condition, condition.match == "any", lambda row: row.comparison is Comparison.IS_EMPTY)


def _members(condition: Condition, every: bool, tells: Callable[[Row], bool]) -> set[str]:
    """Put together what the rows tell: all of it where every one counts, else what each of them tells.

    A group that goes together the other way counts the other way.
    """
    groups = [group for group in condition.groups if group.rows]
    told = [_told(row, tells) for row in condition.rows]
    told += [
        _put_together(every == _same(condition, group), (_told(row, tells) for row in group.rows)) for group in groups
    ]
    return _put_together(every, told)


def _same(condition: Condition, group: Group) -> bool:
    return condition.match == group.match


def _told(row: Row, tells: Callable[[Row], bool]) -> set[str]:
    return {row.field.partition(".")[0]} if tells(row) else set()


def _put_together(every: bool, told: Iterable[set[str]]) -> set[str]:
    sets = list(told)
    if not sets:
        return set()
    return set.union(*sets) if every else set.intersection(*sets)
