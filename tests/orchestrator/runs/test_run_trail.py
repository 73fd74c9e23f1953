"""A run's own part of the trail."""

from django.urls import reverse

from governance.models import Record
from tests import desk
from tests.orchestrator.pages import page_of, words


def test_ben_reads_what_happened_and_that_it_is_verified(house, client):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    page = words(page_of(client, house.ben, "run-trail", run.pk))
    assert "<strong>Otto Olsen</strong> started the run" in page
    assert "Look at it waits for a person" in page
    assert "records verified" in page


def test_otto_may_not_read_the_trail(house, client):
    run = desk.play(house.otto, desk.five_rules(house), amount=250)
    assert page_of(client, house.otto, "run-trail", run.pk).status_code == 403


def test_aud_takes_it_out_and_that_is_recorded(house, client):
    run = desk.play(house.otto, desk.five_rules(house), amount=250)
    client.force_login(house.aud)
    for file_format in ("jsonl", "csv"):
        answer = client.post(reverse("run-trail-export", args=[run.pk]), {"format": file_format})
        assert answer.status_code == 200
        assert b"run.started" in b"".join(answer)
    assert Record.objects.filter(kind="trail.exported").count() == 2


def test_ben_may_read_but_not_take_it_out(house, client):
    run = desk.play(house.otto, desk.five_rules(house), amount=250)
    client.force_login(house.ben)
    assert client.post(reverse("run-trail-export", args=[run.pk])).status_code == 403
