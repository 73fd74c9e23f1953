"""Tags of runs, steps and cases."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from config.templatetags.ui import state, walk_dot
from orchestrator.queries.runs_words import Look

register = template.Library()


@register.simple_tag
def look(value: Look, plain: bool = False) -> SafeString:
    """A badge from a look."""
    return state(value.key, value.word, plain)


@register.simple_tag
def dot(value: Look) -> SafeString:
    """The round mark of a look in the timeline."""
    return walk_dot(value.key)


@register.filter
def at_most(number: Any, most: int) -> str:
    """A number that was only counted up to a bound: 100 of at most 100 is "99+"."""
    return f"{most - 1}+" if int(number) >= most else str(number)
