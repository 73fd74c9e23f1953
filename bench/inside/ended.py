"""How many runs have ended, without waking Django: read from the file itself."""

import json
import os
import sqlite3


def main() -> None:
    """Print the number."""
    db = sqlite3.connect(os.path.join(os.environ["STEWARD_VAR"], "steward.sqlite3"), timeout=20)
    ended = db.execute("SELECT count(*) FROM orchestrator_run WHERE state IN ('done', 'failed', 'cancelled')")
    print(json.dumps({"ended": ended.fetchone()[0]}))


if __name__ == "__main__":
    main()
