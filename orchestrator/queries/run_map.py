"""A run on its drawing: every step with its state, what it was given and gave, and the links it took."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.states import look_of
from orchestrator.engine.definition import END, START, EndStep, Shape
from orchestrator.queries.canvas import Json, cards
from orchestrator.queries.outline import link_words
from orchestrator.queries.timeline import Walk, WalkStep, timeline
from orchestrator.queries.timeline_results import results
from orchestrator.queries.timeline_status import situation
from orchestrator.queries.timeline_values import Value, values_of
from orchestrator.queries.trials import TITLES

LONGEST = 160  # characters of a value in place; the step's own page shows it whole
MOST = 4  # values in place


def map_of(walk: Walk) -> Json:
    """The drawing of a run's version with the run on it; only for runs of workflows."""
    drawing = walk.definition
    assert walk.run.workflow is not None
    found = cards(walk.run.workflow, drawing, [])
    for card in found.values():
        card |= {"href": "", "serious": False}
    document = drawing.model_dump(mode="json", exclude={"shapes"})
    return {"document": document, "cards": found, "link_words": link_words(drawing)} | moves_of(walk)


def moves_of(walk: Walk) -> Json:
    """What changes while a run moves; its drawing does not."""
    lines = {line.place.rpartition(".")[0]: line for line in timeline(walk)}
    refs = [ref for visit in walk.state.steps.values() for ref in (visit.given, visit.gave)]
    opened = walk.open_all([*refs, walk.state.given])
    now = situation(walk)
    return {
        "states": {key: _state(walk, key, lines.get(key), opened) for key in walk.definition.order()}
        | _ends(walk, opened),
        "links": walk.state.links,
        "over": walk.run.over,
        "status": now.sentence,
        "look": {"tone": now.look.key, "word": str(now.look.word), "icon": look_of(now.look.key).icon},
        "started": walk.run.started_at.isoformat(timespec="seconds"),
        "question": _question(walk),
    }


def _state(walk: Walk, key: str, line: WalkStep | None, opened: dict[str, Any]) -> Json:
    """One step as the map colours it; a step of a path that was not taken has no line."""
    visit, shape = walk.state.steps.get(key), walk.definition.shapes.get(key, Shape())
    look = look_of(line.look.key if line else "ahead")
    place = line.place if line else f"{key}.0"
    return {
        "state": look.key if line else "not_taken",
        "word": _word(walk, key, line),
        "icon": look.icon,
        "visits": visit.number if visit else 0,
        "confidence": line.confidence if line else None,
        "threshold": line.threshold if line else None,
        "milliseconds": round(line.seconds * 1000) if line and line.seconds else 0,
        "summary": _("Not sent") if visit and visit.declined else line.say if line else "",
        "given": _shown(values_of(shape.takes, opened.get(visit.given or "", {}))) if visit else [],
        "gave": _shown(values_of(shape.gives, opened.get(visit.gave or "", {}))) if visit else [],
        "place": place,
        "href": f"{reverse('run-step', args=[walk.run.pk])}?step={place}",
    }


def _word(walk: Walk, key: str, line: WalkStep | None) -> str:
    """The word of a step's state; a named end that was reached says its outcome."""
    if line is None:
        return _("Not taken")
    if line.ahead and walk.run.over:
        return _("Not reached")
    stop = walk.stop(key)
    if isinstance(stop, EndStep) and line.look.key == "finished":
        return stop.end.outcome or walk.run.outcome
    return str(line.look.word or look_of(line.look.key).word)


def _shown(values: list[Value]) -> list[dict[str, str]]:
    """The first values by name, short enough to stand on a card."""
    return [{"name": each.field.name, "value": _short(each.field.display(each.value))} for each in values[:MOST]]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _ends(walk: Walk, opened: dict[str, Any]) -> dict[str, Json]:
    """The start was passed with the request; the end is reached when a way led to it and the run ended by itself."""
    run = walk.run
    blank: Json = {"visits": 0, "confidence": None, "threshold": None, "milliseconds": 0, "summary": ""}
    blank |= {"given": [], "gave": [], "place": "", "href": ""}
    finished, ahead = look_of("finished"), look_of("ahead")
    asked = _shown(values_of(walk.definition.inputs, opened.get(walk.state.given or "", {})))
    start = {"state": "finished", "word": _("Started"), "icon": finished.icon, "visits": 1, "gave": asked}
    if run.state == "done" and any(walk.state.links.get(link.id) for link in walk.definition.graph.into(END)):
        end = {"state": "finished", "word": run.outcome, "icon": finished.icon, "gave": _shown(results(walk))}
    else:
        word = _("Not reached") if run.over else str(ahead.word)
        end = {"state": "not_taken" if run.state == "done" else "ahead", "word": word, "icon": ahead.icon}
    return {START: blank | start, END: blank | end}


def _question(walk: Walk) -> Json | None:
    """What a trial asks whoever tries it, and at which step."""
    case = walk.case
    if case is None or not walk.run.trial or walk.run.over:
        return None
    return {"step": case.step, "case": case.pk, "title": str(TITLES.get(case.reason, case.get_reason_display()))}
