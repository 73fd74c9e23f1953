"""Who gets in, and what is written down about it."""

import asyncio
import threading

import pytest
from django.urls import reverse

from governance import layers, news
from governance.adapters import may_sign_in
from governance.models import Record, User
from governance.trail.reading import facts_of

PASSWORD = "seven blue kettles"


@pytest.fixture
def ben(house) -> User:
    house.ben.set_password(PASSWORD)
    house.ben.save()
    return house.ben


def sign_in(client, email="ben@example.org", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def kinds():
    return list(Record.objects.filter(kind__startswith="person.sign").order_by("id").values_list("kind", "actor"))


def test_signing_in_and_out_is_recorded(ben, client):
    assert sign_in(client, "BEN@example.org").status_code == 302
    client.post(reverse("account_logout"))
    assert kinds() == [("person.signed_in", f"person:{ben.pk}"), ("person.signed_out", f"person:{ben.pk}")]


def test_a_wrong_password_is_recorded_without_what_was_typed(ben, client):
    assert sign_in(client, password="my other secret").status_code == 200
    record = Record.objects.get(kind="person.sign_in_failed")
    assert facts_of(record) == {"user": ben.pk}
    assert b"secret" not in bytes(record.body)


def test_nobody_signs_up(house, client):
    given = {"email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), given)
    assert not User.objects.filter(email="eve@example.org").exists()


def test_a_stopped_person_does_not_get_in(ben, client):
    User.objects.filter(pk=ben.pk).update(is_active=False)
    sign_in(client)
    assert "_auth_user_id" not in client.session


def test_demo_people_get_in_only_on_this_computer(ben, client, settings):
    User.objects.filter(pk=ben.pk).update(is_demo=True)
    settings.STEWARD_LOOPBACK = False
    sign_in(client)
    assert "_auth_user_id" not in client.session
    settings.STEWARD_LOOPBACK = True
    sign_in(client)
    assert "_auth_user_id" in client.session


def test_a_session_is_over_when_its_person_may_not_sign_in(ben, client, settings):
    settings.AUTHENTICATION_BACKENDS = ["governance.adapters.Backend"]
    sign_in(client)
    assert client.get(reverse("roles")).status_code == 200
    User.objects.filter(pk=ben.pk).update(is_demo=True)
    settings.STEWARD_LOOPBACK = False
    assert client.get(reverse("roles")).status_code == 302


def test_a_machine_has_no_password(house):
    assert not may_sign_in(house.mimi)
    assert not house.mimi.has_usable_password()


class TestNews:
    def test_news_from_another_thread_arrives_at_once(self):
        layer = layers.ThreadSafeInMemoryLayer()

        async def listen():
            channel = await layer.new_channel()
            await layer.group_add("run.42", channel)
            threading.Thread(target=layer.publish, args=("run.42", {"type": "news"})).start()
            return await asyncio.wait_for(layer.receive(channel), 5)

        assert asyncio.run(listen()) == {"type": "news"}

    def test_news_without_listeners_is_nothing(self, settings):
        settings.CHANNEL_LAYERS = {"default": {"BACKEND": "governance.layers.ThreadSafeInMemoryLayer"}}
        news.send("run.42", "changed")


def test_the_keyboard_begins_in_the_first_field(client, db):
    page = client.get(reverse("account_login")).content.decode()
    field = page.split('name="login"')[1].split(">")[0]
    assert "autofocus" in field
    assert "Stay signed in on this device" in page
