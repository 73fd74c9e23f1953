"""The deterministic five-step pipeline: one run at a time, and 500 started together."""

from collections.abc import Iterator

from bench.fsync import fsync_p50
from bench.house import fresh
from bench.measure import Measure, at_least, at_most, percentile, takes


@takes("idle")
def idle() -> Iterator[Measure]:
    """One run at a time, end to end."""
    with fresh(STEWARD_DEMO="0") as house:
        house.manage("migrate", "-v", "0")
        beside = {"fsync_p50_ms": round(fsync_p50(), 3)}
        taken = house.inside("idle")["milliseconds"]
    tail = {"p95_ms": round(percentile(taken, 0.95), 1)}
    yield at_most(40, "five-step pipeline, idle, end to end, p50", percentile(taken, 0.5), "ms", **tail, **beside)


@takes("together")
def together() -> Iterator[Measure]:
    """500 runs, from the first start request to the last terminal commit."""
    with fresh(STEWARD_DEMO="0") as house:
        house.manage("migrate", "-v", "0")
        beside = {"fsync_p50_ms": round(fsync_p50(), 3)}
        plain = house.inside("chain")
        ours = house.inside("together")
    peer = {"celery chain, one FULL commit a step, no trail: runs/s": round(plain["runs"] / plain["seconds"], 1)}
    cpu = {"cpu_ms_a_run": round(ours["cpu"] / ours["runs"] * 1000, 1)}
    rate = ours["runs"] / ours["seconds"]
    yield at_least(50, "five-step pipeline, 500 started together", rate, "runs/s", **peer, **cpu, **beside)
