"""A reviewer's machine works the inbox: lists, reads, claims and decides, one decision for each case."""

import pytest

from orchestrator.actions import escalations, trials
from orchestrator.models import Escalation
from tests import desk
from tests.orchestrator.api.callers import error, signed_in


@pytest.fixture
def case(house):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    return Escalation.objects.get(run=run)


def test_robo_sees_what_waits_and_all_that_is_needed_to_decide(robo, case):
    (listed,) = robo.get("escalations", team="care").json()["escalations"]
    assert (listed["id"], listed["reason"], listed["state"]) == (case.pk, "person_step", "open")
    assert listed["words"] == "A person decides here"
    told = robo.get(f"escalations/{case.pk}").json()
    assert told["explanation"] == "Is this right?"
    assert told["run_input"] == {"amount": 250}
    assert told["step_input"] == {"verdict": "large"}
    assert told["decisions"] == ["approve", "send_back", "stop"]
    assert told["send_back_to"] == [{"key": "size", "name": "Size"}]
    assert told["output_schema"]["required"] == ["amount"]


def test_robo_decides_and_the_run_goes_on(robo, case):
    decided = robo.post(f"escalations/{case.pk}/decide", {"decision": "approve", "output": {"amount": 5}})
    assert (decided.status_code, decided.json()["state"], decided.json()["decided_by"]) == (200, "resolved", "Robo")
    assert desk.carry(case.run).outcome == "Small"
    assert robo.get("escalations").json()["escalations"] == []
    assert robo.get("escalations", state="resolved").json()["escalations"][0]["id"] == case.pk


def test_robo_sends_a_case_back_with_a_note(robo, case):
    body = {"decision": "send_back", "to": "size", "note": "Look closer"}
    assert robo.post(f"escalations/{case.pk}/decide", body).status_code == 200
    assert desk.carry(case.run).steps.filter(key="size").count() == 2


def test_the_second_decision_is_told_that_it_lost(house, robo, case):
    robo.post(f"escalations/{case.pk}/decide", {"decision": "stop"})
    second = signed_in(house.rae).post(f"escalations/{case.pk}/decide", {"decision": "stop"})
    assert second.status_code == 409
    assert error(second)["message"] == "Robo decided this case before you. Nothing was changed."


def test_a_case_a_colleague_has_claimed_is_theirs_until_they_give_it_back(house, robo, case):
    rae = signed_in(house.rae)
    assert rae.post(f"escalations/{case.pk}/claim").json()["claimed_by"] == "Rae Reed"
    assert robo.post(f"escalations/{case.pk}/claim").status_code == 409
    assert robo.post(f"escalations/{case.pk}/decide", {"decision": "stop"}).status_code == 409
    assert rae.post(f"escalations/{case.pk}/free").json()["state"] == "open"
    assert robo.post(f"escalations/{case.pk}/claim").status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "decision"),
        ({"decision": "maybe"}, "decision"),
        ({"decision": "approve", "output": {}}, "amount"),
        ({"decision": "approve", "output": {"amount": "a lot"}}, "amount"),
        ({"decision": "approve", "output": "5"}, "output"),
        ({"decision": "send_back", "to": "size"}, "note"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_by_the_name_of_its_field(robo, case, body, field):
    response = robo.post(f"escalations/{case.pk}/decide", body)
    assert response.status_code == 422
    assert field in error(response)["fields"]
    case.refresh_from_db()
    assert case.state == "open"


def test_a_decision_that_does_not_fit_the_case_says_so(robo, case):
    response = robo.post(f"escalations/{case.pk}/decide", {"decision": "happened", "output": {"amount": 1}})
    assert response.status_code == 422
    assert error(response)["message"] == "This decision does not fit the case."


def test_mimi_the_operator_neither_sees_nor_decides_cases(mimi, case):
    assert mimi.get("escalations").json()["escalations"] == []
    assert mimi.get(f"escalations/{case.pk}").status_code == 403
    assert mimi.post(f"escalations/{case.pk}/decide", {"decision": "stop"}).status_code == 403


def test_dan_of_another_team_finds_no_case(house, case):
    dan = signed_in(house.dan)
    assert dan.get(f"escalations/{case.pk}").status_code == 404
    assert dan.post(f"escalations/{case.pk}/decide", {"decision": "stop"}).status_code == 404


def test_aud_the_auditor_sees_cases_and_decides_none(house, case):
    aud = signed_in(house.aud)
    assert aud.get(f"escalations/{case.pk}").status_code == 200
    refused = aud.post(f"escalations/{case.pk}/decide", {"decision": "stop"})
    assert (refused.status_code, error(refused)["code"]) == (403, "permission_denied")


def test_a_case_of_a_trial_is_not_in_the_inbox(house, robo):
    run = desk.carry(trials.try_workflow(house.ben, desk.with_person(house), {"amount": 5}))
    case = Escalation.objects.get(run=run)
    assert robo.get("escalations").json()["escalations"] == []
    assert robo.get(f"escalations/{case.pk}").status_code == 404


def test_the_inbox_comes_in_pages_the_oldest_first(house, robo):
    made = desk.with_person(house)
    runs = [desk.play(house.otto, made, amount=n).pk for n in range(3)]
    first = robo.get("escalations", limit=2).json()
    second = robo.client.get(first["next"], headers=robo.headers).json()
    assert [case["run"] for page in (first, second) for case in page["escalations"]] == runs
    assert second["next"] is None


def test_a_claim_names_its_holder_in_the_list(house, robo, case):
    escalations.claim(house.rae, case)
    (listed,) = robo.get("escalations", state="claimed").json()["escalations"]
    assert listed["claimed_by"] == "Rae Reed"
