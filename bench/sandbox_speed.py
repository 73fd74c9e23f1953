"""How many requests a second the sandbox takes, so that it is known not to be what the demo waits for."""

import http.client
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench.fsync import fsync_p50
from bench.house import fresh
from bench.measure import Measure, takes
from sandbox import control

CALLERS, EACH = 8, 100
LOOKUP = ("GET", "/customers?email=customer042@bank.example", None)
TICKET = ("POST", "/tickets", {"customer_id": "C042", "subject": "Measured"})


def rate(port: int, request: tuple[str, str, Any]) -> float:
    """Requests a second of eight callers at once, each on one connection."""
    start = time.perf_counter()
    with ThreadPoolExecutor(CALLERS) as pool:
        list(pool.map(lambda _: caller(port, *request), range(CALLERS)))
    return CALLERS * EACH / (time.perf_counter() - start)


def caller(port: int, method: str, path: str, body: Any) -> None:
    """One caller's requests, one after the other."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for _ in range(EACH):
        connection.request(method, path, json.dumps(body) if body else None)
        reply = connection.getresponse()
        if reply.status >= 300:
            raise RuntimeError(reply.read().decode())
        reply.read()
    connection.close()


@takes("sandbox")
def sandbox() -> Iterator[Measure]:
    """Look-ups and effects."""
    with fresh() as house:
        started = control.ensure_running(house.port, house.folder / "sandbox.sqlite3")
        try:
            beside = {"fsync_p50_ms": round(fsync_p50(), 3)}
            yield Measure("sandbox look-ups", rate(house.port, LOOKUP), "requests/s", peers=beside)
            yield Measure("sandbox effects, each on disk", rate(house.port, TICKET), "requests/s", peers=beside)
        finally:
            control.stop(started)
