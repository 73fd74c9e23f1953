"""`python -m sandbox`: serves the sandbox bank until it is told to stop."""

import argparse
import os
import signal
import sqlite3
import sys
from pathlib import Path
from threading import Thread

from sandbox.faults import Faults
from sandbox.routes import Bank
from sandbox.server import HERE, BankServer
from sandbox.store import Store


def options(words: list[str] | None = None) -> argparse.Namespace:
    """The command line, read."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8765, help="port on loopback (0 takes a free one)")
    parser.add_argument("--database", type=Path, default=Path("var/sandbox.sqlite3"), help="the SQLite file")
    token = os.environ.get("SANDBOX_TOKEN", "")
    parser.add_argument("--token", default=token, help="ask for this bearer token (or SANDBOX_TOKEN)")
    parser.add_argument("--log", action="store_true", help="print a line for each request")
    parser.add_argument("--until-stdin-ends", action="store_true", help="stop when standard input is closed")
    return parser.parse_args(words)


def main() -> int:
    """Serve; 0 after a stop, 1 where the port or the file cannot be had."""
    chosen = options()
    try:
        # The port first: of two starters at once, the loser leaves the file alone.
        server = BankServer(chosen.port, token=chosen.token, log=chosen.log)
        store = Store(chosen.database.resolve())
    except (OSError, OverflowError, sqlite3.Error) as error:
        sentence = f"The sandbox cannot start on port {chosen.port} with {chosen.database}: {error}"
        print(sentence, file=sys.stderr)  # noqa: T201
        return 1
    server.bank = Bank(store, Faults())
    stop_on_signals(server)
    if chosen.until_stdin_ends:
        Thread(target=stop_at_end_of_input, args=(server,), daemon=True).start()
    print(f"The sandbox bank answers on http://{HERE}:{server.server_port}", flush=True)  # noqa: T201
    server.serve_forever(poll_interval=0.1)
    server.server_close()
    store.close()
    return 0


def stop_on_signals(server: BankServer) -> None:
    """End cleanly on Ctrl-C and on a polite kill."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # shutdown() waits for the serving loop, which is this very thread: it is asked from another.
        signal.signal(number, lambda *_: Thread(target=server.shutdown, daemon=True).start())


def stop_at_end_of_input(server: BankServer) -> None:
    """End when whoever started it is gone: its end of the pipe closes even when it is killed."""
    while sys.stdin.buffer.read(65536):
        pass
    server.shutdown()


if __name__ == "__main__":
    sys.exit(main())
