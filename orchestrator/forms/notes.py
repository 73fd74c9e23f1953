"""The form of what stands on the canvas beside the steps: notes, and names under which steps are grouped."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from pydantic import ValidationError

from fields.nested import errors_by_path
from fields.sentences import Sentence
from fields.types import key_for
from governance.documents import DocumentErrors, DocumentForm
from orchestrator.engine.definition import Definition, Group, Note
from orchestrator.forms.reading import MOST_NAME, read_name

LABELS: dict[str, Any] = {"notes": lazy("Notes"), "groups": lazy("Groups"), "text": lazy("Text")}


def notes_form(definition: Definition, post: QueryDict | None = None) -> DocumentForm[tuple[list[Note], list[Group]]]:
    """Notes with their text and colour, groups with their name and steps."""
    notes = {note.key: note for note in definition.notes}
    there = {step.key for step in definition.steps}

    def parse(doc: dict[str, Any]) -> tuple[list[Note], list[Group]]:
        made: list[Note] = []
        errors: dict[str, Sentence] = {}
        for number, row in enumerate(_rows(doc, "notes")):
            key = str(row.get("key") or "") or key_for("note", [*notes, *(note.key for note in made)])
            kept = notes.get(key, Note(key=key)).model_dump()
            written = {name: row.get(name, "") for name in ("text", "colour") if row.get(name)}
            try:
                made.append(Note.model_validate({**kept, "text": "", **written}))
            except ValidationError as error:
                errors |= {f"notes-{number}-{part}": said for part, said in errors_by_path(error).items()}
        groups: list[Group] = []
        for number, row in enumerate(_rows(doc, "groups")):
            key = str(row.get("key") or "") or key_for("group", [group.key for group in [*definition.groups, *groups]])
            steps = [each for each in _ticked(row) if each in there]
            name = read_name(row.get("name"), f"groups-{number}-name", errors)
            groups.append(Group(key=key, name=name[:MOST_NAME], steps=steps))
        if errors:
            raise DocumentErrors(errors)
        return made, groups

    initial = {
        "notes": [{"key": note.key, "text": note.text, "colour": note.colour} for note in definition.notes],
        "groups": [group.model_dump() for group in definition.groups],
    }
    form = DocumentForm(parse=parse, initial=initial, post=post, labels=LABELS)
    for row in _rows(form.doc, "groups"):
        row["steps"] = _ticked(row)
    return form


def _ticked(row: dict[str, Any]) -> list[str]:
    """The steps ticked for a group; one alone comes as a text."""
    given = row.get("steps") or []
    return [given] if isinstance(given, str) else [str(each) for each in given]


def _rows(doc: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = doc.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def noted(drawing: Definition, made: tuple[list[Note], list[Group]]) -> Definition:
    """The drawing with these notes and groups."""
    return drawing.model_copy(update={"notes": made[0], "groups": made[1]})


def colours() -> list[tuple[str, str]]:
    """The colours a note can have."""
    return [("yellow", _("Yellow")), ("blue", _("Blue")), ("green", _("Green")), ("pink", _("Pink"))]
