"""The trail page: sentences by day, filters in the address, proof, and export."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from governance import access, queries, sheets, trail
from governance.actions import exporting
from governance.actors import names_of
from governance.forms.trail import Asked, read
from governance.models import Organisation, Record, Team

PAGE = 50


def _asked(request: HttpRequest, team: str) -> Asked:
    """Whose trail (no team: the organisation's own) and which filters; 404 where a person may not know of it."""
    if team:
        return read(request.GET, access.get(request.user, "trail.view", Team, slug=team))
    if not queries.may_read_trail(request.user, None):
        raise Http404
    return read(request.GET, None)


def _records(request: HttpRequest, asked: Asked) -> tuple[list[Record], str]:
    return queries.page_of(request.user, asked.team, asked.wanted(), after=asked.after, size=PAGE)


def _proof_url(asked: Asked) -> str:
    page = reverse("trail-proof", args=[asked.team.slug]) if asked.team else reverse("organisation-trail-proof")
    return page + asked.address(after=asked.after)


def _export_urls(asked: Asked) -> dict[str, str]:
    return {
        name: (
            reverse("trail-export", args=[asked.team.slug, name])
            if asked.team
            else reverse("organisation-trail-export", args=[name])
        )
        + asked.address()
        for name in exporting.FORMATS
    }


@require_GET
def trail_page(request: HttpRequest, team: str = "") -> HttpResponse:
    """What people, machines and runs did, as sentences."""
    asked = _asked(request, team)
    records, following = _records(request, asked)
    told = queries.told(records)
    days = groupby(told, key=lambda line: line.record.at.astimezone(asked.zone).date())
    names = names_of(queries.actors_in(asked.team))
    page = {
        "asked": asked,
        "zone": asked.zone,
        "days": [(day, list(lines)) for day, lines in days],
        "older": asked.address(after=following) if following else "",
        "newest": asked.address() if asked.after else "",
        "who": asked.who_chips(names),
        "who_name": names.get(asked.who, ""),
        "teams": access.teams(request.user, "trail.view"),
        "reads_whole": queries.may_read_trail(request.user, None),
        "export_urls": _export_urls(asked),
        "may_export": access.may(request.user, "trail.export", asked.team or access.organisation()),
        "proof_url": _proof_url(asked),
    }
    return render(request, "governance/trail.html", page)


@require_GET
def trail_proof(request: HttpRequest, team: str = "") -> HttpResponse:
    """Check the records of one page of the trail, or with `all` everything of this trail, and say what was found."""
    asked = _asked(request, team)
    whole = "all" in request.GET
    if whole:
        streams = queries.streams_of(request.user, asked.team)
        newest = queries.trail_of(request.user, asked.team).first()
    else:
        records, _following = _records(request, asked)
        streams, newest = {record.stream for record in records}, records[0] if records else None
    page = {
        "found": trail.verify(streams) if streams else None,
        "up_to": newest.at if newest else None,
        "zone": asked.zone,
        "whole": whole,
        "checked_at": timezone.now(),
        "proof_url": _proof_url(asked),
    }
    return render(request, "governance/_proof.html", page)


@require_POST
def trail_export(request: HttpRequest, file_format: str, team: str = "") -> HttpResponse | StreamingHttpResponse:
    """The filtered trail as a file; taking it is recorded."""
    if file_format not in exporting.FORMATS:
        raise Http404
    asked = _asked(request, team)
    wanted = asked.wanted()
    if asked.team is not None:
        own = access.get(request.user, "trail.export", Team, pk=asked.team.pk)
        lines = exporting.export_team_trail(request.user, own, wanted=wanted, file_format=file_format)
        name = own.slug
    else:
        whole = access.get(request.user, "trail.export", Organisation)
        lines = exporting.export_organisation_trail(request.user, whole, wanted=wanted, file_format=file_format)
        name = "organisation"
    answer = StreamingHttpResponse(sheets.bit_by_bit(lines), content_type=exporting.FORMATS[file_format])
    answer["Content-Disposition"] = f'attachment; filename="trail-{name}-{timezone.now():%Y-%m-%d}.{file_format}"'
    return answer
