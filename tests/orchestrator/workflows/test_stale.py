"""Two people at one draft: nobody overwrites what they have not seen, and nothing typed is lost."""

import pytest

from tests.orchestrator.workflows.builder import Builder


@pytest.fixture
def bea(house, ben) -> Builder:
    """Bea at the same draft."""
    other = Builder(type(ben.client)(), ben.workflow)
    other.client.force_login(house.person("Bea", house.care, "builder"))
    return other


def behind(ben: Builder) -> None:
    """Ben's page is older than the draft."""
    ben.workflow.refresh_from_db()
    ben.revision = ben.workflow.revision - 1


def test_steps_that_two_people_add_are_both_kept(ben, bea):
    bea.adds("person", name="Bea’s step")
    behind(ben)
    assert ben.adds("person", name="Mine").status_code == 302
    assert ben.steps == ["Bea’s step", "Mine"]


def test_two_fields_of_one_step_are_both_kept(ben, bea):
    ben.adds("person", name="Look")
    page = ben.opens("workflow-step", "look")
    bea.post("workflow-step", "look", name="Look", instructions="Read it twice")
    assert page.send(name="Look closely").status_code == 302
    assert (ben.draft.step("look").name, ben.draft.step("look").instructions) == ("Look closely", "Read it twice")


def test_the_same_field_changed_twice_is_asked_about_by_name(ben, bea):
    ben.adds("person", name="Look")
    page = ben.opens("workflow-step", "look")
    bea.post("workflow-step", "look", name="Bea’s name")
    answer = page.send(name="Ben’s name")
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "Bea" in words and "Ben’s name" in words and "Keep yours" in words
    assert ben.draft.step("look").name == "Bea’s name"


def test_removing_from_an_old_page_asks_again(ben):
    ben.adds("person", name="First")
    behind(ben)
    words = ben.post("workflow-step-remove", "first").content.decode()
    assert "changed this a moment ago" in words
    assert ben.steps == ["First"]


def test_a_move_from_an_old_page_moves_the_step_where_it_stands_now(ben, bea):
    ben.adds("person", name="First")
    ben.adds("person", name="Second")
    bea.adds("person", at="after:start", name="Zero")
    behind(ben)
    ben.post("workflow-step-move", "first", to="down")
    assert ben.steps == ["Zero", "Second", "First"]


def test_what_was_written_for_a_removed_step_becomes_a_new_one(ben):
    ben.adds("person", name="First")
    page = ben.opens("workflow-step", "first")
    ben.post("workflow-step-remove", "first")
    refused = page.send(name="First again")
    assert refused.status_code == 409
    assert 'value="First again"' in refused.content.decode()
    ben.post("workflow-step", "first", _job="person", name="First again")
    assert ben.steps == ["First again"]


def test_a_place_that_is_gone_is_told(ben):
    ben.adds("person", name="First")
    ben.post("workflow-step-remove", "first")
    ben.adds("person", at="after:first", name="Second")
    assert ben.steps == []
    assert "That place is gone" in ben.get("workflow-edit").content.decode()


def test_publishing_a_draft_that_changed_meanwhile_is_refused(house, ben):
    ben.adds("person", name="First")
    behind(ben)
    page = ben.post("workflow-publish")
    assert page.status_code == 409
    assert "The draft changed while you were reading it." in page.content.decode()
    ben.workflow.refresh_from_db()
    assert ben.workflow.live_version is None


def test_a_revision_nobody_has_seen_removes_nothing(ben):
    ben.adds("person", name="First")
    ben.revision = 99
    assert ben.post("workflow-step-remove", "first").status_code == 409
    assert ben.steps == ["First"]
