"""The list of runs: what a team's people see of its work."""

from django.urls import reverse

from orchestrator.actions import runs
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
