"""500 runs started together, carried by the embedded worker of the same process."""

import json
import time
from typing import Any

from bench.inside import desk

RUNS = 500
WARMING = 20


def main() -> None:
    """Print the seconds from the first start request to the last terminal commit."""
    desk.open_house()
    from config import embedded

    starter, workflow = desk.found()
    with embedded.carrying():
        start(starter, workflow, WARMING)
        desk.wait_for(WARMING)
        begun, cpu = time.time(), time.process_time()
        start(starter, workflow, RUNS)
        asked = time.time() - begun
        desk.wait_for(WARMING + RUNS)
        cpu = time.process_time() - cpu
    figures = {"runs": RUNS, "seconds": last_end() - begun, "asking": asked, "cpu": cpu}
    print(json.dumps(figures))


def start(starter: Any, workflow: Any, count: int) -> None:
    """Start runs one after the other, as fast as the action takes them."""
    from orchestrator.actions.runs import start_run

    for _ in range(count):
        start_run(starter, workflow, desk.GIVEN)


def last_end() -> float:
    """When the last run wrote its end, as the row says."""
    from django.db.models import Max

    from orchestrator.models import Run

    moment = Run.objects.aggregate(last=Max("finished_at"))["last"]
    return float(moment.timestamp())


if __name__ == "__main__":
    main()
