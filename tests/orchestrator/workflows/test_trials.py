"""Trying a draft: seen step by step, nothing sent without a yes, nothing counted."""

import pytest

from orchestrator import bell
from orchestrator.models import Run
from tests import desk


@pytest.fixture(autouse=True)
def nobody_rings(monkeypatch):
    """The tests carry runs themselves."""
    monkeypatch.setattr(bell, "ring_now", lambda run_id: None)


@pytest.fixture
def desk_of_ben(house, ben):
    """A published workflow whose second step is a person's."""
    ben.workflow = desk.with_person(house)
    return ben


def test_ben_tries_the_draft_and_sees_what_it_made(house, desk_of_ben):
    answer = desk_of_ben.post("workflow-try", given__amount="250")
    assert answer.status_code == 302
    run = Run.objects.get(trial=True)
    desk.carry(run)
    page = desk_of_ben.get("workflow-try").content.decode()
    assert "<dd><span" in page and "Large" in page
    assert "A person decides here: you, in this trial" in page


def test_the_last_trials_values_are_there_again(desk_of_ben):
    desk_of_ben.post("workflow-try", given__amount="250")
    assert 'value="250"' in desk_of_ben.get("workflow-try").content.decode()


def test_a_trial_with_a_value_missing_says_which(desk_of_ben):
    page = desk_of_ben.post("workflow-try", given__amount="")
    assert page.status_code == 422
    assert "“Amount” is missing." in page.content.decode()
    assert not Run.objects.exists()


def test_ben_answers_as_the_reviewer_of_his_trial(desk_of_ben):
    desk_of_ben.post("workflow-try", given__amount="250")
    run = desk.carry(Run.objects.get())
    answer = {"_decision": "approve", "_case": desk.case_of(run).pk, "output-amount": "7"}
    desk_of_ben.client.post(f"/trials/{run.pk}/decide/", answer)
    assert desk.carry(run).outcome == "Small"


def test_an_answer_with_a_value_missing_is_asked_for_again(desk_of_ben):
    desk_of_ben.post("workflow-try", given__amount="250")
    run = desk.carry(Run.objects.get())
    answer = {"_decision": "approve", "_case": desk.case_of(run).pk, "output-amount": ""}
    page = desk_of_ben.client.post(f"/trials/{run.pk}/decide/", answer)
    assert page.status_code == 422
    assert "“Amount” is missing." in page.content.decode()
    assert desk.case_of(run).state == "open"


def test_an_answer_to_an_earlier_question_decides_nothing(desk_of_ben):
    desk_of_ben.post("workflow-try", given__amount="250")
    run = desk.carry(Run.objects.get())
    desk_of_ben.client.post(f"/trials/{run.pk}/decide/", {"_decision": "stop", "_case": "0"})
    assert desk.case_of(run).state == "open"


def test_a_changing_call_asks_before_it_is_sent(house, ben, bank):
    ben.workflow = desk.with_ticket(house, bank)
    ben.post("workflow-try", given__subject="Card lost")
    run = desk.carry(Run.objects.get())
    page = ben.client.get(f"/trials/{run.pk}/").content.decode()
    assert "Send it for real?" in page and "Card lost" in page
    answer = {"_decision": "decline", "_case": desk.case_of(run).pk}
    ben.client.post(f"/trials/{run.pk}/decide/", answer)
    assert desk.carry(run).state == "done"
    assert "Not sent: the trial went on without it." in ben.client.get(f"/trials/{run.pk}/").content.decode()


def test_an_agents_draft_is_tried_beside_its_form(house, browser):
    made = desk.sizer(house)
    client, url = browser("ben"), f"/agents/{made.pk}/try/"
    part = {"HTTP_HX_REQUEST": "true"}
    assert b"<html" not in client.get(url, **part).content
    answer = client.post(url, {"given-amount": "500"}, **part)
    assert answer.status_code == 200
    desk.carry(Run.objects.get())
    assert b"Large" in client.get(url, **part).content


def test_vic_may_not_try(house, browser):
    assert browser("vic").get(f"/agents/{desk.sizer(house).pk}/try/").status_code == 403
    assert browser("dan").get(f"/agents/{desk.sizer(house, 'Other').pk}/try/").status_code == 404


def test_a_trial_of_an_agent_tells_how_sure_it_would_have_to_be(house, ben):
    agent = desk.thinker(house, threshold=0.7)
    agent_trial = ben.client.post(f"/agents/{agent.pk}/try/", {"given-message": "My card is gone"})
    assert agent_trial.status_code == 302
    run = desk.carry(Run.objects.get(trial=True))
    page = ben.client.get(f"/trials/{run.pk}/").content.decode()
    assert "70 % it needs" in page
