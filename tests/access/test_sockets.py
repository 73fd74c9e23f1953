"""The one socket tells who may know that something changed, and closes when they may no longer."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async

from governance import news
from governance.actions import memberships, people
from orchestrator import consumers
from orchestrator.actions import runs
from tests import desk
from tests.access.sockets import Socket, page_of, play

FORBIDDEN, UNKNOWN = 4403, 4401


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    """Keep the connection whose transaction holds the house; a served socket gives it back after every question."""
    monkeypatch.setattr("channels.db.close_old_connections", lambda: None)


@pytest.fixture
def run(house):
    return desk.play(house.otto, desk.with_person(house), amount=250)


def test_nobody_is_refused(db):
    assert play(page_of(None), Socket.connect) == UNKNOWN


def test_a_page_of_another_site_is_refused(house):
    assert play(page_of(house.ben, origin="https://elsewhere.example.org"), Socket.connect) != 0


def test_a_stopped_account_is_refused(house):
    socket = page_of(house.vic)
    people.stop_account(house.ada, house.organisation, house.vic)
    assert play(socket, Socket.connect) == UNKNOWN


def test_a_token_opens_no_socket(house):
    _token, secret = house.token()
    assert play(page_of(None, token=secret), Socket.connect) == UNKNOWN


def test_vic_hears_that_a_run_changed_and_nothing_of_what_it_holds(house, run, django_capture_on_commit_callbacks):
    def stop() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            runs.cancel_run(house.otto, run, reason="A secret reason")

    async def script(socket: Socket) -> Any:
        await socket.watch(f"run:{run.pk}")
        await sync_to_async(stop)()
        return await socket.hear()

    said = play(page_of(house.vic), script)
    assert said == f'{{"changed": "run:{run.pk}"}}'


def test_dan_of_another_team_hears_nothing_of_it(house, run):
    async def script(socket: Socket) -> Any:
        said = await socket.watch(f"run:{run.pk}", f"runs:{house.care.pk}")
        await sync_to_async(news.send)(f"run.{run.pk}", "run.finished")
        await sync_to_async(news.send)(f"team.{house.care.pk}.runs", "run.finished")
        return said, await socket.receive_nothing(0.2)

    said, silent = play(page_of(house.dan), script)
    assert {"refused": f"run:{run.pk}"} in said
    assert {"refused": f"runs:{house.care.pk}"} in said
    assert said[-1] == {"watching": []}
    assert silent


def test_otto_without_the_inbox_cannot_watch_it(house, run):
    said = play(page_of(house.otto), lambda socket: socket.watch(f"inbox:{house.care.pk}", f"runs:{house.care.pk}"))
    assert {"refused": f"inbox:{house.care.pk}"} in said
    assert said[-1] == {"watching": [f"runs:{house.care.pk}"]}


STRANGE = ["run:999999", "run:", "run:x", "run:²", f"run:{10**30}", "run:-1", "secret:1", "", "run", "person:1"]


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_not_there_is_refused_and_the_page_stays_connected(house, name):
    said = play(page_of(house.ben), lambda socket: socket.watch(name))
    assert said == [{"refused": name[:40]}, {"watching": []}]


@pytest.mark.parametrize("text", ["not json", "[]", '{"watch": 1}', "null", '{"watch": %s}' % ([1] * 99)])
def test_nonsense_is_answered_with_a_sentence(house, text):
    async def script(socket: Socket) -> Any:
        await socket.connect()
        await socket.say(text)
        return await socket.hear()

    assert "Send" in play(page_of(house.ben), script)


def _end_membership(house):
    memberships.end_member(house.tia, house.vic.memberships.get())


def _stop_account(house):
    people.stop_account(house.ada, house.organisation, house.vic)


TAKEN = [_end_membership, _stop_account]


@pytest.mark.parametrize("take_away", TAKEN)
def test_the_socket_closes_at_the_news_that_rights_were_taken_away(
    house, run, take_away, django_capture_on_commit_callbacks
):
    def act() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            take_away(house)

    async def script(socket: Socket) -> int:
        await socket.watch(f"run:{run.pk}")
        await sync_to_async(act)()
        return await socket.closed()

    assert play(page_of(house.vic), script) == FORBIDDEN


@pytest.mark.parametrize("take_away", TAKEN)
def test_it_closes_even_where_the_news_is_lost(house, run, take_away, monkeypatch):
    assert consumers.ASK_AGAIN_SECONDS < 2
    monkeypatch.setattr(consumers, "ASK_AGAIN_SECONDS", 0.05)

    async def script(socket: Socket) -> int:
        await socket.watch(f"run:{run.pk}")
        await sync_to_async(take_away)(house)
        return await socket.closed()

    assert play(page_of(house.vic), script) == FORBIDDEN


def test_a_page_that_watches_nothing_forbidden_stays_open(house, run, django_capture_on_commit_callbacks):
    def change() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            memberships.change_member(house.tia, house.vic.memberships.get(), role=house.otto.memberships.get().role)

    async def script(socket: Socket) -> bool:
        await socket.watch(f"run:{run.pk}")
        await sync_to_async(change)()
        return bool(await socket.receive_nothing(0.2))

    assert play(page_of(house.vic), script)
