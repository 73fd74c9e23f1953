"""The door checks, records and announces, and nothing changes without it."""

import pytest
from django.core.exceptions import PermissionDenied

from governance import news, trail
from governance.door import Refused, governed, note
from governance.models import Record, Team


@governed("team.manage")
def rename(actor, team, name):
    team.name = name
    team.save()
    note(name=name)
    return team


@governed("team.view")
def look_and_rename(actor, team, name):
    return rename(actor, team, name)


@governed("team.manage")
def rename_and_say(actor, team):
    trail.append(f"team:{team.pk}", [trail.Entry("team.said")], actor=actor, team_id=team.pk)


@governed("team.manage")
def break_half_way(actor, team):
    team.name = "Half"
    team.save()
    raise ValueError("no")


def last(house):
    return Record.objects.filter(stream=f"team:{house.care.pk}").order_by("number").last()


def facts(record):
    return trail.reading.facts_of(record)


def test_a_change_writes_one_record_with_what_was_noted(house):
    before = Record.objects.count()
    rename(house.tia, house.care, "Kind care")
    assert Record.objects.count() == before + 1
    record = last(house)
    assert (record.kind, record.actor, record.team_id) == ("team.manage", f"person:{house.tia.pk}", house.care.pk)
    assert facts(record) == {"model": "team", "id": house.care.pk, "name": "Kind care"}


def test_a_body_that_writes_its_own_record_gets_no_second_one(house):
    before = Record.objects.count()
    rename_and_say(house.tia, house.care)
    assert Record.objects.count() == before + 1
    assert last(house).kind == "team.said"


def test_a_refusal_changes_nothing_and_is_recorded(house):
    with pytest.raises(PermissionDenied):
        rename(house.ben, house.care, "Mine")
    assert Team.objects.get(pk=house.care.pk).name == "Care"
    assert facts(last(house)) == {"verb": "team.manage", "model": "team", "id": house.care.pk}
    assert last(house).kind == "access.refused"


def test_an_inner_refusal_rolls_back_and_is_still_recorded(house):
    with pytest.raises(Refused):
        look_and_rename(house.vic, house.care, "Mine")
    assert last(house).kind == "access.refused"
    assert last(house).actor == f"person:{house.vic.pk}"


def test_what_an_inner_action_recorded_is_not_recorded_twice(house):
    before = Record.objects.count()
    look_and_rename(house.tia, house.care, "Kind care")
    kinds = list(Record.objects.order_by("id").values_list("kind", flat=True)[before:])
    assert kinds == ["team.manage"]


def test_a_failure_leaves_neither_change_nor_record(house):
    before = Record.objects.count()
    with pytest.raises(ValueError, match="no"):
        break_half_way(house.tia, house.care)
    assert Team.objects.get(pk=house.care.pk).name == "Care"
    assert Record.objects.count() == before


def test_open_pages_hear_of_it_after_commit_only(house, monkeypatch, django_capture_on_commit_callbacks):
    heard = []
    monkeypatch.setattr(news, "send", lambda group, kind: heard.append((group, kind)))
    with django_capture_on_commit_callbacks() as waiting:
        rename(house.tia, house.care, "Kind care")
    assert heard == []
    for tell in waiting:
        tell()
    assert (f"team.{house.care.pk}", "team.manage") in heard


def test_an_actor_cannot_be_nobody(house):
    with pytest.raises(PermissionDenied):
        rename(None, house.care, "x")
