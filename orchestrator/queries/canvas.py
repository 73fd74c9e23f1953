"""A draft as the canvas reads it: the document, its steps as cards, what is wrong, and who is at it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agents.models import AgentVersion
from agents.queries import endpoints_in_use
from fields.types import Field
from governance import access
from governance.actors import names_of
from governance.models import Team, User
from governance.templatetags.documents import field_types
from orchestrator.drafting.drawing import document_of
from orchestrator.drafting.keyed import Tree
from orchestrator.drafting.merging import tree_of
from orchestrator.engine.check import check
from orchestrator.engine.definition import END, START, Definition
from orchestrator.models import Workflow
from orchestrator.queries import words
from orchestrator.queries.cards import Card, Trouble, cards_of, troubles_of
from orchestrator.queries.outline import link_words
from orchestrator.queries.presence import people_at

Json = dict[str, Any]
ENDS = {"inputs": START, "end": END}  # what a part of a draft is called on the canvas


def news_of(actor: User, workflow: Workflow) -> Json:
    """What is new where the document is not: who is there, who saved last."""
    who = workflow.changed_by
    when = workflow.changed_at.isoformat(timespec="seconds")
    return {
        "revision": workflow.revision,
        "people": people_at(actor, workflow),
        "changed": {"who": names_of([who])[who], "when": when} if who else None,
        "may_publish": access.may(actor, "workflow.publish", workflow),
    }


def answer(actor: User, workflow: Workflow, drawing: Definition, tree: Tree | None = None) -> Json:
    """A whole draft; its drawing has shapes, `tree` is the same drawing where it is known already."""
    troubles = troubles_of(drawing, check(drawing))
    tree = tree or tree_of(workflow, drawing)
    return news_of(actor, workflow) | {
        "document": document_of(tree) | {"about": tree["about"]},
        "cards": cards(workflow, drawing, troubles),
        "link_words": link_words(drawing),
        "problems": [_problem(workflow, trouble) for trouble in troubles],
        "touched": touched_words(workflow),
    }


def touched_words(workflow: Workflow) -> dict[str, dict[str, str]]:
    """Who changed which step, link or end last, by name."""
    names = names_of({mark["by"] for mark in workflow.touched.values()})
    found = {}
    for part, mark in workflow.touched.items():
        kind, _dot, key = part.partition(".")
        if name := key or ENDS.get(kind):
            found[name] = {"who": names[mark["by"]], "when": mark["at"]}
    return found


def address_of(workflow: Workflow) -> list[str]:
    """What the addresses of a draft's pages are made of."""
    return [workflow.team.slug, workflow.key]


def _problem(workflow: Workflow, trouble: Trouble) -> Json:
    return {
        "step": trouble.step,
        "link": trouble.link,
        "field": trouble.part,
        "sentence": trouble.sentence,
        "serious": trouble.serious,
        "href": trouble.href(address_of(workflow)),
    }


# -- cards -----------------------------------------------------------------------------------------------------------


def cards(workflow: Workflow, drawing: Definition, troubles: list[Trouble]) -> dict[str, Json]:
    """Every step, and the two ends, as the canvas draws them."""
    types, models = dict(field_types()), models_in(drawing, workflow.team)
    address = address_of(workflow)
    found = {key: _card(card, types, models) for key, card in cards_of(drawing, troubles).items()}
    for key, card in found.items():
        card["href"] = reverse("workflow-step", args=[*address, key])
    return found | _ends(workflow, drawing, types, troubles)


def _card(card: Card, types: dict[str, str], models: dict[int, str]) -> Json:
    wanted = {field.key: types[field.type.value] for field in card.shape.takes}
    return _blank(card.step.key, card.job.key) | {
        "job": str(card.job.label),
        "icon": card.job.icon,
        "name": card.step.name,
        "who": card.who,
        "model": models.get(card.shape.version or 0, ""),
        "when": card.when,
        "takes": [
            {"key": each.key, "name": each.name, "type": wanted[each.key]}
            | {"required": each.required, "source": each.source}
            for each in card.given
        ],
        "gives": _named(card.shape.gives, types),
        "facts": card.facts,
        "threshold": card.threshold,
        "serious": card.serious,
    }


def _named(fields: list[Field], types: dict[str, str]) -> list[Json]:
    return [{"key": each.key, "name": each.name, "type": types[each.type.value]} for each in fields]


def _blank(key: str, kind: str) -> Json:
    empty: Json = {"key": key, "kind": kind, **dict.fromkeys(("job", "icon", "name", "who", "model", "when"), "")}
    return empty | {"takes": [], "gives": [], "facts": [], "threshold": None, "href": "", "serious": False}


def _ends(workflow: Workflow, drawing: Definition, types: dict[str, str], troubles: list[Trouble]) -> dict[str, Json]:
    """What starts it and how it ends, in the shape of a card."""
    address, known = address_of(workflow), words.all_fields(drawing)
    places = {trouble.place for trouble in troubles if trouble.serious}
    start = _blank(START, START) | {
        "job": _("What starts it"),
        "icon": "player-play",
        "name": _("Start"),
        "gives": _named(drawing.inputs, types),
        "href": reverse("workflow-inputs", args=address),
        "serious": "inputs" in places,
    }
    end = _blank(END, END) | {
        "job": _("How it ends"),
        "icon": "flag",
        "name": _("End"),
        "who": words.ending_words(drawing, known),
        "facts": [words.source_words(drawing, path, known) for path in drawing.end.results],
        "href": reverse("workflow-end", args=address),
        "serious": "end" in places,
    }
    return {START: start, END: end}


def models_in(drawing: Definition, team: Team) -> dict[int, str]:
    """What answers for each agent's version in a drawing: the name of its model."""
    keys = {shape.version for shape in drawing.shapes.values() if shape.version}
    rows = AgentVersion.objects.filter(pk__in=keys).values_list("pk", "definition") if keys else []
    chosen = {key: definition.get("endpoint") for key, definition in rows if definition.get("kind") == "ai"}
    if not chosen:
        return {}
    usable = list(endpoints_in_use(team))
    names: dict[int | None, str] = {endpoint.pk: endpoint.name for endpoint in usable}
    defaults = {endpoint.team_id: endpoint.name for endpoint in usable if endpoint.is_default}
    names[None] = defaults.get(team.pk) or defaults.get(None) or _("Built in, offline")
    return {key: names.get(endpoint) or _("A model that is not in use") for key, endpoint in chosen.items()}
