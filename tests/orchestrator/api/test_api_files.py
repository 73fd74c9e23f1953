"""Workflows as files over the API: taken out by whoever may read, put in by whoever may draw."""

import copy

import pytest

from agents.models import Agent
from orchestrator.models import Workflow
from tests.orchestrator.api.callers import Caller, new_machine
from tests.orchestrator.workflows.filing import SMALL, full

pytestmark = pytest.mark.django_db


@pytest.fixture
def builder(house) -> Caller:
    """A machine that may draw in Care."""
    return new_machine(house, "builder")


def test_what_is_taken_out_can_be_put_in(house, builder):
    made = full(house)
    file = builder.post(f"teams/care/workflows/{made.key}/export", {"state": "draft"})
    assert file.status_code == 200
    answer = builder.post("teams/care/import", {"file": file.json(), "name": "Again"})
    assert answer.status_code == 201
    assert answer.json()["workflow"] == {"team": "care", "key": "again", "name": "Again"}
    assert answer.json()["finds"][0] == "The agent “Reader”, just the same"


def test_asking_for_the_report_makes_nothing(house, builder):
    answer = builder.post("teams/care/import", {"file": SMALL, "report_only": True})
    assert answer.status_code == 200
    assert answer.json() == {
        "workflow": None,
        "makes": ["The workflow “Small”, as a draft"],
        "finds": [],
        "needs": [],
        "problems": [],
    }
    assert not Workflow.objects.exists()


@pytest.mark.parametrize("file", [{}, {"steward": "agent"}, SMALL | {"schema": 9}, SMALL | {"agents": [{}]}])
def test_a_file_that_does_not_fit_is_422_in_a_sentence(house, builder, file):
    answer = builder.post("teams/care/import", {"file": file})
    assert answer.status_code == 422
    assert answer.json()["error"]["message"].endswith((".", "again."))
    assert not Workflow.objects.exists()
    assert not Agent.objects.exists()


def test_the_same_agents_of_another_meaning_are_chosen_by_key(house, builder):
    made = full(house)
    file = builder.post(f"teams/care/workflows/{made.key}/export", {"state": "draft"}).json()
    other = copy.deepcopy(file)
    other["agents"][1]["definition"]["purpose"] = "Else"
    answer = builder.post("teams/care/import", {"file": other, "agents": {"sizer": "ours"}, "report_only": True})
    assert "Your own agent “Sizer”" in answer.json()["finds"]
    answer = builder.post("teams/care/import", {"file": other, "agents": {"sizer": "mine"}})
    assert answer.status_code == 422


def test_a_state_that_is_not_there_is_404(house, builder):
    made = full(house)
    for state in ("live", "3", "nonsense"):
        assert builder.post(f"teams/care/workflows/{made.key}/export", {"state": state}).status_code == 404


def test_an_operators_machine_takes_no_draft_out(house):
    made = full(house)
    operator = new_machine(house, "operator")
    assert operator.post(f"teams/care/workflows/{made.key}/export", {"state": "draft"}).status_code == 404
