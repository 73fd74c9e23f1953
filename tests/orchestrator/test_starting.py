"""Starting: the same request twice is one run; what a run is started with is checked, labelled and sealed."""

import pytest

from governance import subject
from governance.actions.problems import Stale
from governance.door import Refused
from orchestrator.actions import runs, workflows
from orchestrator.actions.problems import Unfit
from orchestrator.models import Run
from tests import desk


@pytest.fixture
def made(house):
    return desk.five_rules(house)


def test_the_same_request_under_the_same_key_is_the_same_run(house, made):
    first = runs.start_run(house.mimi, made, {"amount": 5}, idempotency_key="order-7")
    again = runs.start_run(house.mimi, made, {"amount": "5"}, idempotency_key="order-7")
    assert (again.pk, first.repeated, again.repeated) == (first.pk, False, True)
    assert Run.objects.count() == 1


def test_another_request_under_a_used_key_is_refused(house, made):
    runs.start_run(house.mimi, made, {"amount": 5}, idempotency_key="order-7")
    other = desk.workflow(house, "Other", [desk.AMOUNT], made.drawing.steps)
    for workflow, amount in ((made, 6), (other, 5)):
        with pytest.raises(Stale, match="used for another request"):
            runs.start_run(house.mimi, workflow, {"amount": amount}, idempotency_key="order-7")
    assert Run.objects.count() == 1


def test_a_key_belongs_to_who_used_it(house, made):
    first = runs.start_run(house.mimi, made, {"amount": 5}, idempotency_key="order-7")
    assert runs.start_run(house.otto, made, {"amount": 5}, idempotency_key="order-7").pk != first.pk


def test_without_a_key_each_request_is_a_run(house, made):
    assert runs.start_run(house.mimi, made, {"amount": 5}).pk != runs.start_run(house.mimi, made, {"amount": 5}).pk


def test_two_requests_at_the_same_instant_are_one_run(house, made, monkeypatch):
    """The second did not see the first when it looked, and meets it when it writes."""
    first = runs.start_run(house.mimi, made, {"amount": 5}, idempotency_key="order-7")
    look, blind = runs._same_request, []

    def too_early(*args):
        if not blind:
            blind.append(True)
            return None
        return look(*args)

    monkeypatch.setattr(runs, "_same_request", too_early)
    assert runs.start_run(house.mimi, made, {"amount": 5}, idempotency_key="order-7").pk == first.pk


@pytest.mark.parametrize("given", [{}, {"amount": ""}, {"amount": "plenty"}, {"amount": []}])
def test_what_does_not_fit_names_the_field_and_starts_nothing(house, made, given):
    with pytest.raises(Unfit) as no:
        runs.start_run(house.otto, made, given)
    assert list(no.value.errors) == ["amount"]
    assert not Run.objects.exists()


def test_an_archived_or_unpublished_workflow_starts_nothing(house, made):
    draft = workflows.create_workflow(house.ben, house.care, "Draft")
    workflows.archive_workflow(house.ben, made)
    made.refresh_from_db()
    for workflow in (draft, made):
        with pytest.raises(Unfit, match="no published version"):
            runs.start_run(house.otto, workflow, {"amount": 5})


def test_what_a_run_is_started_with_comes_from_outside(house, made):
    run = runs.start_run(house.otto, made, {"amount": 5})
    labels = desk.labels(run, "run")["amount"]
    assert (labels.source, labels.trusted, labels.personal) == ("run", False, False)


def test_personal_inputs_and_addresses_find_the_run_again(house):
    name = desk.SUBJECT.model_copy(update={"key": "name", "personal": True})
    rules = desk.sizer(house)
    size = desk.AgentStep(key="size", name="Size", agent=rules.pk, inputs=desk.pick(amount="run.amount"))
    made = desk.workflow(house, "Personal", [desk.AMOUNT, desk.EMAIL, name, desk.SUBJECT], [size])
    given = {"amount": 5, "email": "Nia@Example.org", "name": "Nia Nolan", "subject": "Fee"}
    run = runs.start_run(house.otto, made, given)
    assert subject.runs_of("nia@example.org") == subject.runs_of("Nia Nolan") == [run.pk]
    assert subject.runs_of("Fee") == []
    marks = desk.labels(run, "run")
    assert (marks["email"].personal, marks["name"].personal, marks["subject"].personal) == (True, True, False)


def test_a_refused_start_leaves_a_record_and_no_run(house, made):
    from governance.models.record import Record

    with pytest.raises(Refused):
        runs.start_run(house.vic, made, {"amount": 5})
    assert Record.objects.filter(kind="access.refused").exists()
    assert not Run.objects.exists()
