"""Who asks for a page, and whether for a part of it."""

from django.http import HttpRequest

from governance.models import Team, User


def asker(request: HttpRequest) -> User:
    """The person who asks; the gate lets nobody else this far."""
    assert isinstance(request.user, User)
    return request.user


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks, for a part of the page."""
    return bool(getattr(request, "htmx", False))


def about_team(request: HttpRequest, team: Team) -> None:
    """Tell the frame which team a page without a team in its address is about."""
    request.team = team  # type: ignore[attr-defined]
