"""A run on its drawing: every step with its state, what it was given and gave, and the links it took."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.states import look_of
from orchestrator.engine.definition import END, START, Shape
from orchestrator.queries.canvas import Json, cards
from orchestrator.queries.outline import link_words
from orchestrator.queries.timeline import Walk, WalkStep, timeline
from orchestrator.queries.timeline_status import situation
from orchestrator.queries.timeline_values import Value, values_of

LONGEST = 160  # characters of a value in place; the step's own page shows it whole
MOST = 4  # values in place


def map_of(walk: Walk) -> Json:
    """The drawing of a run's version with the run on it; only for runs of workflows."""
    drawing = walk.definition
    assert walk.run.workflow is not None
    found = cards(walk.run.workflow, drawing, [])
    lines = {line.place.rpartition(".")[0]: line for line in timeline(walk)}
    opened = walk.open_all([ref for visit in walk.state.steps.values() for ref in (visit.given, visit.gave)])
    states = {key: _state(walk, key, lines.get(key), opened) for key in drawing.order()}
    for key, card in found.items():
        card["href"] = states[key]["href"] if key in states else ""
        card["serious"] = False
    return {
        "document": drawing.model_dump(mode="json", exclude={"shapes"}),
        "cards": found,
        "link_words": link_words(drawing),
        "states": states | _ends(walk),
        "links": walk.state.links,
        "over": walk.run.over,
        "status": situation(walk).sentence,
    }


def _state(walk: Walk, key: str, line: WalkStep | None, opened: dict[str, Any]) -> Json:
    """One step as the map colours it; a step of a path that was not taken has no line."""
    visit, shape = walk.state.steps.get(key), walk.definition.shapes.get(key, Shape())
    look = look_of(line.look.key if line else "ahead")
    word = str((line and line.look.word) or look.word) if line else _("Not taken")
    place = line.place if line else f"{key}.0"
    return {
        "state": look.key if line else "not_taken",
        "word": word,
        "icon": look.icon,
        "visits": visit.number if visit else 0,
        "confidence": line.confidence if line else None,
        "threshold": line.threshold if line else None,
        "milliseconds": round(line.seconds * 1000) if line and line.seconds else 0,
        "summary": line.say if line else "",
        "given": _shown(values_of(shape.takes, opened.get(visit.given or "", {}))) if visit else [],
        "gave": _shown(values_of(shape.gives, opened.get(visit.gave or "", {}))) if visit else [],
        "href": f"{reverse('run-step', args=[walk.run.pk])}?step={place}",
    }


def _shown(values: list[Value]) -> list[dict[str, str]]:
    """The first values by name, short enough to stand on a card."""
    return [{"name": each.field.name, "value": _short(each.field.display(each.value))} for each in values[:MOST]]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _ends(walk: Walk) -> dict[str, Json]:
    """The start was passed; the end is reached when the run ended by itself."""
    done = walk.run.state == "done"
    blank: Json = {"visits": 0, "confidence": None, "threshold": None, "milliseconds": 0, "summary": "", "href": ""}
    blank |= {"given": [], "gave": []}
    finished, ahead = look_of("finished"), look_of("ahead")
    end = finished if done else ahead
    word = walk.run.outcome if done else str(ahead.word)
    return {
        START: blank | {"state": "finished", "word": _("Started"), "icon": finished.icon, "visits": 1},
        END: blank | {"state": end.key, "word": word, "icon": end.icon},
    }
