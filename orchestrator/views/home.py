"""Home: what needs me, what runs, what went wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from governance import access, preferences
from governance.models import Team
from orchestrator.queries import home as queries
from orchestrator.queries import runs
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
    if teams and not wants_part(request):
        context |= {"team": teams[0], "startable": runs.startable(asker(request), teams[0])}
    page = "orchestrator/home/_parts.html" if wants_part(request) else "orchestrator/home/home.html"
    response = render(request, page, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_POST
def first_steps(request: HttpRequest) -> HttpResponse:
    """Put the first steps of a team away, or bring them back."""
    person, wanted = asker(request), request.POST.get("team", "")
    team = access.get(person, "workflow.edit", Team, slug=wanted)
    away = request.POST.get("away") == "yes"
    others = [pk for pk in preferences.preference(person, queries.STEPS_AWAY, []) if pk != team.pk]
    preferences.keep(person, queries.STEPS_AWAY, [*others, team.pk] if away else others)
    if away:
        messages.info(request, _("The first steps are put away. The foot of this page brings them back."))
    return redirect(f"{reverse('home')}?team={team.slug}")


def _watched(parts: list[queries.TeamHome]) -> list[str]:
    return [f"runs:{part.team.pk}" for part in parts] + [f"inbox:{part.team.pk}" for part in parts if part.reviews]
