"""A trial beside the canvas: begun from an earlier one, pinned, and shown while the draft is edited."""

import pytest
from django.urls import reverse

from governance.models.record import Record
from orchestrator import bell
from orchestrator.actions import trials
from orchestrator.queries.examples import examples
from tests import desk

PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def nobody_rings(monkeypatch):
    """The tests carry runs themselves."""
    monkeypatch.setattr(bell, "ring_now", lambda run_id: None)


@pytest.fixture
def desk_of_ben(house, ben):
    """A workflow whose second step is a person's, tried twice: with 250, then with 5."""
    ben.workflow = desk.with_person(house)
    ben.large, ben.small = (desk.carry(trials.try_workflow(house.ben, ben.workflow, {"amount": n})) for n in (250, 5))
    return ben


def panel(ben, query=""):
    return ben.client.get(ben.url("workflow-try") + f"?panel=1{query}", **PART).content.decode()


def pin(ben, run, **more):
    ben.client.post(ben.url("workflow-pin-trial"), {"run": run.pk if run else "", **more})
    ben.workflow.refresh_from_db()


def test_examples_are_those_of_the_pinned_trial_not_of_the_last(house, desk_of_ben):
    assert examples(desk_of_ben.workflow, house.ben)["size.verdict"] == "Small"
    pin(desk_of_ben, desk_of_ben.large)
    assert examples(desk_of_ben.workflow, house.ben)["size.verdict"] == "Large"
    pin(desk_of_ben, None)
    assert examples(desk_of_ben.workflow, house.ben)["size.verdict"] == "Small"


def test_pinning_is_told_in_the_trail(desk_of_ben):
    pin(desk_of_ben, desk_of_ben.large)
    assert Record.objects.filter(kind="trial.pinned").count() == 1


def test_what_is_no_trial_of_this_workflow_is_not_pinned(house, desk_of_ben):
    run = desk.play(house.otto, desk_of_ben.workflow, amount=5)
    answer = desk_of_ben.client.post(desk_of_ben.url("workflow-pin-trial"), {"run": run.pk})
    assert answer.status_code == 404


def test_the_panel_begins_with_the_pinned_values_and_offers_earlier_ones(desk_of_ben):
    pin(desk_of_ben, desk_of_ben.large)
    page = panel(desk_of_ben)
    assert 'value="250"' in page and "Use an example" in page
    assert 'value="5"' in panel(desk_of_ben, f"&from={desk_of_ben.small.pk}")


def test_the_panel_shows_an_unfinished_trial_and_any_that_is_asked_for(desk_of_ben):
    waits = panel(desk_of_ben)
    assert f'data-trial="{desk_of_ben.small.pk}"' in waits and "What it was given" in waits
    assert f'data-trial="{desk_of_ben.large.pk}"' in panel(desk_of_ben, f"&run={desk_of_ben.large.pk}")
    answer = {"_decision": "stop", "_case": desk.case_of(desk_of_ben.small).pk}
    desk_of_ben.client.post(reverse("trial-decide", args=[desk_of_ben.small.pk]), answer)
    desk.carry(desk_of_ben.small)
    assert "data-trial" not in panel(desk_of_ben), "the last one is over: the form comes first"


def test_a_trial_is_started_and_answered_in_the_panel(house, desk_of_ben):
    post = desk_of_ben.client.post
    page = post(desk_of_ben.url("workflow-try") + "?panel=1", {"given-amount": "300"}, **PART).content.decode()
    assert "data-trial" in page and "<html" not in page
    run = desk.carry(desk_of_ben.workflow.runs.latest("pk"))
    assert "A person decides here" in panel(desk_of_ben)
    answer = {"_decision": "approve", "_case": desk.case_of(run).pk, "output-amount": "7"}
    part = post(reverse("trial-decide", args=[run.pk]) + "?panel=1", answer, **PART).content.decode()
    assert 'id="trial"' in part
    assert desk.carry(run).outcome == "Small"


def test_a_draft_with_problems_says_what_to_mend_first(house, ben):
    page = panel(ben)
    assert "Almost there: mend" in page and "data-goes" in page
    assert "data-busy" not in page, "there is nothing to press yet"


def test_the_canvas_opens_with_the_pinned_trial(desk_of_ben):
    canvas = reverse("workflow-canvas", args=["care", desk_of_ben.workflow.key])
    assert b"data-trial=" not in desk_of_ben.client.get(canvas).content
    pin(desk_of_ben, desk_of_ben.large)
    assert f'data-trial="{desk_of_ben.large.pk}"'.encode() in desk_of_ben.client.get(canvas).content
