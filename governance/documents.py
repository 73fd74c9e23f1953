"""The form of a nested document: posted names become a document, row buttons edit it, parsing tells what is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from fields import contracts, nested
from fields.sentences import FieldError, Joined, Sentence
from fields.types import Field, key_for
from governance.blanks import placed, pruned, without_blank_rows, without_blanks
from governance.rows import Done, carry_out

T = TypeVar("T")

LABELS: dict[str, Any] = {
    "inputs": _("Inputs"),
    "outputs": _("Outputs"),
    "choices": _("Choices"),
    "conditions": _("Conditions"),
    "groups": _("Groups"),
    "when": _("When"),
    "rows": _("Rows"),
    "steps": _("Steps"),
    "table": _("Table"),
    "name": _("Name"),
    "key": _("Key"),
    "type": _("Type"),
    "help": _("Help"),
    "label": _("Name"),
    "value": _("Value"),
    "field": _("Field"),
    "comparison": _("Comparison"),
    "minimum": _("Minimum"),
    "maximum": _("Maximum"),
    "template": _("Template"),
    "purpose": _("Purpose"),
    "instructions": _("Instructions"),
}


class DocumentErrors(Exception):
    """What a parser found wrong: {"outputs-0-name": sentence}."""

    def __init__(self, errors: Mapping[str, Sentence]) -> None:
        super().__init__("; ".join(map(str, errors.values())))
        self.errors = dict(errors)


@dataclass(frozen=True)
class Problem:
    """One line of the summary above a form, leading to the input it is about."""

    anchor: str
    label: str
    message: str


class DocumentForm(Generic[T]):
    """A nested document being edited.

    parse: makes the document's object, raising ValidationError, FieldError or DocumentErrors.
    taken: keys that may not be given in a list, such as {"steps": ("run", "start", "end")}.
    tags: names of union members, which pydantic puts into its paths and the form's names do not have.
    """

    def __init__(
        self,
        *,
        parse: Callable[[dict[str, Any]], T],
        initial: Mapping[str, Any] | None = None,
        post: QueryDict | None = None,
        taken: Mapping[str, Iterable[str]] | None = None,
        tags: Iterable[str] = (),
        labels: Mapping[str, Any] | None = None,
        currency: str = "EUR",
        id: str = "document",
    ) -> None:
        self.parse, self.taken, self.tags = parse, taken or {}, frozenset(tags)
        self.labels, self.currency, self.id = {**LABELS, **(labels or {})}, currency, id
        self.doc: dict[str, Any] = dict(initial or {})
        self.errors: dict[str, str] = {}
        self.value: T | None = None
        self.edited, self.done = False, Done()
        self.bound, self.autosaved = post is not None, False
        if post is not None:
            self._read(post)

    def _read(self, post: QueryDict) -> None:
        self.doc = nested.nest(_pairs(post))
        command = post.get("_do", "")
        self.edited, self.autosaved = bool(command), "_autosave" in post
        if command:
            self.done = carry_out(self.doc, command)
        elif not self.autosaved:
            self.doc = without_blank_rows(self.doc)
        give_keys(self.doc, self.taken)
        if not command:
            self._parse()

    def _parse(self) -> None:
        # Who is still writing keeps the rows that are empty so far; the errors name the rows as they stand on the page.
        written, places = pruned(self.doc)
        try:
            self.value = self.parse(without_blanks(written))
        except ValidationError as error:
            self.add_errors(placed(nested.errors_by_path(error, self.tags), places))
        except DocumentErrors as error:
            self.add_errors(placed(error.errors, places))
        except FieldError as error:
            self.add_errors({"": error.sentence})

    @property
    def verb(self) -> str:
        """What the last row button did: add, copy, remove, up, down."""
        return self.done.verb

    @property
    def focus(self) -> str:
        """The row the last command ended at."""
        return self.done.focus

    @property
    def is_valid(self) -> bool:
        """A document was sent to be saved and nothing is wrong with it."""
        return self.bound and not self.edited and not self.errors and self.value is not None

    def add_errors(self, errors: Mapping[str, Sentence | str]) -> None:
        """Say what is wrong at the inputs with these names; "" is about the whole form."""
        for path, sentence in errors.items():
            if path.endswith("-key") and path.removesuffix("key") + "name" in errors:
                continue  # made from the name, which is what a person can mend
            self.errors.setdefault(path, say(sentence))

    @property
    def error_list(self) -> list[Problem]:
        """The summary, in the order of the errors."""
        return [Problem(id_of(path), self.label_of(path), message) for path, message in self.errors.items()]

    def label_of(self, path: str) -> str:
        """A path in words: "outputs-0-name" is "Outputs 1 › Name"."""
        words: list[str] = []
        for part in path.split("-") if path else []:
            if part.isdigit() and words:
                words[-1] = f"{words[-1]} {int(part[:9]) + 1}"
            else:
                words.append(str(self.labels.get(part) or part.replace("_", " ").capitalize()))
        return " › ".join(words)

    def at(self, path: str = "") -> "Place":
        return Place(self, path)


@dataclass(frozen=True)
class Place:
    """One place in a document's form: an input, a row or a list of rows."""

    form: DocumentForm[Any]
    path: str

    def at(self, path: str) -> "Place":
        return Place(self.form, f"{self.path}-{path}" if self.path else path)

    @cached_property
    def value(self) -> Any:
        return nested.at(self.form.doc, self.path) if self.path else self.form.doc

    @property
    def rows(self) -> list["Place"]:
        return [self.at(str(number)) for number in range(len(self.value))] if isinstance(self.value, list) else []

    @property
    def number(self) -> int:
        """The row's number as people count."""
        return int(self.path.rpartition("-")[2]) + 1

    @property
    def id(self) -> str:
        return id_of(self.path)

    @property
    def error(self) -> str:
        return self.form.errors.get(self.path, "")

    @property
    def has_problem(self) -> bool:
        """Something here or below is wrong."""
        return any(path == self.path or path.startswith(f"{self.path}-") for path in self.form.errors)

    @property
    def focused(self) -> bool:
        """The last command ended here."""
        return bool(self.path) and self.form.focus == self.path


