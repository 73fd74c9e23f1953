"""A run under way: its row, its folded state, its sealed values, and the one way they move on together."""

import random
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, connection
from django.utils.timezone import now

from fields.labels import Labelled, dump, load
from governance import door, news, quick
from governance.actors import Actor
from governance.payloads import PayloadGone, Vault
from governance.trail import Entry, Head, append
from governance.trail.writing import START
from orchestrator import projection
from orchestrator.engine.decide import decide
from orchestrator.engine.definition import RUN
from orchestrator.engine.evolve import evolve
from orchestrator.engine.happenings import Event, Happening
from orchestrator.engine.state import TERMINAL, State
from orchestrator.house import CARRIER
from orchestrator.models import Run
from orchestrator.queries.definitions import definition_of


class SomeoneWasFaster(Exception):
    """Another process wrote the next line of this journal first: read again."""


class Journal:
    """The one writer of a run: `tell` decides and folds in memory, `commit` puts all told so far on disk."""

    def __init__(self, run: Run, lease: str | None = None) -> None:
        self.run = run
        self.lease = lease
        self.definition = definition_of(run.version_id)
        self.state: State = run.folded
        self._vault = _unlocked(run)
        self.told: list[tuple[Event, Entry]] = []
        self._values: dict[str, dict[str, Labelled]] = {}

    @property
    def vault(self) -> Vault:
        """The run's payloads; PayloadGone once they are erased."""
        if self._vault is None:
            raise PayloadGone(f"The values of {self.run.stream} are erased.")
        return self._vault

    def tell(self, happening: Happening) -> list[Event]:
        """Decide what follows, seal its payloads and fold it; nothing is written before `commit`."""
        events = []
        cause = self._last()
        for event in decide(self.definition, self.state, happening):
            events.append(self._fold(event, cause))
            cause = cause if len(events) > 1 else self._last()
        return events

    def _last(self) -> str | None:
        number = self.run.number + len(self.told)
        return f"{self.run.stream}#{number}" if number else None

    def _fold(self, event: Event, cause: str | None) -> Event:
        sealed = None
        if event.payload is not None and self._vault is not None:  # without a key nothing can be kept
            sealed = self._vault.seal(event.payload)
            event = Event(event.kind, event.step, event.visit, event.facts, event.payload, sealed.id)
        place = {"step": event.step, "visit": event.visit} if event.step else {}
        facts = {**place, **event.facts, **({"ref": event.ref} if event.ref and sealed is None else {})}
        self.state = evolve(self.state, event)
        self.told.append((event, Entry(event.kind, facts, cause=cause, sealed=sealed)))
        return event

    def open(self, ref: str | None) -> dict[str, Any]:
        """The payload with this reference; empty where there is none."""
        return self.vault.open(ref) if ref else {}

    def values(self, origin: str) -> dict[str, Labelled]:
        """The labelled values the run was started with (`run`) or a step gave; empty where it gave none."""
        ref = self.state.given if origin == RUN else getattr(self.state.steps.get(origin), "gave", None)
        if ref is None:
            return {}
        if ref not in self._values:
            self._values[ref] = load(self.vault.open(ref).get("fields", {}))
        return self._values[ref]

    def commit(self, actor: Actor, verb: str = "run.advance") -> None:
        """Write all told so far in one transaction; SomeoneWasFaster where the journal moved on meanwhile."""
        mine: dict[str, Any] = {"id": self.run.pk, "number": self.run.number}
        if self.lease is not None:
            mine["lease"] = self.run.lease
        try:
            with door.opened(actor, verb):
                self._lock(mine)
                head = self._append(actor)
                changes = projection.run_changes(self.run, self.state, [event for event, _ in self.told])
                changes.update(number=head.number, hash=head.hash, snapshot=self.state.model_dump_json())
                changes["lease"] = "" if self._rests() else self.run.lease if self.lease is None else self.lease
                changes["due_at"] = self._due()
                if not self.run.number:
                    changes["key"] = self.run.key_id
                if not quick.update(Run, mine, changes):
                    raise SomeoneWasFaster
                projection.project(self.run, [event for event, _ in self.told])
        except IntegrityError as error:
            raise SomeoneWasFaster from error
        for field, value in changes.items():
            setattr(self.run, "key_id" if field == "key" else field, value)
        kinds = {event.kind for event, _ in self.told}
        self.told = []
        _announce(self.run, kinds)

    def claim(self) -> None:
        """Take the run without writing to its journal; SomeoneWasFaster where another carrier took it."""
        if self.run.lease == self.lease:
            return
        with door.opened(CARRIER, "run.advance"):
            free = Run.objects.filter(pk=self.run.pk, number=self.run.number, lease=self.run.lease)
            if not free.update(lease=self.lease):
                raise SomeoneWasFaster
        self.run.lease = self.lease or ""

    def _lock(self, mine: dict[str, Any]) -> None:
        # Row first, trail second, as the actions do: the other way round two writers could wait for each other.
        if connection.features.has_select_for_update:
            rows = Run.objects.select_for_update(of=("self",)).filter(**mine).order_by()
            if not rows.values_list("pk").first():
                raise SomeoneWasFaster

    def overtaken(self) -> bool:
        """Say whether somebody wrote to this journal meanwhile, such as a request to stop."""
        return not Run.objects.filter(pk=self.run.pk, number=self.run.number).exists()

    def _append(self, actor: Actor) -> Head:
        return append(
            self.run.stream,
            [entry for _, entry in self.told],
            actor=actor,
            team_id=self.run.team_id,
            run_id=self.run.pk,
            root=f"run:{self.run.root_id or self.run.pk}#1",
            vault=self._vault,
            head=Head(self.run.number, bytes(self.run.hash)) if self.run.number else START,
        )

    def _rests(self) -> bool:
        return self.state.run in TERMINAL or self.state.waiting is not None

    def _due(self) -> Any:
        waiting = self.state.waiting
        if waiting is None or waiting.seconds is None:
            return None
        # Jitter: a system that failed many runs at once should not get them all back in the same instant.
        return now() + timedelta(seconds=waiting.seconds * (1 + random.random() * 0.2))  # noqa: S311


def _unlocked(run: Run) -> Vault | None:
    try:
        return Vault.unlock(run.key) if run.key else None
    except PayloadGone:
        return None


def labelled(fields: dict[str, Labelled], **more: Any) -> dict[str, Any]:
    """The payload form of labelled values, with what else is to be kept beside them."""
    return {"fields": dump(fields), **more}


def _announce(run: Run, kinds: set[str]) -> None:
    news.publish(f"run.{run.pk}", f"run:{run.pk}")
    news.publish(f"team.{run.team_id}.runs", f"runs:{run.team_id}")
    if any(kind.startswith(("escalation.", "run.")) for kind in kinds):
        news.publish(f"team.{run.team_id}.inbox", f"inbox:{run.team_id}")
