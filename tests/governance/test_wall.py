"""Governed rows change only through an open door."""

import pytest
from django.apps import apps

from governance.actors import HouseMachine
from governance.door import opened
from governance.models import Team
from governance.wall import GuardedManager, GuardedModel, WallError

GOVERNED = [model for model in apps.get_models() if issubclass(model, GuardedModel)]


@pytest.mark.parametrize("model", GOVERNED, ids=lambda model: model._meta.label)
def test_related_rows_are_reached_through_the_guard_too(model):
    assert model._meta.base_manager_name == "objects"
    assert hasattr(model._base_manager.all(), "_raw_delete")
    assert "Guarded" in " ".join(base.__name__ for base in type(model._base_manager.all()).__mro__)


@pytest.mark.parametrize(
    "change",
    [
        lambda team: team.save(),
        lambda team: team.delete(),
        lambda team: Team.objects.update(name="x"),
        lambda team: Team.objects.all().delete(),
        lambda team: Team.objects.create(organisation=team.organisation, name="x", slug="x"),
        lambda team: Team.objects.bulk_create([Team(organisation=team.organisation, name="x", slug="x")]),
        lambda team: Team.objects.bulk_update([team], ["name"]),
        lambda team: Team.objects.get_or_create(slug="new", defaults={"organisation": team.organisation, "name": "x"}),
        lambda team: team.organisation.teams.create(name="x", slug="x"),
        lambda team: team.organisation.teams.update(name="x"),
        lambda team: Team.objects.filter(pk=team.pk)._raw_delete("default"),
        lambda team: team.save_base(),
    ],
)
def test_every_way_round_is_refused_with_a_kind_sentence(house, change):
    with pytest.raises(WallError, match="call the governed action"):
        change(house.care)


def test_role_groups_are_behind_the_wall(house):
    with pytest.raises(WallError):
        house.dan.groups.add(*house.ben.groups.all())


def test_through_the_door_rows_change(house):
    with opened(HouseMachine("test"), "team.manage"):
        house.care.name = "Kind care"
        house.care.save()
    assert Team.objects.get(pk=house.care.pk).name == "Kind care"


def test_the_door_is_shut_again_afterwards(house):
    with opened(HouseMachine("test"), "team.manage"):
        pass
    with pytest.raises(WallError):
        house.care.save()


def test_the_guard_stays_out_of_other_rooms_migrations():
    assert GuardedManager.use_in_migrations is False
