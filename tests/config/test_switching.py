"""Switching teams keeps the kind of page."""

import pytest
from django.urls import reverse

from governance.actions import memberships
from tests.cast import role_called

pytestmark = pytest.mark.django_db


@pytest.fixture
def bo(house, client):
    """Somebody who builds in Care and only looks on in Sales."""
    person = house.person("Bo", house.care, "builder")
    memberships.add_member(house.ada, house.sales, person, role=role_called("viewer"))
    client.force_login(person)
    return person


def test_from_the_agents_of_one_team_to_those_of_the_other(client, bo):
    page = client.get(reverse("agents", args=["care"])).content.decode()
    switch = reverse("team-go", args=["sales", "agents"])
    assert switch in page
    assert client.get(switch).url == reverse("agents", args=["sales"])


def test_where_the_other_teams_page_is_not_theirs_it_is_home(client, bo):
    assert client.get(reverse("team-go", args=["sales", "trail"])).url == "/?team=sales"
    assert client.get(reverse("team-go", args=["sales", "nonsense"])).url == "/?team=sales"


def test_many_teams_are_searched(client, bo, monkeypatch):
    assert "Find a team" not in client.get("/").content.decode()
    monkeypatch.setattr("config.context.MANY", 1)
    assert "Find a team" in client.get("/").content.decode()
