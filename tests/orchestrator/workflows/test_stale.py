"""Two people at one draft: nobody overwrites what they have not seen, and nothing typed is lost."""

from tests.orchestrator.workflows.builder import Builder


def behind(ben: Builder) -> None:
    """Ben's page is older than the draft."""
    ben.workflow.refresh_from_db()
    ben.revision = ben.workflow.revision - 1


def test_a_stale_save_says_who_was_faster_and_keeps_what_was_typed(house, ben, browser):
    bea = house.person("Bea", house.care, "builder")
    other = Builder(type(ben.client)(), ben.workflow)
    other.client.force_login(bea)
    other.adds("person", name="Bea’s step")
    behind(ben)
    page = ben.adds("person", name="Mine")
    words = page.content.decode()
    assert page.status_code == 409
    assert "Bea changed this a moment ago." in words
    assert 'value="Mine"' in words
    assert "Bea’s step" in words
    assert ben.steps == ["Bea’s step"]


def test_saving_again_puts_it_into_the_new_state(ben):
    ben.adds("person", name="First")
    behind(ben)
    words = ben.adds("person", name="Second").content.decode()
    assert f'name="_revision" value="{ben.workflow.revision}"' in words
    ben.revision = None
    ben.adds("person", name="Second")
    assert ben.steps == ["First", "Second"]


def test_asking_for_another_row_does_not_make_an_old_page_new(ben):
    ben.adds("person", name="First")
    behind(ben)
    words = ben.adds("person", name="Second", _do="add:gives").content.decode()
    assert f'name="_revision" value="{ben.revision}"' in words


def test_a_stale_move_is_told_and_moves_nothing(ben):
    ben.adds("person", name="First")
    ben.adds("person", name="Second")
    behind(ben)
    ben.post("workflow-step-move", "first", to="down")
    assert ben.steps == ["First", "Second"]
    assert "changed this a moment ago" in ben.get("workflow-edit").content.decode()


def test_what_was_written_for_a_removed_step_becomes_a_new_one(ben):
    ben.adds("person", name="First")
    ben.post("workflow-step-remove", "first")
    behind(ben)
    assert ben.post("workflow-step", "first", _job="person", name="First again").status_code == 409
    ben.revision = None
    ben.post("workflow-step", "first", _job="person", name="First again")
    assert ben.steps == ["First again"]


def test_publishing_a_draft_that_changed_meanwhile_is_refused(house, ben):
    ben.adds("person", name="First")
    behind(ben)
    page = ben.post("workflow-publish")
    assert page.status_code == 409
    assert "The draft changed while you were reading it." in page.content.decode()
    ben.workflow.refresh_from_db()
    assert ben.workflow.live_version is None


def test_a_revision_nobody_has_seen_changes_nothing(ben):
    ben.revision = 99
    assert ben.adds("person", name="First").status_code == 409
    assert ben.steps == []
