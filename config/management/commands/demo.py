"""`manage.py demo`: load the demo where it is missing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import demo, welcome


class Command(BaseCommand):
    """Load the demo: its people, agents and workflows. Doing it again changes nothing."""

    help = "Load the demo where it is missing; doing it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.STEWARD_LOOPBACK:
            raise CommandError("Demo accounts exist only where Steward serves loopback. Unset STEWARD_HOST.")
        made = demo.load(settings.BASE_DIR / "demo")
        self.stdout.write(f"The demo is loaded ({made} new)." if made else "The demo was already there.")
        self.stdout.write("\n".join(welcome.cast()))
