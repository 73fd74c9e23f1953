"""Decision tables: rows of conditions with the outputs they lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, PrivateAttr, StringConstraints

from fields import cel, conditions
from fields.conditions import Condition, Row
from fields.sentences import FieldError, Joined, Sentence
from fields.sentences import sentence as _
from fields.types import Field, FieldList


class TableRow(BaseModel):
    """One rule: when all its conditions hold, these are the outputs. A condition's field is an input's key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    conditions: list[Row] = []
    outputs: dict[str, Any] = {}
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""

    @property
    def condition(self) -> Condition:
        return Condition(match="all", rows=self.conditions)


class DecisionTable(BaseModel):
    """Rules read from the top: the first that fits decides, or all that fit are collected."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hit_policy: Literal["first", "collect"] = "first"
    outputs: FieldList
    rows: list[TableRow] = []

    _plan: tuple[Sequence[Field], "Plan"] | None = PrivateAttr(default=None)

    def plan(self, inputs: Sequence[Field]) -> "Plan":
        """What is worked out once for these inputs; raises FieldError where the table is unsound."""
        if self._plan is None or self._plan[0] is not inputs:
            read = {row.field for rule in self.rows for row in rule.conditions}
            outputs = [_outputs(self, row) for row in self.rows]
            self._plan = (inputs, Plan(to_cel(self, inputs), outputs, [each for each in inputs if each.key in read]))
        return self._plan[1]


@dataclass(frozen=True, slots=True)
class Plan:
    """A table ready to decide: an expression and canonical outputs for each row, and the inputs that are read."""

    sources: list[str]
    outputs: list[dict[str, Any]]
    inputs: list[Field]


@dataclass(frozen=True, slots=True)
class Decision:
    """Which rows fit (from 0), what follows, None where nothing does, and why in words."""

    matched: list[int]
    output: dict[str, Any] | None
    explanation: Sentence


def decide(table: DecisionTable, inputs: Sequence[Field], values: Mapping[str, Any]) -> Decision:
    """Apply the table to canonical values; raises FieldError or CelError where the table is unsound."""
    plan = table.plan(inputs)
    data = {field.key: values.get(field.key) for field in plan.inputs}
    matched: list[int] = []
    for number, source in enumerate(plan.sources):
        if cel.evaluate(source, data):
            matched.append(number)
            if table.hit_policy == "first":
                break
    return Decision(matched, _output(table, plan, matched), _explain(table, plan.inputs, data, matched))


def to_cel(table: DecisionTable, inputs: Sequence[Field]) -> list[str]:
    """One expression a row, for those who ask to see it."""
    types = {field.key: field for field in inputs}
    return [conditions.to_cel(row.condition, types) for row in table.rows]


def _outputs(table: DecisionTable, row: TableRow) -> dict[str, Any]:
    return {field.key: field.parse(row.outputs.get(field.key)) for field in table.outputs}


def _output(table: DecisionTable, plan: Plan, matched: list[int]) -> dict[str, Any] | None:
    """The row's outputs, or for "collect" a list of the rows' values under each output's key."""
    if not matched:
        return None
    if table.hit_policy == "first":
        return dict(plan.outputs[matched[0]])
    return {field.key: [plan.outputs[number][field.key] for number in matched] for field in table.outputs}


def as_text(table: DecisionTable, output: Mapping[str, Any]) -> dict[str, str]:
    """A collected output as text: the values of the rows that fit, one after the other."""
    return {field.key: field.display(output.get(field.key)) for field in table.outputs}


def _explain(table: DecisionTable, inputs: Sequence[Field], data: Mapping[str, Any], matched: list[int]) -> Sentence:
    if not matched:
        shown = tuple(_shown(field, data[field.key]) for field in inputs)
        return _("No row fits these values: {values}.", values=Joined(shown)) if shown else _("No row fits.")
    types = {field.key: field for field in inputs}
    reasons = [
        _("Row {number} fits: {condition}.", number=number + 1, condition=_words(table.rows[number], types))
        for number in matched
    ]
    return reasons[0] if len(reasons) == 1 else _("{reasons}", reasons=Joined(tuple(reasons), " "))


def _shown(field: Field, value: Any) -> Sentence:
    text = field.display(value)
    return _("{name}: {value}", name=field.name, value=text if len(text) <= 80 else text[:79] + "…")


def _words(row: TableRow, types: Mapping[str, Field]) -> Sentence:
    return conditions.sentence(row.condition, types)


@dataclass(frozen=True, slots=True)
class TableProblem:
    """What is unsound, and where: a nested form name such as "rows-2-conditions-0" or "rows-2-outputs-answer"."""

    path: str
    sentence: Sentence


def check(table: DecisionTable, inputs: Sequence[Field]) -> list[TableProblem]:
    """Everything that is unsound, in the order of the rows."""
    problems = [] if table.rows else [TableProblem("rows", _("Add at least one row."))]
    problems += [] if table.outputs else [TableProblem("outputs", _("Add at least one output."))]
    types = {field.key: field for field in inputs}
    for number, row in enumerate(table.rows):
        problems += _row_problems(table, number, row, types)
    return problems + _unreached(table)


def _row_problems(table: DecisionTable, at: int, row: TableRow, types: Mapping[str, Field]) -> list[TableProblem]:
    problems = [
        TableProblem(f"rows-{at}-conditions-{number}", problem)
        for number, each in enumerate(row.conditions)
        if (problem := conditions.row_problem(each, types))
    ]
    for field in table.outputs:
        try:
            field.parse(row.outputs.get(field.key))
        except FieldError as error:
            problems.append(TableProblem(f"rows-{at}-outputs-{field.key}", error.sentence))
    return problems


def _unreached(table: DecisionTable) -> list[TableProblem]:
    """Below a row that always fits, "first" never reads on."""
    if table.hit_policy == "collect":
        return []
    for number, row in enumerate(table.rows[:-1], start=1):
        if not row.conditions:
            sentence = _("Row {number} always fits, so the rows below it are never read. Move it down.", number=number)
            return [TableProblem(f"rows-{number - 1}", sentence)]
    return []
