"""Who is at a draft: those who edit it now, and the step each of them looks at."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from governance import door, news
from governance.models import Record
from orchestrator.consumers import group_of
from orchestrator.models import Presence
from tests.orchestrator.drafting.conftest import Editor


@pytest.fixture
def told(monkeypatch, django_capture_on_commit_callbacks):
    """What the open editors were told."""
    groups: list[str] = []
    monkeypatch.setattr(news, "publish", lambda group, kind: groups.append(group))
    return groups


def _at(editor: Editor, at: str = "", **more):
    return editor.post("presence", {"at": at, **more}).json()["people"]


def test_bea_is_seen_at_the_step_she_looks_at(ben, bea):
    _at(bea, "look")
    assert _at(ben) == [{"name": "Ben Baker", "at": "", "me": True}, {"name": "Bea", "at": "look", "me": False}]
    assert ben.get()["people"] == _at(ben)


def test_somebody_who_was_not_heard_of_for_a_while_is_gone(ben, bea, house):
    _at(bea, "look")
    with door.opened(house.ben, "workflow.edit"):
        Presence.objects.update(seen_at=now() - timedelta(seconds=46))
    assert [person["name"] for person in _at(ben)] == ["Ben Baker"]


def test_leaving_is_seen_at_once(ben, bea, workflow, told):
    _at(bea, "look")
    assert _at(bea, leaving=True) == []
    assert told.count(f"draft.{workflow.pk}") == 2


def test_only_coming_and_moving_are_news(ben, bea, workflow, told):
    for step in ("", "", "look", "look"):
        _at(bea, step)
    assert told == [f"draft.{workflow.pk}"] * 2


def test_being_there_is_not_kept_by_the_trail(ben):
    before = Record.objects.count()
    _at(ben, "look")
    _at(ben, leaving=True)
    assert Record.objects.count() == before


@pytest.mark.parametrize("at", [5, None, ["look"], {"key": "look"}])
def test_nonsense_is_answered_with_a_sentence(ben, at):
    assert ben.post("presence", {"at": at}).status_code == 422


def test_a_very_long_place_is_cut(ben):
    assert len(_at(ben, "x" * 5_000)[0]["at"]) == 63


def test_only_who_may_edit_a_draft_hears_of_it(house, ben, workflow):
    name = f"draft:{workflow.pk}"
    assert group_of(house.ben, name) == f"draft.{workflow.pk}"
    assert [group_of(person, name) for person in (house.vic, house.cleo, house.dan)] == [None] * 3


def test_a_change_is_news_to_the_open_editors(ben, workflow, told):
    ben.sends(("steps/look/name", "Look", "New"))
    assert f"draft.{workflow.pk}" in told
