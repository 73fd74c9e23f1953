"""One run on its page: what happens, why it waits, what each step was given and made."""

from django.urls import reverse

from governance import door
from governance.models import PayloadKey
from orchestrator.actions import escalations, runs, trials
from orchestrator.actions.escalations import Verdict
from orchestrator.engine.definition import AgentStep, End
from orchestrator.engine.state import Decision
from orchestrator.models import Escalation
from tests import desk
from tests.orchestrator.pages import page_of, words


def test_ben_sees_it_move_from_waiting_to_its_outcome(house, client):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    before = words(page_of(client, house.ben, "run", run.pk))
    assert "Waiting for a reviewer" in before
    assert "Look at it" in before
    escalations.decide_escalation(house.rae, Escalation.objects.get(run=run), Verdict(Decision.APPROVE, {"amount": 5}))
    desk.carry(run)
    status = words(page_of(client, house.ben, "run-status", run.pk))
    assert "Small" in status
    assert "<html" not in status


def test_the_page_says_who_took_the_case(house, client):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    escalations.claim(house.rae, Escalation.objects.get(run=run))
    assert "Rae Reed is deciding" in words(page_of(client, house.vic, "run", run.pk))


def test_dan_gets_404_for_every_part(house, client):
    run = desk.play(house.otto, desk.five_rules(house), amount=250)
    for name in ("run", "run-status", "run-timeline", "run-step", "run-trail"):
        assert page_of(client, house.dan, name, run.pk).status_code == 404, name


def test_a_step_shows_what_it_was_given_and_gave_and_why(house, client):
    run = desk.play(house.otto, desk.five_rules(house), amount=250)
    client.force_login(house.vic)
    page = words(client.get(reverse("run-step", args=[run.pk]), {"step": "size2.1"}))
    assert "from the request" in page
    assert "250" in page
    assert "Large" in page
    assert "Amount is more than 100" in page


def test_a_link_to_a_step_works_without_a_script(house, client):
    run = desk.play(house.otto, desk.five_rules(house), amount=250)
    client.force_login(house.vic)
    page = words(client.get(reverse("run", args=[run.pk]), {"step": "size3.1"}))
    assert '<h2 id="step-name">Size 3</h2>' in page


def test_a_step_that_is_not_there_leads_to_where_the_run_is(house, client):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    client.force_login(house.vic)
    page = words(client.get(reverse("run", args=[run.pk]), {"step": "../etc"}))
    assert '<h2 id="step-name">Look at it</h2>' in page


def test_steps_still_to_come_are_shown(house, client):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    page = words(page_of(client, house.vic, "run-timeline", run.pk))
    assert page.count("is-ahead") >= 1
    assert "Size again" in page


def test_a_skipped_step_says_its_condition(house, client):
    rules = desk.sizer(house)
    only = {"match": "all", "rows": [{"field": "run.amount", "comparison": "is_more_than", "value": 1000}]}
    step = AgentStep(key="size", name="Size", agent=rules.pk, inputs=desk.pick(amount="run.amount"), only_when=only)
    run = desk.play(house.otto, desk.workflow(house, "Rarely", [desk.AMOUNT], [step], End()), amount=5)
    assert "Only when Amount is more than 1,000" in words(page_of(client, house.vic, "run", run.pk))


def test_otto_stops_a_run_and_its_page_says_who_and_why(house, client):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    client.force_login(house.otto)
    answer = client.post(reverse("run-cancel", args=[run.pk]), {"reason": "The customer called"}, follow=True)
    assert "Stopped by Otto Olsen" in words(answer)
    assert "The customer called" in words(answer)
    assert "Stop the run</button>" not in words(answer).split('id="run-actions"')[1].split("</div>")[0]


def test_stopping_what_has_ended_says_so(house, client):
    run = desk.play(house.otto, desk.five_rules(house), amount=250)
    client.force_login(house.otto)
    answer = client.post(reverse("run-cancel", args=[run.pk]), follow=True)
    assert "already ended" in words(answer)


def test_vic_may_look_but_not_stop(house, client):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    assert "data-opens" not in words(page_of(client, house.vic, "run", run.pk)).split('id="run-actions"')[1][:600]
    assert client.post(reverse("run-cancel", args=[run.pk])).status_code == 403
    assert client.get(reverse("run-cancel", args=[run.pk])).status_code == 405


def test_a_run_being_stopped_says_so_until_it_is_true(house, client, monkeypatch):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    monkeypatch.setattr("orchestrator.actions.runs.workers.alive", lambda lease: True)
    with door.opened(house.otto, "run.cancel"):
        type(run).objects.filter(pk=run.pk).update(lease="look=somebody:1")
    runs.cancel_run(house.otto, run, reason="")
    assert "Otto Olsen asked to stop this run" in words(page_of(client, house.vic, "run", run.pk))


def test_what_was_erased_reads_erased_and_the_page_still_opens(house, client):
    run = desk.play(house.otto, desk.five_rules(house), amount=2345678)
    assert "2,345,678" in words(page_of(client, house.vic, "run", run.pk))
    with door.opened(house.ada, "organisation.manage"):
        PayloadKey.objects.filter(pk=run.key_id).update(wrapped=None)
    page = words(page_of(client, house.vic, "run", run.pk))
    assert "Erased" in page
    assert not [shown for shown in ("2345678", "2,345,678") if shown in page]
    assert "Erased" in words(page_of(client, house.vic, "runs", "care"))


def test_a_trial_is_marked_and_its_starter_is_led_to_the_answer(house, client):
    made = desk.with_person(house)
    run = desk.carry(trials.try_workflow(house.ben, made, {"amount": 5}))
    page = words(page_of(client, house.ben, "run", run.pk))
    assert "Trial" in page
    assert reverse("trial", args=[run.pk]) in page
    assert reverse("trial", args=[run.pk]) not in words(page_of(client, house.otto, "run", run.pk))
