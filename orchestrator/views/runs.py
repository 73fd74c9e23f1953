"""The list of a team's runs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from governance import access
from governance.models import Team
from orchestrator.queries import runs as queries
from orchestrator.queries.runs import SORTS, STATES, RunFilter
from orchestrator.views.runs_asker import asker, wants_part
from orchestrator.views.runs_table import COLUMNS, columns_of

SORT_LINKS = {"newest": "", **{name: name for name in SORTS}}


@require_safe
def runs(request: HttpRequest, team: str) -> HttpResponse:
    """The runs of a team, newest first; the address keeps the filters."""
    room = access.get(asker(request), "run.view", Team, slug=team)
    wanted = RunFilter.of(request.GET)
    page = queries.page_of_runs(room, wanted)
    context = {"team": room, "wanted": wanted, "page": page, "here": request.path + wanted.here}
    context["older_link"] = wanted.link(page=page.older) if wanted.sort else wanted.link(before=page.older)
    context |= {
        "columns": columns_of(asker(request)),
        "sorts": {name: wanted.link(sort=key) for name, key in SORT_LINKS.items()},
    }
    if not page.lines or not wants_part(request):
        context["startable"] = queries.startable(asker(request), room)
    if wants_part(request):
        response = render(request, "orchestrator/runs/_list.html", context)
    else:
        response = render(request, "orchestrator/runs/list.html", context | _chips(room, wanted))
    patch_vary_headers(response, ["HX-Request"])
    return response


def _chips(team: Team, wanted: RunFilter) -> dict[str, Any]:
    states = [(key, wanted.link(state=key), kind.word) for key, kind in STATES.items()]
    workflows = queries.workflows_in(team)
    names = {each.key: each.name for each in workflows}
    return {
        "states": [("", wanted.link(state=""), None), *states],
        "workflows": [(each, wanted.link(workflow=each.key)) for each in workflows],
        "chosen_workflow": names.get(wanted.workflow, wanted.workflow),
        "outcomes": [(word, wanted.link(outcome=word)) for word in queries.outcomes_in(team)],
        "without": {name: wanted.link(**{name: ""}) for name in ("workflow", "outcome")},
        "trials": wanted.link(trials=not wanted.trials),
        "all_columns": COLUMNS.items(),
    }
