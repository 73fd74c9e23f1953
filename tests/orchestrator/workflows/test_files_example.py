"""Examples to copy: a team without workflows begins with one that runs at once."""

import pytest
from django.urls import reverse

from agents.models import Agent
from orchestrator.actions.files import import_workflow
from orchestrator.actions.runs import start_run
from orchestrator.actions.workflows import publish_workflow
from orchestrator.engine.check import check
from orchestrator.files.examples import examples
from orchestrator.files.plan import Choices
from orchestrator.models import Workflow
from orchestrator.shapes import resolved
from tests import desk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("example", examples(), ids=lambda each: each.key)
@pytest.mark.parametrize("currency", ["EUR", "JPY"])
def test_every_example_is_sound_and_needs_nobody(house, example, currency):
    made = import_workflow(house.ben, house.care, example.file(currency), Choices())
    assert check(resolved(made.drawing, house.care)) == []


def test_ben_copies_an_example_and_it_is_his_teams_own(house, browser):
    answer = browser("ben").post(reverse("workflow-example", args=["care", examples()[0].key]))
    made = Workflow.objects.get(team=house.care)
    assert answer.url == reverse("workflow-edit", args=["care", made.key])
    assert Agent.objects.filter(team=house.care, live_version__isnull=False).count() == 2


def test_copied_twice_it_makes_no_second_agents(house, browser):
    ben, url = browser("ben"), reverse("workflow-example", args=["care", examples()[0].key])
    ben.post(url)
    ben.post(url)
    names = list(Workflow.objects.order_by("pk").values_list("name", flat=True))
    assert names == [examples()[0].name, f"{examples()[0].name} 2"]
    assert Agent.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "outcome"), [("It arrived broken and nobody calls me back.", "waiting"), ("When are you open?", "done")]
)
def test_an_example_runs_with_the_offline_model(house, said, outcome):
    made = import_workflow(house.ben, house.care, examples()[0].file("EUR"), Choices())
    publish_workflow(house.ben, made)
    run = desk.carry(start_run(house.otto, Workflow.objects.get(), {"request": said}))
    assert run.state == outcome


def test_vic_copies_none(house, browser):
    assert browser("vic").post(reverse("workflow-example", args=["care", examples()[0].key])).status_code == 403
