"""The bell: what a person left and should hear of."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance import notices
from governance.models import Notice, Record
from governance.notices import Kind
from orchestrator.consumers import group_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(notices, "_kinds", {"long": Kind(_("%(what)s has ended"), "check")})


def test_ben_hears_what_became_of_what_he_left(house, client):
    notices.tell(house.ben.pk, "long", "/runs/7/", what="Refunds")
    client.force_login(house.ben)
    assert "1" in client.get(reverse("notice-count")).content.decode()
    page = client.get(reverse("notices")).content.decode()
    assert "Refunds has ended" in page
    assert "/runs/7/" in page


def test_nobody_hears_what_is_for_ben(house, client):
    notices.tell(house.ben.pk, "long", "/runs/7/", what="Refunds")
    client.force_login(house.cleo)
    assert "Refunds" not in client.get(reverse("notices")).content.decode()
    assert group_of(house.cleo, f"person:{house.ben.pk}") is None
    assert group_of(house.ben, f"person:{house.ben.pk}") == f"bell.{house.ben.pk}"


def test_what_was_shown_is_seen_and_what_came_meanwhile_is_not(house, client):
    notices.tell(house.ben.pk, "long", "/runs/7/", what="Refunds")
    shown = Notice.objects.get().pk
    notices.tell(house.ben.pk, "long", "/runs/8/", what="Orders")
    client.force_login(house.ben)
    client.post(reverse("notices-read"), {"up_to": str(shown)})
    assert notices.unread(house.ben) == 1


def test_a_newer_word_about_the_same_thing_replaces_the_older(house):
    notices.tell(house.ben.pk, "long", "/runs/7/", what="Refunds")
    notices.tell(house.ben.pk, "long", "/runs/7/", what="Refunds")
    assert notices.unread(house.ben) == 1


def test_a_bell_keeps_little_and_writes_nothing_into_the_trail(house, monkeypatch):
    monkeypatch.setattr(notices, "KEPT", 2)
    before = Record.objects.count()
    for number in range(4):
        notices.tell(house.ben.pk, "long", f"/runs/{number}/", what="Refunds")
    assert [each.href for each in Notice.objects.all()] == ["/runs/3/", "/runs/2/"]
    assert Record.objects.count() == before
