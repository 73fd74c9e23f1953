"""What may be picked at a place of a drawing, and what people are shown of it."""

from collections.abc import Sequence

from fields.types import Field, key_for
from orchestrator.engine.definition import RUN, Definition, Input, Link, PersonStep, Shape, known_fields
from orchestrator.engine.graph import START
from orchestrator.forms.editing.names import fresh_key
from orchestrator.forms.editing.places import NoPlace, put


def known_at(definition: Definition, key: str) -> dict[str, Field]:
    """Every field a step may pick; the shapes must be resolved."""
    return known_fields(definition, before=key)


def known_for(definition: Definition, place: str) -> dict[str, Field]:
    """Every field a step put at this place could pick."""
    stand_in = PersonStep(key=fresh_key(definition, "new"), name="new")
    try:
        return known_fields(put(definition, stand_in, place), before=stand_in.key)
    except NoPlace:
        return known_fields(definition)


def known_along(definition: Definition, link: Link) -> dict[str, Field]:
    """Every field the condition of a link may ask about: what led to its source, and what that gives."""
    if link.source == START:
        return {f"{RUN}.{field.key}": field for field in definition.inputs}
    gives = definition.shapes.get(link.source, Shape()).gives
    own = {f"{link.source}.{field.key}": field for field in gives}
    return known_at(definition, link.source) | own


def shown_to_person(paths: Sequence[str], known: dict[str, Field]) -> tuple[list[Field], dict[str, Input]]:
    """What a person step takes, and where from, for picked paths; a path that is gone is left out."""
    takes: list[Field] = []
    inputs: dict[str, Input] = {}
    for path in paths:
        if path in known:
            key = key_for(path, inputs)
            takes.append(known[path].model_copy(update={"key": key, "required": False, "template": ""}))
            inputs[key] = Input(path=path)
    return takes, inputs
