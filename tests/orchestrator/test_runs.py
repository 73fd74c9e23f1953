"""A run moves by its journal alone, and ends or waits for a named reason."""

import pytest

from governance.actions.problems import Problem
from governance.models import Record
from governance.queries import trail_of_run
from governance.trail import verify
from governance.trail.sentences import say_all
from orchestrator.actions import escalations, runs, workflows
from orchestrator.actions.escalations import Verdict
from orchestrator.actions.workflows import create_workflow, save_draft
from orchestrator.engine.state import Decision
from orchestrator.models import Escalation
from tests import desk


def test_otto_starts_a_run_and_it_ends_with_the_teams_word(house):
    run = desk.play(house.otto, desk.five_rules(house), amount=250)
    assert (run.state, run.outcome) == ("done", "Large")
    assert [step.state for step in run.steps.all()] == ["finished"] * 5
    assert verify().ok


def test_a_person_step_waits_in_the_inbox_and_rae_lets_it_go_on(house):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    case = Escalation.objects.get(run=run)
    assert (run.state, run.reason, case.state) == ("waiting", "person_step", "open")
    escalations.claim(house.rae, case)
    escalations.decide_escalation(house.rae, case, Verdict(Decision.APPROVE, {"amount": 5}))
    assert desk.carry(run).outcome == "Small"
    assert verify().ok


def test_rae_sends_a_case_back_and_the_step_is_visited_again_with_her_note(house):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    case = Escalation.objects.get(run=run)
    escalations.decide_escalation(house.rae, case, Verdict(Decision.SEND_BACK, note="Look closer", to="size"))
    run = desk.carry(run)
    visits = list(run.steps.order_by("pk").values_list("key", "visit", "state"))
    assert visits == [("size", 1, "finished"), ("look", 1, "returned"), ("size", 2, "finished"), ("look", 2, "waiting")]


def test_ben_stops_a_waiting_run_and_it_is_over_at_once(house):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    runs.cancel_run(house.ben, run, reason="Not needed")
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert Escalation.objects.get(run=run).state == "resolved"
    assert verify().ok


def test_the_trail_names_workflows_as_people_do(house):
    workflow = create_workflow(house.ben, house.care, "Refund desk")
    save_draft(house.ben, workflow, workflow.drawing, revision=workflow.revision)
    said = [str(line.sentence) for line in say_all(Record.objects.filter(kind__startswith="workflow."))]
    who = f"<strong>{house.ben.name}</strong>"
    assert said == [f"{who} began the workflow Refund desk", f"{who} changed the draft of Refund desk"]


def test_the_teams_trail_names_steps_as_people_do(house):
    run = desk.play(house.otto, desk.five_rules(house), amount=250)
    said = [str(line.sentence) for line in say_all(trail_of_run(run.pk))]
    assert "Size 1 was finished" in said
    assert not any("size1" in sentence for sentence in said)


def test_publishing_the_same_drawing_twice_makes_one_version(house):
    made = desk.five_rules(house)
    with pytest.raises(Problem, match="Nothing changed since version 1"):
        workflows.publish_workflow(house.cleo, made)
    assert made.versions.count() == 1
