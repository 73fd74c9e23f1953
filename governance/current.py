"""The team a person is looking at on pages that belong to no team: the one looked at last, else the first."""

from django.http import HttpRequest

from governance import access
from governance.models import Team

SESSION_KEY = "team"


def current_team(request: HttpRequest) -> Team | None:
    """The team of this request; None for people without a team."""
    teams = list(access.visible(request.user, Team))
    remembered = request.session.get(SESSION_KEY)
    return next((team for team in teams if team.slug == remembered), teams[0] if teams else None)
