"""`manage.py serve`: pages, worker and clock in one process."""

import os
import socket
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config import demo, welcome
from config.embedded import serve
from governance.queries import demo_people
from sandbox.control import SandboxError


class Command(BaseCommand):
    """Serve Steward on this machine until Ctrl-C."""

    help = "Serve Steward: pages, worker and clock in one process. PORT and STEWARD_HOST change the address."

    def handle(self, *args: Any, **options: Any) -> None:
        port = _port()
        _check_database()
        _check_demo()
        _check_free(settings.STEWARD_HOST, port)
        address = f"http://{settings.STEWARD_HOST}:{port}"
        keeper = demo.SandboxKeeper() if settings.STEWARD_DEMO else None
        try:
            if keeper:
                demo.load(settings.BASE_DIR / "demo")
                keeper.look()
            lines = welcome.lines(address)
            serve(
                settings.STEWARD_HOST,
                port,
                ready=lambda: self.stdout.write("\n".join(lines)),
                every_second=keeper.look if keeper else lambda: None,
                at_end=keeper.leave if keeper else lambda: None,
            )
        except SandboxError as error:
            raise CommandError(str(error)) from None


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65_536:
        raise CommandError(f"PORT is “{text}”. Set it to a number from 1 to 65535, such as PORT=8000.")
    return int(text)


def _check_database() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not up to date. Run “make setup” once, then start again.")


def _check_demo() -> None:
    if not settings.STEWARD_LOOPBACK and (settings.STEWARD_DEMO or demo_people().exists()):
        raise CommandError(
            f"STEWARD_HOST is {settings.STEWARD_HOST}, which others can reach, and everybody knows the password of the "
            "demo accounts. Use 127.0.0.1, or start an installation of your own: STEWARD_DEMO=0 with a new STEWARD_VAR."
        )


def _check_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise CommandError(
                f"Port {port} of {host} is taken. Stop what uses it, or choose another one: PORT=8001 make run"
            ) from None
