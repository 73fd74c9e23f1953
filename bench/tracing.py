"""What a browser's performance trace says of the page's main thread, frame by frame."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

CATEGORIES = "toplevel,devtools.timeline,disabled-by-default-devtools.timeline"
SCRIPTING = {"EventDispatch", "FunctionCall", "FireAnimationFrame", "TimerFire", "RunMicrotasks", "EvaluateScript"}
LAYOUT = {"UpdateLayoutTree", "Layout", "PrePaint", "Layerize"}


@dataclass
class Trace:
    """Milliseconds of scripting and layout of each frame, and of the longest task."""

    frames: list[float] = field(default_factory=list)
    longest: float = 0.0


@contextmanager
def traced(page: Any) -> Iterator[Trace]:
    """Trace what happens inside; read it afterwards."""
    session = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    done: list[bool] = []
    session.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    session.on("Tracing.tracingComplete", lambda _told: done.append(True))
    session.send("Tracing.start", {"transferMode": "ReportEvents", "categories": CATEGORIES})
    trace = Trace()
    yield trace
    session.send("Tracing.end")
    while not done:
        page.wait_for_timeout(50)
    read(events, trace)


def read(events: list[dict[str, Any]], trace: Trace) -> None:
    """Sum the work of the thread that does the page's scripting, from one frame handed over to the next."""
    thread = _busiest(events)
    mine = sorted((each for each in events if (each["pid"], each["tid"]) == thread), key=lambda each: each["ts"])
    starts = [each["ts"] for each in mine if each["name"] == "Commit"]
    if len(starts) < 2:
        raise RuntimeError("The trace shows no frames.")
    work = [0.0] * len(starts)
    until, at = 0.0, 0
    for each in mine:
        if each["name"] not in SCRIPTING | LAYOUT or each["ts"] < starts[0]:
            continue
        while at + 1 < len(starts) and starts[at + 1] <= each["ts"]:
            at += 1
        end = each["ts"] + each.get("dur", 0)
        work[at] += max(end - max(each["ts"], until), 0) / 1000  # what lies within another is counted once
        until = max(until, end)
    trace.frames = work
    tasks = [each.get("dur", 0) / 1000 for each in mine if each["name"] in ("RunTask", "ThreadControllerImpl::RunTask")]
    trace.longest = max(tasks, default=0.0)


def _busiest(events: list[dict[str, Any]]) -> tuple[int, int]:
    counts: dict[tuple[int, int], int] = {}
    for each in events:
        if each["name"] in SCRIPTING:
            place = (each["pid"], each["tid"])
            counts[place] = counts.get(place, 0) + each.get("dur", 0)
    return max(counts, key=lambda place: counts[place])
