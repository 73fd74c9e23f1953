"""One run at a time through an idle embedded worker, from the call of the action to the end on disk."""

import json
import time
from typing import Any

from bench.inside import desk

RUNS = 60
WARMING = 10
LOOKING = 0.002  # what looking costs and how late it sees the end counts against Steward


def main() -> None:
    """Print the milliseconds of each run."""
    desk.open_house()
    from config import embedded

    starter, workflow = desk.found()
    with embedded.carrying():
        taken = [one(starter, workflow) for _ in range(WARMING + RUNS)]
    print(json.dumps({"milliseconds": taken[WARMING:]}))


def one(starter: Any, workflow: Any) -> float:
    """The milliseconds of one run."""
    from orchestrator.actions.runs import start_run
    from orchestrator.models import Run

    time.sleep(0.05)
    begun = time.perf_counter()
    pk = start_run(starter, workflow, desk.GIVEN).pk
    while Run.objects.values_list("state", flat=True).get(pk=pk) != "done":
        time.sleep(LOOKING)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
