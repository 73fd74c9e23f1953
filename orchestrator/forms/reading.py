"""What a builder wrote about a step, read into the step and back."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from pydantic import ValidationError

from fields import nested
from fields.lines import one_line
from fields.sentences import Sentence
from fields.sentences import sentence as _
from fields.types import Field
from governance.conditions import read_condition
from governance.documents import DocumentErrors
from governance.picking import read_input, shown_input
from orchestrator.engine.definition import Shape, WorkStep
from orchestrator.forms.edits import shown_to_person

MOST_NAME = 200  # characters of what a step, a path or a group is called
FAILURE = ("attempts", "wait_seconds", "then")


def saves_itself(post: QueryDict | None) -> bool:
    """Whether a form was sent while somebody is still writing in it, so that a value may be still to come."""
    return post is not None and "_autosave" in post


def read_name(given: Any, at: str, errors: dict[str, Sentence]) -> str:
    """A name as it is kept; where it is too long, that is said beside its input."""
    name = one_line(str(given or ""))
    if len(name) > MOST_NAME:
        errors[at] = _("Use at most {most} characters.", most=MOST_NAME)
    return name


def document_of(step: WorkStep | None, known: Mapping[str, Field]) -> dict[str, Any]:
    """A step as its form shows it; for a new one, what a fresh form holds."""
    if step is None:
        return {}
    doc = step.model_dump(mode="json")
    doc["inputs"] = {key: shown_input(given) for key, given in doc["inputs"].items()}
    doc["threshold"] = "" if step.threshold is None else f"{step.threshold * 100:g}"
    doc["shown"] = [given.path for given in step.inputs.values() if given.path in known]
    failure = doc["failure"] | {"wait_seconds": f"{step.failure.wait_seconds:g}"}
    return {**doc, **failure, "only_when": doc["only_when"] or {}}


def read_step(
    kind: type[WorkStep], doc: dict[str, Any], shape: Shape, known: dict[str, Field], *, unfinished: bool = False
) -> WorkStep:
    """The step of a form; DocumentErrors names every answer that does not fit; `unfinished` may wait for values."""
    errors: dict[str, Sentence] = {}
    raw = {name: doc[name] for name in kind.model_fields if name in doc and name not in ("kind", "takes")}
    raw["only_when"], wrong = read_condition(doc.get("only_when"), known, "only_when", unfinished=unfinished)
    errors |= wrong
    if kind.model_fields["kind"].default == "person":
        raw["takes"], raw["inputs"] = shown_to_person(_paths(doc.get("shown")), known)
        raw.pop("failure", None)
        return _made(kind, raw, errors)
    raw["inputs"] = _inputs(doc.get("inputs"), shape, errors, unfinished)
    raw["threshold"] = _share(doc.get("threshold"), errors)
    raw["failure"] = {name: doc[name] for name in FAILURE if name in doc}
    if not raw.get(raw_kind := str(kind.model_fields["kind"].default)):
        errors[raw_kind] = _("Choose an agent.") if raw_kind == "agent" else _("Choose what to do.")
        raw[raw_kind] = 0
    return _made(kind, raw, errors)


def _made(kind: type[WorkStep], raw: dict[str, Any], errors: dict[str, Sentence]) -> WorkStep:
    try:
        step = kind.model_validate(raw)
    except ValidationError as error:
        # The form asks for tries, wait and "then" beside the others, not one level further in.
        for path, said in nested.errors_by_path(error).items():
            errors.setdefault(path.removeprefix("failure-"), said)
    if errors:
        raise DocumentErrors(errors)
    return step


def _paths(ticked: Any) -> list[str]:
    return [ticked] if isinstance(ticked, str) else [str(each) for each in ticked or []]


def _inputs(given: Any, shape: Shape, errors: dict[str, Sentence], unfinished: bool) -> dict[str, Any]:
    """Where each field of the contract comes from; a required one may stay open in a draft."""
    found: dict[str, Any] = {}
    for field in shape.takes:
        answer = given.get(field.key) if isinstance(given, dict) else None
        picked, wrong = read_input(answer, field, f"inputs-{field.key}", unfinished=unfinished)
        errors |= wrong
        if picked is not None:
            found[field.key] = picked
    return found


def _share(given: Any, errors: dict[str, Sentence]) -> float | None:
    if given in (None, ""):
        return None
    try:
        share = float(str(given).strip().removesuffix("%").replace(",", ".")) / 100
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        errors["threshold"] = _("Write a number from 0 to 100.")
        return None
    return share
