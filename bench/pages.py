"""How long the server takes for each page of the demo with 10,000 runs in the table."""

import http.client
import sys
import time
from collections.abc import Iterator

from bench.fsync import fsync_p50
from bench.house import fresh
from bench.measure import Measure, at_most, percentile, takes
from bench.memory import serving

RUNS = 10_000
ROUNDS = 20


@takes("pages")
def pages() -> Iterator[Measure]:
    """Each page asked for over loopback, one request at a time; the slowest and the median stand beside the whole."""
    with fresh() as house:
        house.manage("migrate", "-v", "0")
        crowd = house.inside("crowd", str(RUNS))
        with serving(house):
            taken = {
                name: asked(house.port, path, crowd["cookies"][who]) for name, (who, path) in crowd["pages"].items()
            }
        beside = {"fsync_p50_ms": round(fsync_p50(), 3)}
    if not any(taken.values()):
        raise RuntimeError("No page could be asked for.")
    p95 = {name: percentile(each, 0.95) for name, each in taken.items() if each}
    for name, value in sorted(p95.items(), key=lambda pair: -pair[1])[:3]:
        beside[f"p95 of {name}"] = round(value, 1)
    every = [each for times in taken.values() for each in times]
    yield at_most(100, f"pages of the demo with {RUNS} runs, p95", percentile(every, 0.95), "ms", **beside)
    yield at_most(100, "the slowest page of the demo, p95", max(p95.values()), "ms", pages=len(p95))


def asked(port: int, path: str, cookie: str) -> list[float]:
    """Milliseconds from the request to the last byte, after two that warm the page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    taken = []
    for _ in range(2 + ROUNDS):
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
        answer = connection.getresponse()
        answer.read()
        moved = answer.headers.get("Location", "/accounts/login/")
        if answer.status == 302 and not moved.startswith("/accounts/login/"):
            return asked(port, moved, cookie)
        if answer.status != 200:
            print(f"{path} answers {answer.status} and is not measured.", file=sys.stderr)
            return []
        taken.append((time.perf_counter() - begun) * 1000)
    connection.close()
    return taken[2:]
