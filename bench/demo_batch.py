"""The demo's workflow over many messages: `python -m bench.demo_batch`. Prints one JSON summary as its last line.

A run sees only the text; the category is kept for the comparison. Message n comes from customer n mod 100 of the
sandbox, every 20th from an unknown one. No escalation is answered.
"""

import argparse
import csv
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

SEED = 7
DESK = "support-desk"
STARTER = "Message desk"
SAMPLES = Path(__file__).resolve().parent.parent / "demo" / "messages.csv"
# What real messages must at least reach: shares of all runs and of completed runs.
LEAST = {"completed": 0.35, "triage_right": 0.75}


def main() -> int:
    """Run the batch and print its figures; with --check, exit 1 where they fall short."""
    asked = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    summary = batch(asked.messages, asked.count)
    sys.stdout.write(json.dumps(summary) + "\n")
    return int(asked.check and not _good_enough(summary))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo-batch")
    parser.add_argument("--messages", type=Path, help="a CSV file with the columns text and category")
    parser.add_argument("--count", type=int, help="how many messages; default all 60 samples, or 200 of a file")
    parser.add_argument("--check", action="store_true", help="exit 1 where the figures fall short")
    asked = parser.parse_args()
    if asked.count is not None and asked.count < 1:
        parser.error("COUNT must be 1 or more.")
    if asked.messages and not asked.messages.is_file():
        parser.error(f"There is no file {asked.messages}.")
    return asked


def messages(path: Path | None, count: int | None) -> list[dict[str, str]]:
    """The messages of a batch: drawn from the whole file without repeating one until the file is used up."""
    with (path or SAMPLES).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not {"text", "category"} <= set(rows[0]):
        sys.exit(f"{path} needs a first line with the columns text and category, and at least one message.")
    wanted = count or (200 if path else len(rows))
    if path is None and wanted == len(rows):
        return rows
    draw = random.Random(SEED)
    drawn: list[dict[str, str]] = []
    while len(drawn) < wanted:
        drawn += draw.sample(rows, len(rows))
    return drawn[:wanted]


def requests(rows: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """What each run is started with."""
    for number, row in enumerate(rows):
        known = (number + 1) % 20 != 0
        sender = f"customer{number % 100:03}@bank.example" if known else f"stranger{number}@elsewhere.example"
        yield {"message": row["text"], "email": sender}


def batch(path: Path | None, count: int | None) -> dict[str, Any]:
    """Load the demo where it is missing, run the messages, and give the figures."""
    from bench.intents import categories
    from config import batch as running
    from config import demo
    from governance.queries import actor_named
    from governance.trail import verify

    rows = messages(path, count)
    demo.load(demo.FOLDER)
    keeper = demo.SandboxKeeper()
    keeper.look()
    try:
        starter = actor_named(STARTER)
        assert starter is not None, "the demo has its machine account"
        workflow = running.workflow_named(starter, DESK)
        started = time.monotonic()
        with running.one_carries():
            lines = list(running.play(starter, workflow, requests(rows)))
        seconds = time.monotonic() - started
    finally:
        keeper.leave()
    lines.sort(key=lambda line: line["id"])
    mapping = categories() | {row["category"]: row["category"] for row in messages(None, None)}
    return _summary(lines, [mapping.get(row["category"], "") for row in rows], seconds, verify().ok)


def _summary(lines: list[dict[str, Any]], wanted: list[str], seconds: float, verified: bool) -> dict[str, Any]:
    from orchestrator.queries.batch import results

    given = results([line["id"] for line in lines])
    done = [number for number, line in enumerate(lines) if line["state"] == "done" and not line["escalated"]]
    right = sum(given[lines[number]["id"]].get("triage.category") == wanted[number] for number in done)
    return {
        "runs": len(lines),
        "completed": len(done),
        "escalated": sum(line["escalated"] for line in lines),
        "failed": sum(line["state"] in ("failed", "cancelled") for line in lines),
        "triage_right": round(right / len(done), 4) if done else 0.0,
        "audit_verified": verified,
        "seconds": round(seconds, 2),
    }


def _good_enough(summary: dict[str, Any]) -> bool:
    return bool(
        summary["failed"] == 0
        and summary["audit_verified"]
        and summary["completed"] / summary["runs"] >= LEAST["completed"]
        and summary["triage_right"] >= LEAST["triage_right"]
    )


if __name__ == "__main__":
    sys.exit(main())
