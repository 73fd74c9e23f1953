"""From a tree to a sound document: what hangs in the air is taken off, what does not fit is named."""

from typing import Any

from pydantic import ValidationError

from fields.nested import errors_by_path
from fields.sentences import sentence as _
from fields.types import Field
from orchestrator.drafting.keyed import MAPS, Tree, id_of, listed
from orchestrator.drafting.reading import Misfit
from orchestrator.engine.definition import (
    END,
    MOST_LINKS,
    MOST_STEPS,
    RUN,
    SCHEMA,
    START,
    Definition,
    Input,
    PersonStep,
    known_fields,
)


def definition_of(tree: Tree) -> Definition:
    """The drawing of a tree, its steps in the order of the walk; Misfit names what cannot be."""
    _check_keys(tree)
    try:
        drawn = Definition.model_validate(listed(tree))
    except ValidationError as error:
        raise _misfit(tree, error) from None
    order = {key: place for place, key in enumerate(drawn.graph.order)}
    steps = sorted(drawn.steps, key=lambda step: order.get(step.key, len(order)))
    return drawn.model_copy(update={"steps": steps})


def document_of(tree: Tree) -> dict[str, Any]:
    """The document of a tree, as a draft keeps it."""
    return {"schema": SCHEMA, **listed(tree), "shapes": {}}


def _check_keys(tree: Tree) -> None:
    for part, most in (("steps", MOST_STEPS), ("links", MOST_LINKS), ("notes", MOST_STEPS), ("groups", MOST_STEPS)):
        if len(tree.get(part) or {}) > most:
            raise Misfit((part,), _("A workflow holds at most {most} of these. Make two workflows of it.", most=most))
    for key in (RUN, START, END):
        if key in tree["steps"]:
            said = _("The key “{key}” is kept for Steward. Choose another.", key=key)
            raise Misfit(("steps", key), said, tree["steps"][key])
    for part in MAPS:
        for key, thing in tree[part].items():
            if not isinstance(thing, dict) or id_of(part, thing) != key:
                raise Misfit((part, key), _("What it is called inside and outside differs. Make it anew."), thing)


def _misfit(tree: Tree, error: ValidationError) -> Misfit:
    """The first thing that is wrong, by the key of the step, not by its number."""
    part, *way = [str(each) for each in error.errors(include_url=False)[0]["loc"]]
    sentence = next(iter(errors_by_path(error).values()))
    if part not in MAPS or not way:
        return Misfit((part, *way), sentence)
    key, thing = list(tree[part].items())[int(way[0])]
    return Misfit((part, key, *way[2 if part == "steps" else 1 :]), sentence, thing)


def without_loose_ends(tree: Tree) -> list[dict[str, Any]]:
    """Take off links from and to steps that are not there, and what only lay beside those; gives the links."""
    there = {START, END, *tree["steps"]}
    loose = [
        link for link in tree["links"].values() if link.get("source") not in there or link.get("target") not in there
    ]
    for link in loose:
        tree["links"].pop(id_of("links", link), None)
    tree["layout"] = {key: spot for key, spot in tree["layout"].items() if key in there}
    for group in tree["groups"].values():
        if isinstance(group.get("steps"), list) and any(key not in there for key in group["steps"]):
            group["steps"] = [key for key in group["steps"] if key in there]
    return loose


def shown_as_now(definition: Definition) -> Definition:
    """The drawing with what its people are shown as those fields are called and typed now; needs its shapes."""
    if not any(isinstance(step, PersonStep) and step.takes for step in definition.steps):
        return definition
    known = known_fields(definition)
    steps = [_shown(step, known) if isinstance(step, PersonStep) else step for step in definition.steps]
    if steps == definition.steps:
        return definition
    shapes = dict(definition.shapes)
    for step in steps:
        if isinstance(step, PersonStep) and step.key in shapes:
            shapes[step.key] = shapes[step.key].model_copy(update={"takes": step.takes})
    return definition.model_copy(update={"steps": steps, "shapes": shapes})


def _shown(step: PersonStep, known: dict[str, Field]) -> PersonStep:
    takes = [_as_now(field, step.inputs.get(field.key, Input()).path, known) for field in step.takes]
    return step if takes == step.takes else step.model_copy(update={"takes": takes})


def _as_now(field: Field, path: str, known: dict[str, Field]) -> Field:
    source = known.get(path)
    if source is None:
        return field
    return source.model_copy(update={"key": field.key, "required": False, "template": ""})
