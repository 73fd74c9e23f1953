"""Which of the desk's categories each of the 77 intents of the Banking77 messages belongs to."""

import csv
from pathlib import Path

TABLE = Path(__file__).parent / "intents.csv"


def categories() -> dict[str, str]:
    """Intent → desk category, spelt as in the messages' file and in the triage agent's choices."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["intent"]: row["category"] for row in csv.DictReader(file)}
