"""A run on its drawing: what the live map shows."""

from django.urls import reverse

from orchestrator import bell
from orchestrator.actions import trials
from orchestrator.engine.state import Decision
from tests import desk
from tests.orchestrator.test_parts import choice


def read(client, who, run):
    client.force_login(who)
    return client.get(reverse("run-map", args=[run.pk])).json()


def test_every_step_has_its_state_and_what_it_gave(house, client):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    shown = read(client, house.vic, run)
    states = {key: state["state"] for key, state in shown["states"].items()}
    assert states == {"start": "finished", "size": "finished", "look": "needs_person", "again": "ahead", "end": "ahead"}
    assert shown["states"]["size"]["given"] == [{"name": "Amount", "value": "250"}]
    assert shown["states"]["size"]["gave"] == [{"name": "Verdict", "value": "Large"}]
    assert not shown["over"]
    run = desk.decide(house.rae, run, Decision.APPROVE, output={"amount": 5})
    shown = read(client, house.vic, run)
    assert (shown["over"], shown["states"]["end"]["word"]) == (True, "Small")


def test_the_path_that_was_not_taken_says_so(house, client):
    shown = read(client, house.vic, desk.play(house.otto, choice(house), amount=5))
    assert shown["states"]["declined"]["word"] == "Not taken"
    assert shown["links"] == {"start>size": True, "size>way": True, "way>paid": True, "way>declined": False}
    assert shown["link_words"]["way>declined"] == "Otherwise"


def test_while_it_moves_only_what_moved_is_sent(house, client):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    client.force_login(house.vic)
    moves = client.get(reverse("run-map", args=[run.pk]), {"moves": "1"}).json()
    assert "document" not in moves and moves["states"]["size"]["word"] == "Finished"
    assert moves["look"]["tone"] == "needs_person"


def test_the_start_shows_the_request_and_a_named_end_its_outcome(house, client):
    shown = read(client, house.vic, desk.play(house.otto, choice(house), amount=250))["states"]
    assert shown["start"]["gave"] == [{"name": "Amount", "value": "250"}]
    assert (shown["declined"]["state"], shown["declined"]["word"]) == ("finished", "Declined")
    assert (shown["end"]["state"], shown["end"]["word"]) == ("not_taken", "Not reached")


def test_a_trial_says_at_which_step_it_asks(house, client, bank, monkeypatch):
    monkeypatch.setattr(bell, "ring_now", lambda run_id: None)
    made = desk.with_ticket(house, bank)
    run = desk.carry(trials.try_workflow(house.ben, made, {"subject": "Card lost"}))
    asked = read(client, house.ben, run)["question"]
    assert (asked["step"], asked["title"]) == ("ticket", "Send it for real?")


def test_the_run_page_offers_the_map_only_where_there_is_one(house, client, monkeypatch):
    monkeypatch.setattr(bell, "ring_now", lambda run_id: None)
    client.force_login(house.ben)
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    assert b"data-run-map" in client.get(reverse("run", args=[run.pk])).content
    alone = desk.carry(trials.try_agent(house.ben, desk.sizer(house, "Alone"), {"amount": 5}))
    assert b"data-run-map" not in client.get(reverse("run", args=[alone.pk])).content
    assert client.get(reverse("run-map", args=[alone.pk])).status_code == 404
