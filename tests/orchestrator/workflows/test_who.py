"""Who may do what at the builder's pages."""

import pytest

from orchestrator.actions.trials import try_workflow
from tests import desk

READING = ["workflow", "workflow-versions"]
WRITING = ["workflow-edit", "workflow-inputs", "workflow-end", "workflow-limits", "workflow-about", "workflow-step-new"]


@pytest.mark.parametrize("page", READING)
def test_vic_may_read(ben, browser, page):
    assert browser("vic").get(ben.url(page)).status_code == 200


@pytest.mark.parametrize("page", [*WRITING, "workflow-publish", "workflow-try"])
def test_vic_may_not_edit(ben, browser, page):
    assert browser("vic").get(ben.url(page)).status_code == 403


@pytest.mark.parametrize("page", WRITING)
def test_cleo_publishes_but_does_not_edit(ben, browser, page):
    assert browser("cleo").get(ben.url(page)).status_code == 403


@pytest.mark.parametrize("page", [*READING, *WRITING, "workflow-publish", "workflow-try"])
def test_dan_does_not_learn_that_it_exists(ben, browser, page):
    assert browser("dan").get(ben.url(page)).status_code == 404


def test_dan_sees_no_list_of_care(house, browser):
    assert browser("dan").get("/teams/care/workflows/").status_code == 404


def test_vic_is_not_offered_what_he_may_not_do(house, ben, browser):
    words = browser("vic").get("/teams/care/workflows/").content.decode()
    assert "New workflow" not in words
    assert "Open the draft" not in browser("vic").get(ben.url("workflow")).content.decode()


def test_rae_cannot_decide_a_trial_of_ben(house, browser):
    made = desk.with_person(house)
    run = desk.carry(try_workflow(house.ben, made, {"amount": 5}))
    assert browser("rae").post(f"/trials/{run.pk}/decide/", {"_decision": "stop"}).status_code == 403
