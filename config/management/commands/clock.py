"""`manage.py clock`: the clock of an installation whose web, worker and clock are processes of their own."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from config import embedded
from orchestrator import workers


class Command(BaseCommand):
    """Ask the clock's questions every second until asked to stop."""

    help = "Ask the clock's questions every second: what is due, what lost its worker, what nobody rang for."

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: workers.stopping.set())
        embedded.tick(lambda: None)