def id_of(path: str) -> str:
    """The id of the input, row or list of rows with this name."""
    return f"f-{path}" if path else "f"


def say(sentence: Any) -> str:
    """A sentence of the plain rooms in the reader's language."""
    return sentence.render(gettext) if isinstance(sentence, Sentence | Joined) else str(sentence)


def _pairs(post: QueryDict) -> list[tuple[str, str]]:
    """Names and values without the form's own (they begin with "_"); a box that was not ticked says "false"."""
    pairs = [
        # A browser ends the lines of a text with two characters: kept like that, it would seem changed by being sent.
        (name, value.replace("\r\n", "\n"))
        for name, values in post.lists()
        if not name.startswith("_") and name != "csrfmiddlewaretoken"
        for value in values
    ]
    return pairs + [(name, "false") for name in dict.fromkeys(post.getlist("_off")) if name not in post]


def give_keys(doc: Any, taken: Mapping[str, Iterable[str]], path: str = "") -> None:
    """Fill the empty keys of rows from their names (of choices: their values), once and for good."""
    if isinstance(doc, dict):
        for name, each in doc.items():
            give_keys(each, taken, f"{path}-{name}" if path else str(name))
    elif isinstance(doc, list):
        rows = [row for row in doc if isinstance(row, dict)]
        for key, name in (("key", "name"), ("value", "label")):
            _give(rows, key, name, taken.get(path, ()))
        for number, row in enumerate(doc):
            give_keys(row, taken, f"{path}-{number}")


def _give(rows: list[dict[str, Any]], key: str, name: str, taken: Iterable[str]) -> None:
    used = {*taken, *(str(row[key]) for row in rows if row.get(key))}
    for row in rows:
        if key in row and not row[key] and isinstance(row.get(name), str) and row[name].strip():
            row[key] = key_for(row[name], used)
            used.add(row[key])


def fields_of(rows: Any) -> list[Field]:
    """The fields that rows still being written already make; unfinished ones are left out."""
    found: dict[str, Field] = {}
    for row in without_blanks(without_blank_rows(rows)) if isinstance(rows, list) else []:
        try:
            field = Field.model_validate({key: row[key] for key in Field.model_fields if key in row})
        except (ValidationError, TypeError, AttributeError):
            continue
        found.setdefault(field.key, field)
    return list(found.values())


def values_parser(fields: Sequence[Field], prefix: str = "") -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A `parse` for a form that asks for values: start forms, trials, person steps."""

    def parse(doc: dict[str, Any]) -> dict[str, Any]:
        values = doc.get(prefix, {}) if prefix else doc
        checked = contracts.check(fields, values if isinstance(values, dict) else {})
        if not checked.ok:
            lead = f"{prefix}-" if prefix else ""
            raise DocumentErrors({f"{lead}{failure.field}": failure.sentence for failure in checked.failures})
        return checked.values

    return parse
