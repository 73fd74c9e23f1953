"""An installation with thousands of runs: the demo's own, walked for real, and copies with journals of their own.

The copies keep the sealed payloads of the run they copy, so their pages open as those of real runs do.
"""

import json
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from bench.inside.desk import open_house

AT_ONCE = 100
WHO = ("ada", "ben", "rae", "tia")


def main() -> None:
    """Fill the installation up to so many runs; print the addresses to measure and a session of each who asks."""
    open_house()
    from bench.demo_batch import batch

    batch(None, None)
    fill(int(sys.argv[1]))
    print(json.dumps({"pages": dict(pages()), "cookies": {name: session(f"{name}@northbank.example") for name in WHO}}))


def fill(count: int) -> None:
    """Copy runs until there are so many."""
    from governance import door
    from orchestrator.house import CARRIER
    from orchestrator.models import Run

    walked = list(Run.objects.order_by("pk"))
    missing = islice(cycle(walked), count - len(walked))
    while some := list(islice(missing, AT_ONCE)):
        with door.opened(CARRIER, "run.advance"):
            for run in some:
                copied(run.pk)


def copied(pk: int) -> None:
    """One more run like this one: row, steps, cases and journal."""
    from orchestrator.models import Escalation, Run, Step

    run = Run.objects.get(pk=pk)
    run.pk = None
    run._state.adding = True
    run.save(force_insert=True)
    head = journal(pk, run)
    Run.objects.filter(pk=run.pk).update(number=head.number, hash=head.hash)
    models: list[Any] = [Step, Escalation]
    for model in models:
        rows = list(model.objects.filter(run=pk))
        for row in rows:
            row.pk, row.run_id = None, run.pk
        model.objects.bulk_create(rows)


def journal(pk: int, run: Any) -> Any:
    """The lines of one run's journal as those of another."""
    from governance.models import Record
    from governance.payloads import Sealed
    from governance.trail import Entry, append
    from governance.trail.reading import said
    from governance.trail.writing import START
    from orchestrator.house import CARRIER

    entries = []
    for record in Record.objects.filter(stream=f"run:{pk}").order_by("number"):
        line = said(record)
        sealed = line["payload"] and Sealed(line["payload"]["id"], line["payload"]["digest"])
        cause = record.cause and record.cause.replace(f"run:{pk}#", f"run:{run.pk}#")
        entries.append(Entry(record.kind, line["facts"], cause=cause, sealed=sealed or None))
    return append(run.stream, entries, actor=CARRIER, team_id=run.team_id, run_id=run.pk, head=START)


def pages() -> Iterator[tuple[str, list[str]]]:
    """What is measured: a name, who asks, and the address."""
    from django.urls import reverse

    from agents.models import Agent
    from orchestrator.models import Escalation, Run, Workflow

    desk = Workflow.objects.get(key="support-desk")
    team, run = desk.team.slug, Run.objects.filter(state="done").order_by("-pk")[0]
    case = Escalation.objects.exclude(state="resolved").order_by("-pk")[0]
    agent = Agent.objects.filter(team=desk.team).order_by("pk")[0]
    runs = reverse("runs", args=[team])
    yield "home", ["rae", reverse("home")]
    yield "runs", ["rae", runs]
    yield "runs that wait", ["rae", f"{runs}?state=waiting"]
    yield "runs of a workflow", ["rae", f"{runs}?workflow={desk.key}&state=done"]
    yield "runs, far down", ["rae", f"{runs}?before={run.pk // 2}"]
    yield "a run", ["rae", reverse("run", args=[run.pk])]
    yield "a run's timeline", ["rae", reverse("run-timeline", args=[run.pk])]
    yield "a run's trail", ["rae", reverse("run-trail", args=[run.pk])]
    yield "inbox", ["rae", reverse("inbox", args=[team])]
    yield "a case", ["rae", reverse("escalation", args=[case.pk])]
    yield "workflows", ["ben", reverse("workflows", args=[team])]
    yield "a workflow", ["ben", reverse("workflow", args=[team, desk.key])]
    yield "a workflow's editor", ["ben", reverse("workflow-edit", args=[team, desk.key])]
    yield "a workflow's canvas", ["ben", reverse("workflow-canvas", args=[team, desk.key])]
    yield "agents", ["ben", reverse("agents", args=[team])]
    yield "an agent", ["ben", reverse("agent-edit", args=[team, agent.pk])]
    yield "connections", ["tia", reverse("connections", args=[team])]
    yield "team settings", ["tia", reverse("settings", args=[team])]
    yield "team trail", ["ben", reverse("trail", args=[team])]
    yield "people", ["ada", reverse("people")]


def session(email: str) -> str:
    """A signed-in session of this person."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from governance.models import User

    user = User.objects.get(email=email)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)


if __name__ == "__main__":
    main()
