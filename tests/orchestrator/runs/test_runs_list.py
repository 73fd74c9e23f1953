"""The list of runs: what a team's people see of its work."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from governance import door
from governance.models import Record
from governance.trail.sentences import say
from orchestrator.actions import runs
from orchestrator.models import Run
from tests import desk
from tests.orchestrator.pages import page_of, words


def test_otto_sees_his_teams_runs_by_what_they_are_about(house, client):
    desk.play(house.otto, desk.five_rules(house), amount=250)
    page = words(page_of(client, house.otto, "runs", "care"))
    assert "Amount 250" in page
    assert "Large" in page
    assert "Five rules" in page


def test_dan_of_another_team_gets_404(house, client):
    assert page_of(client, house.dan, "runs", "care").status_code == 404


def test_a_filter_in_the_address_leaves_out_what_does_not_fit(house, client):
    made = desk.with_person(house)
    stopped, waiting = desk.play(house.otto, made, amount=250), desk.play(house.otto, made, amount=7)
    runs.cancel_run(house.otto, stopped)
    client.force_login(house.vic)
    page = words(client.get(reverse("runs", args=["care"]), {"state": "waiting"}))
    assert reverse("run", args=[waiting.pk]) in page
    assert reverse("run", args=[stopped.pk]) not in page
    assert "Needs a reviewer" in page


def test_nonsense_in_the_address_is_left_out(house, client):
    client.force_login(house.vic)
    answer = client.get(reverse("runs", args=["care"]), {"state": "?", "before": "9" * 30, "trials": "x"})
    assert answer.status_code == 200


def test_older_runs_are_one_link_away_and_nothing_is_counted(house, client, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("orchestrator.queries.runs.PAGE", 2)
    made = desk.five_rules(house)
    runs = [desk.play(house.otto, made, amount=n) for n in range(3)]
    client.force_login(house.vic)
    first = words(client.get(reverse("runs", args=["care"])))
    assert f"?before={runs[1].pk}" in first
    with django_assert_max_num_queries(20):
        older = words(client.get(reverse("runs", args=["care"]), {"before": runs[1].pk}))
    assert reverse("run", args=[runs[0].pk]) in older
    assert reverse("run", args=[runs[2].pk]) not in older


def test_an_empty_list_says_what_a_run_is(house, client):
    assert "A run is one walk of a request" in words(page_of(client, house.vic, "runs", "care"))


def test_the_part_htmx_asks_for_is_the_list_alone(house, client):
    desk.play(house.otto, desk.five_rules(house), amount=250)
    client.force_login(house.vic)
    part = words(client.get(reverse("runs", args=["care"]), headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "Amount 250" in part


def test_vic_sorts_by_what_a_run_took(house, client, monkeypatch):
    monkeypatch.setattr("orchestrator.queries.runs.PAGE", 2)
    made = desk.five_rules(house)
    played = [desk.play(house.otto, made, amount=n) for n in range(3)]
    with door.opened(house.otto, "tests"):
        for run, seconds in zip(played, (1, 90, 5), strict=True):
            Run.objects.filter(pk=run.pk).update(finished_at=run.started_at + timedelta(seconds=seconds))
    client.force_login(house.vic)
    address = reverse("runs", args=["care"])
    first = words(client.get(address, {"sort": "longest"}))
    places = [first.find(reverse("run", args=[played[n].pk])) for n in (1, 2)]
    assert 0 < places[0] < places[1]
    assert "sort=longest&amp;page=1" in first
    assert reverse("run", args=[played[0].pk]) in words(client.get(address, {"sort": "longest", "page": "1"}))


@pytest.mark.parametrize("sort", ["oldest", "longest", "costly", "nonsense"])
def test_every_order_can_be_narrowed_too(house, client, sort):
    run = desk.play(house.otto, desk.with_person(house), amount=250)
    client.force_login(house.vic)
    page = words(client.get(reverse("runs", args=["care"]), {"sort": sort, "state": "waiting"}))
    assert reverse("run", args=[run.pk]) in page


def test_vic_chooses_her_columns_and_keeps_them(house, client):
    desk.play(house.otto, desk.five_rules(house), amount=250)
    client.force_login(house.vic)
    answer = client.post(reverse("runs-columns", args=["care"]) + "?state=finished", {"columns": ["tokens", "?"]})
    assert answer.url == reverse("runs", args=["care"]) + "?state=finished"
    page = words(client.get(answer.url))
    assert 'data-label="Tokens"' in page
    assert 'data-label="Took"' not in page


def test_the_list_leaves_the_house_as_figures_and_that_is_recorded(house, client):
    desk.play(house.otto, desk.five_rules(house), amount=250)
    client.force_login(house.vic)
    answer = client.post(reverse("runs-export", args=["care"]) + "?state=finished")
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode())))
    assert rows[0][:3] == ["run", "workflow", "state"]
    assert rows[1][1:4] == ["Five rules", "Finished", "Large"]
    assert "250" not in rows[1]
    assert "took a list of runs out" in say(Record.objects.get(kind="runs.exported"))
