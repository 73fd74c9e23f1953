"""The peer of the pipeline: the same five decisions as plain Celery tasks on the same broker, one FULL commit a step.

No trail, no encryption, no rights, no pages: what a careful engineer gets from Celery and SQLite alone.
"""

import json
import os
import sqlite3
import threading
import time

from celery import Celery, chain
from celery.app.trace import setup_worker_optimizations
from celery.worker import WorkController

from bench.inside.desk import GIVEN, STEPS

RUNS = 500
app = Celery("plain", broker="memory://localhost//")
app.conf.update(task_ignore_result=True, worker_hijack_root_logger=False, worker_enable_remote_control=False)
app.conf.update(worker_prefetch_multiplier=1, broker_transport_options={"polling_interval": 0.02})
local = threading.local()
ended = threading.Semaphore(0)


def database() -> sqlite3.Connection:
    """This thread's connection."""
    if not hasattr(local, "db"):
        path = os.path.join(os.environ["STEWARD_VAR"], "chain.sqlite3")
        local.db = sqlite3.connect(path, timeout=20, isolation_level=None)
        local.db.execute("PRAGMA journal_mode=WAL")
        local.db.execute("PRAGMA synchronous=FULL")
    db: sqlite3.Connection = local.db
    return db


@app.task
def step(run: int, number: int) -> None:
    """Decide, and have the decision on disk before the next task of the chain is sent."""
    verdict = "large" if GIVEN["amount"] > 100 else "small"
    database().execute("INSERT INTO step VALUES (?, ?, ?)", (run, number, verdict))
    if number == STEPS:
        ended.release()


def main() -> None:
    """Print the seconds from the first start to the last step's commit."""
    database().execute("CREATE TABLE step (run, number, verdict)")
    app.finalize()
    setup_worker_optimizations(app, "plain@localhost")
    up = threading.Event()
    quiet = {"without_mingle": True, "without_gossip": True, "without_heartbeat": True, "loglevel": "WARNING"}
    worker = WorkController(app=app, pool_cls="threads", concurrency=4, ready_callback=lambda _: up.set(), **quiet)
    threading.Thread(target=worker.start, daemon=True).start()
    up.wait(10)
    play(20)
    print(json.dumps({"runs": RUNS, "seconds": play(RUNS)}), flush=True)
    os._exit(0)


def play(runs: int) -> float:
    """Start runs together and wait for all of them."""
    begun = time.perf_counter()
    for run in range(runs):
        chain(*(step.si(run, number) for number in range(1, STEPS + 1))).delay()
    for _ in range(runs):
        ended.acquire()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
