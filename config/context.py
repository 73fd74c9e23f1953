"""The frame of every page: who is signed in, where they can go, what waits for them."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give the rail, the team switcher and the counts; nothing where nobody is signed in."""
    return {"shell": None}
