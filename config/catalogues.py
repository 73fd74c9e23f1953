"""`make setup`: compile locale/ into what Django reads (.mo) and into the scripts that pages in a language load."""

import gzip
import hashlib
import json
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HOUSE = Path(__file__).resolve().parent.parent
LOCALE = HOUSE / "locale"
SCRIPTS = HOUSE / "static" / "languages"


def read(path: Path) -> Catalog:
    """The catalogue of a language: django for Python and templates, djangojs for TypeScript."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain=path.stem)


def all_of(domain: str) -> list[Path]:
    """The catalogues of all languages."""
    return sorted(LOCALE.glob(f"*/LC_MESSAGES/{domain}.po"))


def script(catalogue: Catalog) -> bytes:
    """What a page loads before its modules: every translated text, the forms of a counted one as a list."""
    texts = {}
    for message in catalogue:
        said = message.id if isinstance(message.id, str) else message.id[0]
        meant = [message.string] if isinstance(message.string, str) else list(message.string or [])
        if said and meant and all(meant):
            texts[said] = meant[0] if isinstance(message.id, str) else meant
    return f"window.stewardTexts={json.dumps(texts, ensure_ascii=False, separators=(',', ':'))};\n".encode()


def write_script(language: str, made: bytes, folder: Path) -> None:
    """Put a script where pages find it, under a name that changes with its content, so that it may be kept for ever."""
    for old in folder.glob(f"{language}-*"):
        old.unlink()
    name = f"{language}-{hashlib.sha256(made).hexdigest()[:8]}.js"
    (folder / name).write_bytes(made)
    (folder / f"{name}.gz").write_bytes(gzip.compress(made, 9, mtime=0))


def main() -> None:
    """Compile every catalogue."""
    for path in all_of("django"):
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))
    SCRIPTS.mkdir(parents=True, exist_ok=True)
    for path in all_of("djangojs"):
        write_script(path.parent.parent.name, script(read(path)), SCRIPTS)


if __name__ == "__main__":
    main()
