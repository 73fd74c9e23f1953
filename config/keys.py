"""The installation's own secrets: made once, kept beside (never in) the database, mode 0600."""

import os
import secrets
from pathlib import Path

NAMES = ("SECRET_KEY", "STEWARD_MASTER_KEY")


def load(path: Path, environ: dict[str, str]) -> dict[str, str]:
    """Give both keys as hexadecimal text: from the environment, else from the file, else new and written to it."""
    kept = _read(path)
    found = {name: environ.get(name) or kept.get(name) for name in NAMES}
    missing = {name: secrets.token_hex(32) for name, value in found.items() if not value}
    if missing:
        _write(path, {**kept, **missing})
    return {name: found[name] or missing[name] for name in NAMES}


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    return dict(line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)


def _write(path: Path, values: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    # Opened with its mode, so that the secret is never readable by others, not even for a moment.
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write("".join(f"{name}={value}\n" for name, value in sorted(values.items())))
    draft.replace(path)
