"""What a builder wrote about a step, read into the step and back."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from fields import compiling, conditions, nested
from fields.sentences import FieldError, Sentence
from fields.sentences import sentence as _
from fields.types import Field
from governance.documents import DocumentErrors
from orchestrator.engine.definition import Shape
from orchestrator.forms.edits import AnyStep, shown_to_person

FIXED = "="  # picked instead of a path: the value stands in the form
FAILURE = ("attempts", "wait_seconds", "then")


def document_of(step: AnyStep | None, known: Mapping[str, Field]) -> dict[str, Any]:
    """A step as its form shows it; for a new one, what a fresh form holds."""
    if step is None:
        return {}
    doc = step.model_dump(mode="json")
    doc["inputs"] = {
        key: {"path": given.path or ("" if given.value is None else FIXED), "value": given.value}
        for key, given in step.inputs.items()
    }
    doc["threshold"] = "" if step.threshold is None else f"{step.threshold * 100:g}"
    doc["shown"] = [given.path for given in step.inputs.values() if given.path in known]
    failure = doc["failure"] | {"wait_seconds": f"{step.failure.wait_seconds:g}"}
    return {**doc, **failure, "only_when": doc["only_when"] or {}}


def read_step(kind: type[AnyStep], doc: dict[str, Any], shape: Shape, known: dict[str, Field]) -> AnyStep:
    """The step of a form; DocumentErrors names every answer that does not fit."""
    errors: dict[str, Sentence] = {}
    raw = {name: doc[name] for name in kind.model_fields if name in doc and name not in ("kind", "takes")}
    raw["only_when"] = _condition(doc.get("only_when"), known, errors)
    if kind.model_fields["kind"].default == "person":
        raw["takes"], raw["inputs"] = shown_to_person(_paths(doc.get("shown")), known)
        return _made(kind, raw, errors)
    raw["inputs"] = _inputs(doc.get("inputs"), shape, errors)
    raw["threshold"] = _share(doc.get("threshold"), errors)
    raw["failure"] = {name: doc[name] for name in FAILURE if name in doc}
    if not raw.get(raw_kind := str(kind.model_fields["kind"].default)):
        errors[raw_kind] = _("Choose an agent.") if raw_kind == "agent" else _("Choose what to do.")
        raw[raw_kind] = 0
    return _made(kind, raw, errors)


def _made(kind: type[AnyStep], raw: dict[str, Any], errors: dict[str, Sentence]) -> AnyStep:
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


def _inputs(given: Any, shape: Shape, errors: dict[str, Sentence]) -> dict[str, Any]:
    """Where each field of the contract comes from; a required one may stay open in a draft."""
    found: dict[str, Any] = {}
    for field in shape.takes:
        answer = given.get(field.key) if isinstance(given, dict) else None
        if not isinstance(answer, dict):
            continue
        path = answer.get("path", "")
        if path == FIXED:
            try:
                found[field.key] = {"value": field.model_copy(update={"required": True}).parse(answer.get("value"))}
            except FieldError as error:
                errors[f"inputs-{field.key}-value"] = error.sentence
        elif path:
            found[field.key] = {"path": path}
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


def _condition(given: Any, known: dict[str, Field], errors: dict[str, Sentence]) -> Any:
    """The condition with its values as their fields keep them; None where there is none."""
    if not isinstance(given, dict) or not given.get("rows"):
        return None
    try:
        condition = conditions.Condition.model_validate(given)
    except ValidationError as error:
        errors.update({f"only_when-{path}": said for path, said in nested.errors_by_path(error).items()})
        return None
    rows = []
    for number, row in enumerate(condition.rows):
        try:
            field = conditions.known(row, known)
            value = compiling.operand(field, row.comparison, row.value) if row.comparison.needs_value else None
            rows.append(row.model_copy(update={"value": value}))
        except FieldError as error:
            errors[f"only_when-rows-{number}"] = error.sentence
    return {"match": condition.match, "rows": [row.model_dump(mode="json") for row in rows]}
