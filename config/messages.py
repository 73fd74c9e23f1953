"""`make messages`: gather every text marked for translation, and bring the catalogues up to date with it."""

import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import write_po

from config import extract
from config.catalogues import HOUSE, all_of, read

ROOMS = ("config", "governance", "agents", "orchestrator", "fields")
DOMAINS = ("django", "djangojs")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "gettext_noop": None,
    "marked": None,  # fields.sentences: a template apart from its parameters
    "NotNow": None,  # the engine says no in words that the action translates
}
METHODS: dict[str, Any] = {
    ".py": "python",
    ".html": extract.extract,
    ".txt": extract.extract,
    ".ts": extract.extract_typescript,
    ".tsx": extract.extract_typescript,
}


def gather(domain: str = "django") -> Catalog:
    """Every text of the rooms and their templates, or of the front end, with where it stands."""
    found = Catalog(project="Steward", fuzzy=False)
    for path in _pages() if domain == "django" else scripts():
        for line, texts, comments, context in extract_from_file(METHODS[path.suffix], path, KEYWORDS, ["Translators:"]):
            # Only the file, without the line: a catalogue then changes when a text does.
            found.add(
                texts, locations=[(path.relative_to(HOUSE).as_posix(), line)], auto_comments=comments, context=context
            )
    return found


def _pages() -> Iterable[Path]:
    code = [path for room in ROOMS for path in (HOUSE / room).rglob("*.py") if "migrations" not in path.parts]
    pages = [path for ending in ("html", "txt") for path in (HOUSE / "templates").rglob(f"*.{ending}")]
    return sorted(code) + sorted(pages)


def scripts() -> list[Path]:
    """The TypeScript of the front end."""
    return sorted(path for ending in ("ts", "tsx") for path in (HOUSE / "frontend" / "src").rglob(f"*.{ending}"))


def written(catalogue: Catalog) -> bytes:
    """A catalogue as it is committed: in order, without line numbers, dates and texts that are gone."""
    out = io.BytesIO()
    write_po(out, catalogue, sort_output=True, include_lineno=False, ignore_obsolete=True, omit_header=False, width=110)
    return out.getvalue()


def complete(message: Message) -> bool:
    """Whether every form of a text is translated."""
    said = message.string if isinstance(message.string, list | tuple) else [message.string]
    return bool(said) and all(said)


def _forget_guesses(catalogue: Catalog) -> None:
    """A text that is counted now, or no longer, is one that nobody has translated yet."""
    for message in catalogue:
        if message.id and message.fuzzy:
            message.flags.discard("fuzzy")
            message.string = "" if isinstance(message.id, str) else ("", "")


def main() -> None:
    """Bring every catalogue up to date and say what is still to be translated."""
    for domain in DOMAINS:
        template = gather(domain)
        for path in all_of(domain):
            catalogue = read(path)
            catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
            _forget_guesses(catalogue)
            path.write_bytes(written(catalogue))
            missing = [message for message in catalogue if message.id and not complete(message)]
            named = f"{path.parent.parent.name} {domain}"
            sys.stdout.write(f"{named}: {len(catalogue)} texts, {len(missing)} not translated yet\n")


if __name__ == "__main__":
    main()
