"""A run on its drawing: what the live map shows."""

from django.urls import reverse

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
