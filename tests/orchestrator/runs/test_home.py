"""Home: what needs me, what runs, what went wrong, and the frame around every page."""

from django.urls import reverse

from config.context import Shell
from governance import door
from governance.actions import memberships
from orchestrator.actions.workflows import save_draft
from orchestrator.engine.definition import Limits
from orchestrator.models import Escalation
from orchestrator.queries.inbox import first_cases
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


def test_the_frame_costs_four_questions_at_most(house, client, rf, django_assert_max_num_queries):
    request = rf.get("/")
    request.session, request.resolver_match = {}, None
    shell = Shell(request, house.rae)
    with django_assert_max_num_queries(4):
        assert [place.label for place in shell.places]
        assert shell.teams
        assert shell.unread == 0


def test_the_first_steps_tick_themselves_off(house, client):
    assert "0 of 5 steps are done" in words(page_of(client, house.ben, "home"))
    made = desk.five_rules(house)
    assert "3 of 5 steps are done" in words(page_of(client, house.ben, "home"))
    desk.play(house.otto, made, amount=5)
    assert "steps are done" not in words(page_of(client, house.ben, "home"))


def test_the_first_steps_are_for_builders(house, client):
    assert "steps are done" not in words(page_of(client, house.vic, "home"))


def test_the_first_steps_can_be_put_away_and_brought_back(house, client):
    client.force_login(house.ben)
    home, steps = reverse("home"), reverse("first-steps")
    client.post(steps, {"team": "care", "away": "yes"})
    assert "steps are done" not in words(client.get(home))
    assert "Show the first steps" in words(client.get(home))
    client.post(steps, {"team": "care", "away": "no"})
    assert "0 of 5 steps are done" in words(client.get(home))


def test_what_may_be_or_not_be_done_comes_first(house):
    made = desk.with_person(house)
    cases = [desk.play(house.otto, made, amount=250).escalations.get() for _ in range(2)]
    with door.opened(house.rae, "tests"):
        Escalation.objects.filter(pk=cases[1].pk).update(reason="doubtful")
    assert [case.pk for case in first_cases(house.care, 5)] == [cases[1].pk, cases[0].pk]


def test_cleo_sees_what_waits_to_be_published(house, client):
    made = desk.five_rules(house)
    redrawn = made.drawing.model_copy(update={"limits": Limits(steps=50)})
    save_draft(house.ben, made, redrawn, revision=made.revision)
    assert "Draft to publish" in words(page_of(client, house.cleo, "home"))
    assert "Draft to publish" not in words(page_of(client, house.vic, "home"))


def test_otto_sees_that_his_run_waits_for_others(house, client):
    desk.play(house.otto, desk.with_person(house), amount=250)
    assert "they wait for a reviewer" in words(page_of(client, house.otto, "home"))
    assert "they wait for a reviewer" not in words(page_of(client, house.vic, "home"))


def test_vic_reads_how_many_cases_wait_though_he_decides_none(house, client):
    desk.play(house.otto, desk.with_person(house), amount=250)
    page = words(page_of(client, house.vic, "home"))
    assert "case waits for a reviewer" in page
    assert f"{reverse('runs', args=['care'])}?state=waiting" in page
