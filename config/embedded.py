"""One process for everything: ASGI server, Celery worker and clock, over one database.

The order of starting and stopping is the result of trying it out: a worker needs its app finalised before it starts,
signals must be ours before anything starts, and nothing may be waited for without an end.
"""

import contextlib
import gc
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn
from celery.app.trace import setup_worker_optimizations
from celery.worker import WorkController
from django.conf import settings
from django.db import connections

from config.celery import app
from orchestrator import workers
from orchestrator.sweep import sweep

log = logging.getLogger(__name__)
HOSTNAME = "embedded@localhost"
CLOCK_SECONDS = 1.0
DRAIN_SECONDS = 2.5


class Server(uvicorn.Server):
    """uvicorn without its own signal handling: it would end the process before the worker is drained."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(
    host: str, port: int, *, ready: Callable[[], None], every_second: Callable[[], None], at_end: Callable[[], None]
) -> None:
    """Serve until a signal asks to stop; never returns, ends the process with code 0."""
    server = Server(_config(host, port))
    _listen_for_signals(server)
    worker = start_worker()
    clock = threading.Thread(target=tick, args=(every_second,), name="clock", daemon=True)
    clock.start()
    threading.Thread(target=_tell_when_up, args=(server, ready), name="ready", daemon=True).start()
    server.run()
    stop(worker)
    at_end()
    os._exit(0)  # a call that does not come back must not keep the process: its run is found by the next one


@contextlib.contextmanager
def carrying() -> Iterator[None]:
    """Carry runs in this process for a while, without serving pages: for commands."""
    worker = start_worker()
    threading.Thread(target=tick, args=(lambda: None,), name="clock", daemon=True).start()
    try:
        yield
    finally:
        workers.stopping.set()
        stop(worker)


def _config(host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        "config.asgi:application",
        host=host,
        port=port,
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
        ws_max_size=65_536,
    )


def _listen_for_signals(server: uvicorn.Server) -> None:
    def asked(number: int, frame: FrameType | None) -> None:
        if workers.stopping.is_set():
            os._exit(1)  # asked twice
        workers.stopping.set()
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, asked)


def start_worker() -> WorkController:
    """Start a Celery worker on threads of this process, and wait until it takes tasks."""
    app.finalize()
    app.loader.import_default_modules()
    setup_worker_optimizations(app, HOSTNAME)
    up = threading.Event()
    worker = WorkController(
        app=app,
        hostname=HOSTNAME,
        pool_cls="threads",
        concurrency=settings.STEWARD_WORKERS,
        loglevel="WARNING",
        without_mingle=True,
        without_gossip=True,
        without_heartbeat=True,
        ready_callback=lambda consumer: up.set(),
    )
    threading.Thread(target=worker.start, name="worker", daemon=True).start()
    up.wait(10)
    gc.freeze()  # what was loaded stays: looking through it for garbage again and again would cost
    workers.me()  # known before the first run: who asks whether anybody carries runs must not be told no
    return worker


def tick(every_second: Callable[[], None]) -> None:
    while not workers.stopping.is_set():
        started = time.monotonic()
        for question in (sweep, every_second):
            try:
                question()
            except Exception:
                log.exception("The clock stumbled; it asks again in a second")
                connections.close_all()
        workers.stopping.wait(max(0.05, CLOCK_SECONDS - (time.monotonic() - started)))


def _tell_when_up(server: uvicorn.Server, ready: Callable[[], None]) -> None:
    while not server.started and not workers.stopping.is_set():
        time.sleep(0.02)
    if server.started:
        ready()


def stop(worker: WorkController) -> None:
    """Drain for a moment, then let go: what is left is carried on by the next process."""
    helper = threading.Thread(target=worker.stop, daemon=True)
    helper.start()
    helper.join(DRAIN_SECONDS)
    with contextlib.suppress(Exception):
        workers.leave()
    connections.close_all()
