"""Examples to copy: a team without agents begins with one that works."""

import pytest
from django.urls import reverse

from agents.actions import publish_agent
from agents.copying import examples
from agents.definition import check
from agents.models import Agent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("example", examples(), ids=lambda each: each.key)
@pytest.mark.parametrize("currency", ["EUR", "JPY"])
def test_every_example_is_sound(example, currency):
    assert check(example.definition(currency)) == []


def test_ben_copies_an_example_and_it_is_his_teams_own(house, client):
    client.force_login(house.ben)
    page = client.get(reverse("agents", args=["care"])).content.decode()
    assert "Copy this example" in page
    answer = client.post(reverse("agent-copy", args=["care", examples()[0].key]))
    made = Agent.objects.get(team=house.care)
    assert answer.url == reverse("agent-edit", args=["care", made.pk])
    assert publish_agent(house.ben, made).number == 1


def test_vic_is_offered_none(house, client):
    client.force_login(house.vic)
    assert "Copy this example" not in client.get(reverse("agents", args=["care"])).content.decode()


def test_an_example_that_is_not_there_is_404(house, client):
    client.force_login(house.ben)
    assert client.post(reverse("agent-copy", args=["care", "nonsense"])).status_code == 404


def test_what_is_archived_comes_back_with_one_click(house, client):
    client.force_login(house.ben)
    client.post(reverse("agent-copy", args=["care", examples()[0].key]))
    made = Agent.objects.get()
    page = client.post(reverse("agent-archive", args=["care", made.pk]), follow=True).content.decode()
    undo = reverse("agent-bring-back", args=["care", made.pk])
    assert undo in page
    client.post(undo)
    made.refresh_from_db()
    assert not made.archived
