"""manage.py verify_audit: exits 0 with one line, or 1 naming the first broken record."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from governance import trail


class Command(BaseCommand):
    """Checks the whole trail: chain, copies, payloads, and the database's own protection."""

    help = "Check that nothing in the trail was changed, removed or put in between."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("streams", nargs="*", help="only these streams, such as run:42; the whole trail when empty")

    def handle(self, *args: Any, streams: list[str], **options: Any) -> None:
        found = trail.verify(streams or None)
        if found.ok:
            self.stdout.write(found.sentence)
        else:
            self.stderr.write(found.sentence)
            raise SystemExit(1)
