"""Long work can be left: its starter hears of it in the bell."""

from datetime import timedelta

import pytest

from governance import notices as bell
from governance.models import Notice
from orchestrator import notices
from orchestrator.models import Run
from tests import desk

pytestmark = pytest.mark.django_db

LINES = {"escalation.opened", "run.finished"}


@pytest.fixture
def hear(monkeypatch):
    """Tells of a run as its journal does; everything counts as long, what waits for the commit is done at once."""
    monkeypatch.setattr(notices, "LONG", timedelta(0))
    monkeypatch.setattr(notices.transaction, "on_commit", lambda call, robust=False: call())

    def tell(run: Run) -> Run:
        notices.moved(Run.objects.get(pk=run.pk), LINES)
        return run

    return tell


def test_otto_hears_that_his_run_waits_for_a_person(house, hear):
    run = hear(desk.play(house.otto, desk.with_person(house), amount=250))
    line = bell.latest(house.otto)[0]
    assert line.sentence == f"{run.workflow.name} waits for a person"
    assert line.notice.href == f"/runs/{run.pk}/"


def test_otto_hears_how_it_ended(house, hear):
    run = hear(desk.play(house.otto, desk.five_rules(house), amount=250))
    assert bell.latest(house.otto)[0].sentence == f"{run.workflow.name} has ended: {run.outcome}"


def test_a_machine_has_no_bell(house, hear):
    hear(desk.play(house.mimi, desk.five_rules(house), amount=250))
    assert not Notice.objects.exists()


def test_what_is_over_at_once_rings_nobody(house, monkeypatch):
    run = desk.play(house.otto, desk.five_rules(house), amount=250)
    monkeypatch.setattr(notices, "_tell", lambda pk: pytest.fail("a short run was told of"))
    notices.moved(run, LINES)
    assert not Notice.objects.exists()
