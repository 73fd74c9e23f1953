"""What Vite built: the files of an entry, read from its manifest once."""

import json
from functools import lru_cache
from typing import Any

from django.conf import settings

MANIFEST = settings.BASE_DIR / "static" / "ui" / "manifest.json"


@lru_cache
def _manifest(built: int) -> dict[str, Any]:
    return json.loads(MANIFEST.read_text()) if built else {}


def files_of(entry: str) -> tuple[list[str], list[str]]:
    """The style sheets and scripts of an entry as static names; both empty before the first build."""
    manifest = _manifest(MANIFEST.stat().st_mtime_ns if MANIFEST.exists() else 0)
    styles: list[str] = []
    chunks = [chunk for chunk in manifest.values() if chunk.get("isEntry") and chunk.get("name") == entry]
    scripts = [chunk["file"] for chunk in chunks]
    while chunks:
        chunk = chunks.pop()
        styles += [name for name in chunk.get("css", []) if name not in styles]
        chunks += [manifest[name] for name in chunk.get("imports", [])]
    return [f"ui/{name}" for name in styles], [f"ui/{name}" for name in scripts]
