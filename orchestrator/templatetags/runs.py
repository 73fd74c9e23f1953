"""Filters of the pages about runs."""

from django import template

register = template.Library()


@register.filter
def at_most(number: int, most: int) -> str:
    """A number that was only counted up to a bound: 100 of at most 100 is "99+"."""
    return f"{most - 1}+" if number >= most else str(number)
