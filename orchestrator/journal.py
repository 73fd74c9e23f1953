"""A run under way: its row, its folded state, its sealed values, and the one way they move on together."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection
from django.utils.timezone import now

from fields.labels import Labelled, dump, load
from governance import door, news, quick
from governance.actors import Actor
from governance.payloads import PayloadGone, Vault
from governance.trail import Entry, Head, append
from governance.trail.writing import START
from orchestrator import leases, notices, projection, workers
from orchestrator.engine.decide import decide
from orchestrator.engine.definition import RUN
from orchestrator.engine.evolve import evolve
from orchestrator.engine.happenings import Event, Happening
from orchestrator.engine.moves import Cancel, Finish, Move, next_moves
from orchestrator.engine.state import MOVING, RunState, State
from orchestrator.house import CARRIER
from orchestrator.models import Run
from orchestrator.queries.definitions import definition_of

READINGS = 20  # how often another writer may come first before the sweep has to look again


class SomeoneWasFaster(Exception):
    """Another process wrote the next line of this journal first: read again."""


class Journal:
    """The one writer of a run: `tell` decides and folds in memory, `commit` puts all told so far on disk.

    With a lease it is a worker's: where another part of the same run wrote first, it reads again and tells again what
    still fits. Without one it is somebody's who holds the row's lock.
    """

    def __init__(self, run: Run, lease: str | None = None) -> None:
        self.lease = lease
        self.at = ""  # the step that is worked on
        self._holds = ""  # the step this lease is on disk for
        self._read(run)

    def _read(self, run: Run) -> None:
        self.run = run
        self.definition = definition_of(run.version_id)
        self.folded: State = run.folded
        self.held = leases.parse(run.lease)
        self._vault = _unlocked(run)
        self.told: list[tuple[Event, Entry]] = []
        self._pending: list[tuple[Happening, str]] = []
        self._values: dict[str, dict[str, Labelled]] = {}
        self._timers: dict[tuple[str, int], datetime] = {}

    @property
    def state(self) -> State:
        """The state, looking at the step that is worked on."""
        return self.folded.looking_at(self.at or self.folded.at)

    @property
    def vault(self) -> Vault:
        """The run's payloads; PayloadGone once they are erased."""
        if self._vault is None:
            raise PayloadGone(f"The values of {self.run.stream} are erased.")
        return self._vault

    def tell(self, happening: Happening, at: str = "") -> list[Event]:
        """Decide what follows, seal its payloads and fold it; nothing is written before `commit`."""
        at = at or self.at
        events = []
        cause = self._last()
        for event in decide(self.definition, self.folded, happening, at):
            events.append(self._fold(event, cause))
            cause = cause if len(events) > 1 else self._last()
        self._pending.append((happening, at))
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
        self.folded = evolve(self.folded, event)
        self.told.append((event, Entry(event.kind, facts, cause=cause, sealed=sealed)))
        if event.kind == "timer.set":
            self._timers[event.step, event.visit] = _later(event.facts["seconds"])
        return event

    def open(self, ref: str | None) -> dict[str, Any]:
        """The payload with this reference; empty where there is none."""
        return self.vault.open(ref) if ref else {}

    def values(self, origin: str) -> dict[str, Labelled]:
        """The labelled values the run was started with (`run`) or a step gave; empty where it gave none."""
        ref = self.folded.given if origin == RUN else getattr(self.folded.steps.get(origin), "gave", None)
        if ref is None:
            return {}
        if ref not in self._values:
            self._values[ref] = load(self.vault.open(ref).get("fields", {}))
        return self._values[ref]

    def commit(self, actor: Actor, verb: str = "run.advance") -> None:
        """Write all told so far in one transaction; SomeoneWasFaster where the journal moved on meanwhile.

        A worker tells again on top of what others wrote: Overtaken where it no longer fits.
        """
        for _reading in range(READINGS if self.lease else 1):
            try:
                self._write(actor, verb)
                return
            except SomeoneWasFaster:
                if self.lease is None:
                    raise
                self._tell_again()
        raise SomeoneWasFaster

    def _write(self, actor: Actor, verb: str) -> None:
        events = [event for event, _ in self.told]
        where: dict[str, Any] = {"id": self.run.pk, "number": self.run.number}
        if self.lease is not None:
            where["lease"] = self.run.lease
        try:
            with door.opened(actor, verb):
                self._lock(where)
                head = self._append(actor)
                changes = self._changes(events) | {"number": head.number, "hash": head.hash}
                if not quick.update(Run, where, changes):
                    raise SomeoneWasFaster
                projection.project(self.run, events, self._timers)
                if self._timers_elsewhere():
                    projection.set_due(self.run)
        except IntegrityError as error:
            raise SomeoneWasFaster from error
        for field, value in changes.items():
            setattr(self.run, "key_id" if field == "key" else field, value)
        self.told, self._pending, self._timers = [], [], {}
        self._holds = self.at if self.lease and self.held.get(self.at) == self.lease else ""
        _announce(self.run, {event.kind for event in events})

    def _changes(self, events: list[Event]) -> dict[str, Any]:
        """The columns of the run's row after these events."""
        self.held = leases.kept(self.held, self.folded)
        moves = next_moves(self.definition, self.folded)
        changes = projection.run_changes(self.run, self.folded, events)
        changes["at_step"] = next(iter([*self.folded.waits, *self.folded.under_way, *_steps(moves)]), "")
        loose = leases.loose(moves, self.held)
        if loose and self.folded.run is RunState.WAITING:
            changes["state"] = RunState.RUNNING.value  # one part waits, another is about to begin
        changes |= {"snapshot": self.folded.model_dump_json(), "lease": leases.written(self.held), "loose": loose}
        changes["due_at"] = min(self._timers.values(), default=None)
        if not self.run.number:
            changes["key"] = self.run.key_id
        return changes

    def _timers_elsewhere(self) -> bool:
        """Say whether another step than those told of is to be tried again some time."""
        mine = {step for step, _visit in self._timers}
        return any(waiting.seconds is not None and step not in mine for step, waiting in self.folded.waits.items())

    def _tell_again(self) -> None:
        """Another part of this run wrote first: take what it wrote, and say ours after it."""
        pending, taken = self._pending, self.held.get(self.at) == self.lease
        self._read(Run.objects.select_related("key").get(pk=self.run.pk))
        if self._holds and self.held.get(self._holds) != self.lease:
            raise SomeoneWasFaster  # they took us for dead
        for happening, at in pending:
            self.tell(happening, at)
        if taken:
            self.take(self.at)

    def take(self, step: str) -> None:
        """Carry a step from now on; SomeoneWasFaster where a living worker does. On disk with the next commit."""
        other = self.held.get(step, self.lease)
        if self.lease is None or (other != self.lease and workers.alive(str(other))):
            raise SomeoneWasFaster
        self.at = step
        self.held = {**self.held, step: self.lease}

    def claim(self) -> None:
        """Put what was taken on disk without writing to the journal; SomeoneWasFaster where somebody was."""
        text = leases.written(self.held)
        if self.run.lease != text:
            loose = leases.loose(next_moves(self.definition, self.folded), self.held)
            with door.opened(CARRIER, "run.advance"):
                free = Run.objects.filter(pk=self.run.pk, number=self.run.number, lease=self.run.lease)
                if not free.update(lease=text, loose=loose):
                    raise SomeoneWasFaster
            self.run.lease, self.run.loose = text, loose
        self._holds = self.at

    def _lock(self, mine: dict[str, Any]) -> None:
        # Row first, trail second, as the actions do: the other way round two writers could wait for each other.
        if connection.features.has_select_for_update:
            rows = Run.objects.select_for_update(of=("self",)).filter(**mine).order_by()
            if not rows.values_list("pk").first():
                raise SomeoneWasFaster

    def overtaken(self) -> bool:
        """Say whether the step that is worked on is no longer wanted: the run was stopped, or the step called off."""
        now_there = Run.objects.filter(pk=self.run.pk).values_list("number", "state", "lease").first()
        if now_there is None or now_there[0] == self.run.number:
            return now_there is None
        _number, state, lease = now_there
        return state not in MOVING or leases.parse(lease).get(self.at) != self.lease

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


def _steps(moves: list[Move]) -> list[str]:
    """The steps the walk comes to next."""
    return [move.step for move in moves if not isinstance(move, Cancel | Finish)]


def _later(seconds: float) -> datetime:
    # Jitter: a system that failed many runs at once should not get them all back in the same instant.
    return now() + timedelta(seconds=seconds * (1 + random.random() * 0.2))  # noqa: S311


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
    notices.moved(run, kinds)
