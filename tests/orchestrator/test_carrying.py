"""Carriers come and go; a line is written once, and a run nobody carries is found."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from governance import door
from governance.models.record import Record
from governance.trail import verify
from orchestrator import carrier, perform, workers
from orchestrator.actions import runs
from orchestrator.engine.events import Overtaken
from orchestrator.engine.happenings import Arrived, Halted
from orchestrator.engine.state import Reason
from orchestrator.house import CARRIER
from orchestrator.journal import Journal, SomeoneWasFaster
from orchestrator.models import Run, Worker
from orchestrator.sweep import PATIENCE, sweep
from tests import desk, holding


@pytest.fixture
def run(house):
    return runs.start_run(house.otto, desk.five_rules(house), {"amount": 250})


def fresh(run, lease=None):
    return Journal(Run.objects.select_related("key").get(pk=run.pk), lease)


def arrived_by(run, lease):
    """A worker that has arrived at the first step and wants to carry it."""
    journal = fresh(run, lease)
    journal.tell(Arrived({"fields": {}}), "size1")
    journal.take("size1")
    return journal


def test_of_two_writers_one_writes_the_next_line_and_the_other_is_told(run):
    first, second = arrived_by(run, "a:1"), arrived_by(run, "b:1")
    first.commit(CARRIER)
    with pytest.raises(Overtaken):
        second.commit(CARRIER)
    numbers = list(Record.objects.filter(stream=run.stream).values_list("number", flat=True).order_by("number"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert run.steps.count() == 1
    assert verify().ok


def test_of_two_carriers_that_find_a_free_step_one_takes_it(run):
    workers.beat("a")
    arrived_by(run, "a:1").commit(CARRIER)
    with door.opened(CARRIER, "run.advance"):
        Run.objects.filter(pk=run.pk).update(lease="")
    first, second = fresh(run, "a:2"), fresh(run, "b:1")
    for journal in (first, second):
        journal.take("size1")
    first.claim()
    with pytest.raises(SomeoneWasFaster):
        second.claim()
    assert Run.objects.get(pk=run.pk).lease == "size1=a:2"


def test_a_step_that_another_living_worker_holds_is_left_alone(run):
    holding.leased_to_another(run)
    before = desk.kinds(run)
    assert desk.carry(run).state == "running"
    assert desk.kinds(run) == before


def test_a_second_bell_in_the_middle_of_a_step_changes_nothing(house, run, monkeypatch):
    work, carried = perform.PERFORMERS["agent"], []

    def rung_again(*args):
        carried.append(desk.kinds(run))
        carrier.carry(run.pk)
        carried.append(desk.kinds(run))
        return work(*args)

    monkeypatch.setitem(perform.PERFORMERS, "agent", rung_again)
    run = desk.carry(run)
    assert (run.state, run.steps.count()) == ("done", 5)
    assert carried[0::2] == carried[1::2]


def test_a_carrier_that_was_overtaken_reads_again_and_goes_on(house, run, monkeypatch):
    work, once = perform.PERFORMERS["agent"], []

    def overtaken(*args):
        if not once:
            once.append(True)
            raise SomeoneWasFaster
        return work(*args)

    monkeypatch.setitem(perform.PERFORMERS, "agent", overtaken)
    assert desk.carry(run).state == "done"


def test_a_carrier_that_is_always_overtaken_gives_the_run_back(house, run, monkeypatch):
    def overtaken(*args):
        raise SomeoneWasFaster

    monkeypatch.setitem(perform.PERFORMERS, "agent", overtaken)
    assert desk.carry(run).lease == ""
    monkeypatch.undo()
    desk.long_ago(run, PATIENCE)
    assert run.pk in sweep()
    assert desk.carry(run).state == "done"


def test_a_run_nobody_rang_for_is_found(run):
    assert run.pk not in sweep()  # its bell may still be on its way
    desk.long_ago(run, PATIENCE)
    assert run.pk in sweep()
    assert run.pk not in sweep()  # rung for a moment ago


def test_runs_of_a_dead_worker_are_free_at_once_and_those_of_a_living_one_stay(house, run):
    other = runs.start_run(house.otto, run.workflow, {"amount": 1})
    holding.leased_to_another(run, worker="dead")
    holding.leased_to_another(other, worker="alive")
    with door.opened(CARRIER, "run.advance"):
        Worker.objects.filter(pk="dead").update(beat_at=now() - workers.DEAD_AFTER - timedelta(seconds=1))
    assert sweep() == [run.pk]
    assert Run.objects.get(pk=other.pk).lease == "size1=alive:1"
    assert not Worker.objects.filter(pk="dead").exists()
    assert desk.carry(run).state == "done"


def test_a_lease_of_a_worker_nobody_knows_is_no_lease(run):
    assert desk.carry(holding.orphaned(run)).state == "done"


def test_a_worker_that_says_goodbye_leaves_nothing_leased(run):
    holding.leased_to_another(run, worker=workers.me())
    workers.leave()
    run.refresh_from_db()
    assert run.lease == ""


def test_a_worker_that_drains_puts_down_what_it_has(run, monkeypatch):
    work = perform.PERFORMERS["agent"]

    def last_one(*args):
        workers.stopping.set()
        return work(*args)

    monkeypatch.setitem(perform.PERFORMERS, "agent", last_one)
    try:
        run = desk.carry(run)
    finally:
        workers.stopping.clear()
    assert (run.state, run.at_step) == ("running", "size2")
    monkeypatch.undo()
    holding.orphaned(run)
    assert desk.carry(run).state == "done"
    assert run.steps.filter(key="size1").count() == 1


def test_each_step_is_on_disk_before_the_next_begins(run, monkeypatch):
    work, seen = perform.PERFORMERS["agent"], []

    def looking(*args):
        seen.append(list(run.steps.order_by("pk").values_list("state", flat=True)))
        return work(*args)

    monkeypatch.setitem(perform.PERFORMERS, "agent", looking)
    desk.carry(run)
    assert seen == [["finished"] * before + ["running"] for before in range(5)]


def test_a_worker_whose_step_was_taken_over_writes_nothing_more(run):
    slow = arrived_by(run, "slow:1")
    slow.commit(CARRIER)
    with door.opened(CARRIER, "run.advance"):
        Run.objects.filter(pk=run.pk).update(lease="size1=fast:1")
    slow.tell(Halted(Reason.PERSON_STEP, {}))
    with pytest.raises(SomeoneWasFaster):
        slow.commit(CARRIER)


def test_a_run_that_cannot_be_given_back_now_is_given_back_with_the_next_beat(run, monkeypatch):
    holding.leased_to_another(run, worker=workers.me())

    def away(*args):
        raise OSError("the database is away")

    with monkeypatch.context() as patch:
        patch.setattr(workers, "let_go", away)
        workers.drop(run.pk, f"{workers.me()}:1")
    assert (run.pk, f"{workers.me()}:1") in workers._dropped
    workers._dropped.clear()
