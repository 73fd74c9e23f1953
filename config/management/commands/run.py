"""`manage.py run`: start runs from a script."""

import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import batch
from governance.models import User
from governance.queries import actor_named
from orchestrator import workers
from orchestrator.queries.batch import figures


class Command(BaseCommand):
    """Start runs of a published workflow and print one JSON line for each."""

    help = "Start runs of a workflow. With no server running the command carries them itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("workflow", help="its short name, or team/short-name")
        parser.add_argument("--as", dest="actor", required=True, help="e-mail of a person or name of a machine account")
        parser.add_argument(
            "--input", required=True, help="a JSON file with one object or a list of them; - reads stdin"
        )
        parser.add_argument("--count", type=int, default=None, help="how many runs; inputs are repeated as needed")
        parser.add_argument("--wait", action="store_true", help="wait until each run ended or waits for a person")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = _actor(options["actor"])
        workflow = batch.workflow_named(actor, options["workflow"])
        requests = _requests(options["input"], options["count"])
        if workers.living() and not options["wait"]:
            for request in requests:
                self._print(figures([batch.start(actor, workflow, request).pk])[0])
            return
        with batch.one_carries():
            for line in batch.play(actor, workflow, requests):
                self._print(line)

    def _print(self, line: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(line, ensure_ascii=False))


def _actor(name: str) -> User:
    actor = actor_named(name)
    if actor is None:
        raise CommandError(f"Nobody is called “{name}”. Give the e-mail of a person or the name of a machine account.")
    return actor


def _requests(source: str, count: int | None) -> Iterator[dict[str, Any]]:
    if count is not None and count < 1:
        raise CommandError("--count must be 1 or more.")
    read = _read(source)
    listed = read if isinstance(read, list) else [read]
    if not listed or not all(isinstance(each, dict) for each in listed):
        raise CommandError("The input must be a JSON object of field values, or a list of such objects.")
    return itertools.islice(itertools.cycle(listed), count if count is not None else len(listed))


def _read(source: str) -> Any:
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"The input {source} cannot be read: {error}") from None
    try:
        return json.loads(text)
    except ValueError as error:
        raise CommandError(f"The input is not JSON: {error}") from None
