"""Ctrl-K finds what a person may see, start and make, and nothing else."""

import pytest
from django.urls import reverse

from orchestrator.queries.finding import find
from tests import desk
from tests.orchestrator.pages import words

pytestmark = pytest.mark.django_db


def labels(person, team, typed):
    return [item.label for group in find(person, team, typed) for item in group.items]


def test_ben_finds_a_workflow_and_can_start_it(house):
    desk.five_rules(house)
    found = labels(house.ben, house.care, "five")
    assert "Five rules" in found
    assert "Start “Five rules”" in found
    assert "Start “Five rules”" in labels(house.ben, house.care, "start five")


def test_vic_who_only_looks_on_is_offered_nothing_to_start_or_make(house):
    desk.five_rules(house)
    assert labels(house.vic, house.care, "five") == ["Five rules"]
    assert labels(house.vic, house.care, "") == []


def test_dan_of_another_team_finds_nothing_of_it(house):
    run = desk.play(house.otto, desk.five_rules(house), amount=5)
    for typed in ("five", "ben", str(run.pk), "care"):
        assert labels(house.dan, house.sales, typed) == []


@pytest.mark.parametrize("typed", ["{}", "#{}", "run {}"])
def test_a_run_is_found_by_its_number(house, typed):
    run = desk.play(house.otto, desk.five_rules(house), amount=5)
    assert f"Run {run.pk}" in labels(house.vic, house.care, typed.format(run.pk))


def test_tia_may_connect_and_ada_may_add_people(house):
    assert "Connect a system" in labels(house.tia, house.care, "")
    assert "Add a person" not in labels(house.tia, house.care, "")
    assert "Add a person" in labels(house.ada, house.care, "")
    assert "Ben Baker" in labels(house.ada, house.care, "ben@")


@pytest.mark.parametrize("typed", ["%", "'; --", "🦊" * 300, "٣", "9" * 40, "\\", "<b>"])
def test_odd_words_find_nothing_and_break_nothing(house, client, typed):
    client.force_login(house.ada)
    assert client.get(reverse("find"), {"q": typed}, headers={"HX-Request": "true"}).status_code == 200


def test_one_question_a_kind(house, django_assert_max_num_queries):
    desk.five_rules(house)
    with django_assert_max_num_queries(20):
        find(house.ben, house.care, "five")


def test_without_scripts_it_is_a_page(house, client):
    desk.five_rules(house)
    client.force_login(house.ben)
    assert "Five rules" in words(client.get(reverse("find"), {"q": "five"}))
