"""`make messages`: gather every text marked for translation, and bring the catalogues up to date with it."""

import io
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po, write_po

from config import extract

HOUSE = Path(__file__).resolve().parent.parent
ROOMS = ("config", "governance", "agents", "orchestrator", "fields")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "gettext_noop": None,
    "marked": None,  # fields.sentences: a template apart from its parameters
    "NotNow": None,  # the engine says no in words that the action translates
}


def gather() -> Catalog:
    """Every text of the rooms and their templates, with where it stands."""
    found = Catalog(project="Steward", fuzzy=False)
    for path in _files():
        method: Any = "python" if path.suffix == ".py" else extract.extract
        for line, texts, comments, context in extract_from_file(method, path, KEYWORDS, ["Translators:"]):
            # Only the file, without the line: a catalogue then changes when a text does.
            found.add(
                texts, locations=[(path.relative_to(HOUSE).as_posix(), line)], auto_comments=comments, context=context
            )
    return found


def _files() -> list[Path]:
    code = [path for room in ROOMS for path in (HOUSE / room).rglob("*.py") if "migrations" not in path.parts]
    pages = [path for ending in ("html", "txt") for path in (HOUSE / "templates").rglob(f"*.{ending}")]
    return sorted(code) + sorted(pages)


def read(path: Path) -> Catalog:
    """The catalogue of a language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain="django")


def written(catalogue: Catalog) -> bytes:
    """A catalogue as it is committed: in order, without line numbers, dates and texts that are gone."""
    out = io.BytesIO()
    write_po(out, catalogue, sort_output=True, include_lineno=False, ignore_obsolete=True, omit_header=False, width=110)
    return out.getvalue()


def catalogues() -> list[Path]:
    """The catalogues of all languages."""
    return sorted((HOUSE / "locale").glob("*/LC_MESSAGES/django.po"))


def _complete(message: Message) -> bool:
    said = message.string if isinstance(message.string, list | tuple) else [message.string]
    return bool(said) and all(said)


def main() -> None:
    """Bring every catalogue up to date and say what is still to be translated."""
    template = gather()
    for path in catalogues():
        catalogue = read(path)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        path.write_bytes(written(catalogue))
        missing = [message for message in catalogue if message.id and not _complete(message)]
        sys.stdout.write(f"{path.parent.parent.name}: {len(catalogue)} texts, {len(missing)} not translated yet\n")


if __name__ == "__main__":
    main()
