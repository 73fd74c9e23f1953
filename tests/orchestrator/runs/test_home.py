"""Home: what needs me, what runs, what went wrong, and the frame around every page."""

from django.urls import reverse

from config.context import Shell
from governance.actions import memberships
from tests import desk
from tests.cast import role_called
from tests.orchestrator.pages import page_of, words


def test_rae_sees_what_waits_for_her(house, client):
    desk.play(house.otto, desk.with_person(house), amount=250)
    page = words(page_of(client, house.rae, "home"))
    assert "Needs you" in page
    assert "Amount 250" in page


def test_a_builder_without_runs_is_shown_where_to_begin(house, client):
    page = words(page_of(client, house.dan, "home"))
    assert "Let agents take a first request" in page


def test_nobody_sees_another_teams_work(house, client):
    desk.play(house.otto, desk.with_person(house), amount=250)
    assert "Amount 250" not in words(page_of(client, house.dan, "home"))


def test_ada_who_has_no_runs_is_led_to_what_is_hers(house, client):
    assert "You look after this installation" in words(page_of(client, house.ada, "home"))


def test_somebody_without_a_team_is_told_what_to_do(house, client):
    assert "Ask your administrator" in words(page_of(client, house.person("Nora"), "home"))


def test_the_rail_shows_each_only_what_they_may_use(house, client):
    rails = {name: words(page_of(client, getattr(house, name), "home")) for name in ("vic", "rae", "tia")}
    inbox, runs = reverse("inbox", args=["care"]), reverse("runs", args=["care"])
    assert inbox not in rails["vic"]
    assert inbox in rails["rae"]
    assert runs in rails["vic"]


def test_the_team_chosen_stays_chosen(house, client):
    both = house.person("Bo", house.care, "viewer")
    memberships.add_member(house.ada, house.sales, both, role=role_called("viewer"))
    client.force_login(both)
    client.get(reverse("home"), {"team": "sales"})
    assert reverse("runs", args=["sales"]) in words(client.get(reverse("home")))


def test_the_frame_costs_three_questions_at_most(house, client, rf, django_assert_max_num_queries):
    request = rf.get("/")
    request.session, request.resolver_match = {}, None
    shell = Shell(request, house.rae)
    with django_assert_max_num_queries(3):
        assert [place.label for place in shell.places]
        assert shell.teams
