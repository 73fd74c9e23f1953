"""Two save at the same instant: the second is merged again with what the first has saved."""

import pytest

from orchestrator.actions import drafts
from orchestrator.drafting import merging


@pytest.fixture
def between(monkeypatch):
    """Have something happen between reading a draft and saving it, a number of times."""

    def happen(act, times: int = 1) -> None:
        left = [times]

        def prepared(workflow, changes):
            made = merging.prepared(workflow, changes)
            if left[0] > 0:
                left[0] -= 1
                monkeypatch.setattr(drafts, "prepared", merging.prepared)
                act(left[0])
                monkeypatch.setattr(drafts, "prepared", prepared)
            return made

        monkeypatch.setattr(drafts, "prepared", prepared)

    return happen


def test_both_land(ben, bea, between):
    between(lambda left: bea.sends(("steps/look/instructions", "", "Bea’s")))
    answer = ben.sends(("steps/look/name", "Look", "Ben’s"))
    assert answer["conflicts"] == []
    assert (ben.step["name"], ben.step["instructions"]) == ("Ben’s", "Bea’s")


def test_the_same_field_is_asked_about(ben, bea, between):
    between(lambda left: bea.sends(("steps/look/name", "Look", "Bea’s")))
    (conflict,) = ben.sends(("steps/look/name", "Look", "Ben’s"))["conflicts"]
    assert (conflict["theirs"], conflict["who"]) == ("Bea’s", "Bea")
    assert ben.step["name"] == "Bea’s"


def test_who_is_always_second_is_told_and_loses_nothing_of_theirs(ben, bea, between):
    between(lambda left: bea.sends(("end/outcome", ben.get()["document"]["end"]["outcome"], f"Done {left}")), times=9)
    said = ben.sends(("steps/look/name", "Look", "Ben’s"), status=409)
    assert "at the same moment" in said["sentence"]
    assert ben.step["name"] == "Look"
