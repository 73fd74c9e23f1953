"""What Vite built: the files of an entry, read from its manifest once."""

import json
from functools import lru_cache
from typing import Any

from django.conf import settings

MANIFEST = settings.BASE_DIR / "static" / "ui" / "manifest.json"
LANGUAGES = settings.BASE_DIR / "static" / "languages"


@lru_cache
def _read(built: int) -> dict[str, Any]:
    return json.loads(MANIFEST.read_text()) if built else {}


def _manifest() -> dict[str, Any]:
    """What was built last; empty before the first build."""
    return _read(MANIFEST.stat().st_mtime_ns if MANIFEST.exists() else 0)


def _chunks(entry: str) -> list[dict[str, Any]]:
    """The entry and everything it imports."""
    manifest = _manifest()
    chunks = [chunk for chunk in manifest.values() if chunk.get("isEntry") and chunk.get("name") == entry]
    for chunk in chunks:  # grows while it is walked
        chunks += [manifest[name] for name in chunk.get("imports", []) if manifest[name] not in chunks]
    return chunks


def files_of(entry: str) -> tuple[list[str], list[str]]:
    """The style sheets and scripts of an entry as static names."""
    chunks = _chunks(entry)
    styles = [name for chunk in chunks for name in chunk.get("css", [])]
    scripts = [chunk["file"] for chunk in chunks[:1]]
    return [f"ui/{name}" for name in dict.fromkeys(styles)], [f"ui/{name}" for name in scripts]


def fonts_of(entry: str) -> list[str]:
    """The fonts every page shows at once, worth asking for before the style sheet names them."""
    names = [name for chunk in _chunks(entry) for name in chunk.get("assets", [])]
    return [f"ui/{name}" for name in names if name.startswith(("inter-latin-wght", "tabler-icons"))]


@lru_cache
def _languages(made: int) -> dict[str, str]:
    names = sorted(path.name for path in LANGUAGES.glob("*.js")) if made else []
    return {name.rpartition("-")[0]: f"languages/{name}" for name in names}


def texts_of(language: str) -> str:
    """The script with a language's texts for TypeScript as a static name; "" for English, which is in the code."""
    return _languages(LANGUAGES.stat().st_mtime_ns if LANGUAGES.exists() else 0).get(language, "")
