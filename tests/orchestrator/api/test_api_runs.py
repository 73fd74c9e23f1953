"""A machine starts runs, reads them and stops them; the same request twice is one run."""

from governance import payloads
from orchestrator import carrier
from orchestrator.models import Run
from tests import desk
from tests.orchestrator.api.callers import error, signed_in

START = "teams/care/workflows/five-rules/runs"


def test_mimi_starts_a_run_and_reads_how_it_ended(house, mimi):
    desk.five_rules(house)
    started = mimi.post(START, {"amount": 250})
    assert started.status_code == 201
    assert started.json()["state"] == "queued"
    assert started.json()["waits"]["words"] == "Waiting for a free worker."
    carrier.carry(started.json()["id"])
    run = mimi.get(f"runs/{started.json()['id']}").json()
    assert (run["state"], run["outcome"], run["waits"], run["input"]) == ("done", "Large", None, {"amount": 250})
    assert run["results"] == {"size5.verdict": "large"}
    assert run["seconds"] >= 0
    assert [step["key"] for step in run["steps"]] == [f"size{n}" for n in range(1, 6)]
    step = run["steps"][0]
    assert (step["name"], step["state"], step["confidence"], step["output"]) == (
        "Size 1",
        "finished",
        1.0,
        {"verdict": "large"},
    )
    assert step["cost"] == {"micros": 0, "currency": "EUR"}


def test_the_same_request_again_gives_the_same_run(house, mimi):
    desk.five_rules(house)
    first = mimi.post(START, {"amount": 250}, Idempotency_Key="order-7")
    carrier.carry(first.json()["id"])
    again = mimi.post(START, {"amount": 250}, Idempotency_Key="order-7")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert Run.objects.count() == 1


def test_a_key_used_for_another_request_is_refused(house, mimi):
    desk.five_rules(house)
    mimi.post(START, {"amount": 250}, Idempotency_Key="order-7")
    other = mimi.post(START, {"amount": 300}, Idempotency_Key="order-7")
    assert other.status_code == 409
    assert error(other)["code"] == "stale"
    assert Run.objects.count() == 1


def test_two_callers_may_use_the_same_key(house, mimi):
    desk.five_rules(house)
    callers = (mimi, signed_in(house.otto))
    statuses = [caller.post(START, {"amount": 250}, Idempotency_Key="order-7").status_code for caller in callers]
    assert statuses == [201, 201]
    assert Run.objects.count() == 2


def test_a_key_that_is_too_long_is_refused(house, mimi):
    desk.five_rules(house)
    response = mimi.post(START, {"amount": 250}, Idempotency_Key="k" * 201)
    assert response.status_code == 422
    assert list(error(response)["fields"]) == ["Idempotency-Key"]


def test_every_field_that_does_not_fit_is_named(house, mimi):
    desk.five_rules(house)
    missing, wrong, strange = (
        mimi.post(START, body) for body in ({}, {"amount": "a lot"}, {"amount": 1, "ammount": 2})
    )
    assert {response.status_code for response in (missing, wrong, strange)} == {422}
    assert error(missing)["fields"] == {"amount": ["“Amount” is missing."]}
    assert list(error(wrong)["fields"]) == ["amount"]
    assert error(strange)["fields"] == {"ammount": ["There is no such field. The fields are: amount."]}
    assert Run.objects.count() == 0


def test_a_workflow_that_was_never_published_says_so(house, mimi):
    from orchestrator.actions import workflows

    workflows.create_workflow(house.ben, house.care, "Draft only")
    response = mimi.post("teams/care/workflows/draft-only/runs", {})
    assert response.status_code == 422
    assert "no published version" in error(response)["message"]


def test_runs_are_listed_newest_first_in_pages(house, mimi):
    made = desk.five_rules(house)
    keys = [desk.play(house.otto, made, amount=n).pk for n in range(5)]
    first = mimi.get("runs", team="care", limit=2).json()
    second = mimi.client.get(first["next"], headers=mimi.headers).json()
    third = mimi.client.get(second["next"], headers=mimi.headers).json()
    seen = [run["id"] for page in (first, second, third) for run in page["runs"]]
    assert seen == keys[::-1]
    assert third["next"] is None


def test_runs_are_found_by_workflow_and_outcome(house, mimi):
    made = desk.five_rules(house)
    small, large = desk.play(house.otto, made, amount=1), desk.play(house.otto, made, amount=500)
    assert _found(mimi, workflow="five-rules") == [large.pk, small.pk]
    assert _found(mimi, outcome="Small") == [small.pk]
    assert _found(mimi, trial="true") == []


def test_runs_are_found_by_state(house, mimi):
    made = desk.with_person(house)
    ended, waiting = desk.play(house.otto, made, amount=1), desk.play(house.otto, made, amount=1)
    mimi.post(f"runs/{ended.pk}/cancel")
    assert _found(mimi, state="waiting") == [waiting.pk]
    assert _found(mimi, state="cancelled", team="care") == [ended.pk]


def _found(caller, **query):
    return [run["id"] for run in caller.get("runs", **query).json()["runs"]]


def test_a_list_asks_the_same_number_of_questions_for_one_run_and_for_many(house, mimi, django_assert_max_num_queries):
    made = desk.five_rules(house)
    for n in range(6):
        desk.play(house.otto, made, amount=n)
    mimi.get("runs")
    with django_assert_max_num_queries(4):
        assert len(mimi.get("runs").json()["runs"]) == 6


def test_a_wrong_question_is_named(house, mimi):
    for query in ({"state": "asleep"}, {"limit": "0"}, {"after": "x"}, {"team": "no such slug"}):
        response = mimi.get("runs", **query)
        assert response.status_code == 422
        assert list(error(response)["fields"]) == list(query)
    assert mimi.get("runs", team="sales").status_code == 404


def test_a_waiting_run_says_why_in_words(house, mimi):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    told = mimi.get(f"runs/{run.pk}").json()
    assert told["state"] == "waiting"
    assert told["waits"]["reason"] == "person_step"
    assert told["waits"]["words"].startswith("Waiting for a reviewer: “Look at it”")
    assert told["waits"]["escalation"] == run.escalations.get().pk
    assert told["results"] is None


def test_mimi_stops_a_run_once(house, mimi):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    stopped = mimi.post(f"runs/{run.pk}/cancel", {"reason": "Not needed"})
    assert (stopped.status_code, stopped.json()["state"]) == (200, "cancelled")
    again = mimi.post(f"runs/{run.pk}/cancel")
    assert again.status_code == 409
    assert "already ended" in error(again)["message"]


def test_an_erased_run_keeps_its_steps_and_loses_its_values(house, mimi):
    run = desk.play(house.otto, desk.five_rules(house), amount=250)
    _erase(house, run)
    told = mimi.get(f"runs/{run.pk}").json()
    assert (told["erased"], told["input"], told["results"]) == (True, None, None)
    assert [step["output"] for step in told["steps"]] == [None] * 5


def test_a_repeated_request_whose_run_was_erased_is_told_so(house, mimi):
    desk.five_rules(house)
    run = Run.objects.get(pk=mimi.post(START, {"amount": 250}, Idempotency_Key="order-7").json()["id"])
    _erase(house, run)
    again = mimi.post(START, {"amount": 250}, Idempotency_Key="order-7")
    assert again.status_code == 410
    assert error(again)["code"] == "erased"


def _erase(house, run):
    from governance import door

    with door.opened(house.ada, "organisation.manage"):
        payloads.PayloadKey.objects.filter(pk=run.key_id).update(wrapped=None)
