"""Home: what needs me, what runs, what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from governance import access
from orchestrator.queries import home as queries
from orchestrator.views.runs_asker import asker, wants_part

MOST_TEAMS = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The person's teams, the one they chose first."""
    teams = queries.teams_of(asker(request))
    chosen = request.GET.get("team") or request.session.get("team", "")
    teams.sort(key=lambda team: team.slug != chosen)
    parts = queries.home_of(asker(request), teams[:MOST_TEAMS])
    context = {"parts": parts, "further": teams[MOST_TEAMS:], "watch": " ".join(_watched(parts))}
    context["looks_after"] = not teams and access.teams(asker(request), "team.manage").exists()
    context |= {name: sum(getattr(part, name) for part in parts) for name in ("waiting", "moves", "failed")}
    page = "orchestrator/home/_parts.html" if wants_part(request) else "orchestrator/home/home.html"
    response = render(request, page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _watched(parts: list[queries.TeamHome]) -> list[str]:
    return [f"runs:{part.team.pk}" for part in parts] + [f"inbox:{part.team.pk}" for part in parts if part.reviews]
