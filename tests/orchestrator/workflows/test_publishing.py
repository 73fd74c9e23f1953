"""From draft to version: what is unsound is said beside the step, what changes is said in words."""

from tests import desk
from tests.orchestrator.workflows.test_building import built


def test_an_unsound_draft_says_what_beside_the_step(house, ben):
    ben.adds("rules", agent=desk.sizer(house).pk)
    page = ben.get("workflow-edit").content.decode()
    card = page[page.index('id="step-sizer"') :]
    assert "“Amount” needs a value. Pick where it comes from." in card
    assert f'href="{ben.url("workflow-step", "sizer")}#f-inputs-amount-path"' in page


def test_an_unsound_draft_cannot_be_published(house, ben):
    ben.adds("rules", agent=desk.sizer(house).pk)
    assert ben.post("workflow-publish").status_code == 409
    ben.workflow.refresh_from_db()
    assert ben.workflow.live_version is None


def test_cleo_may_publish_what_ben_built(house, ben, browser):
    built(ben, house)
    cleo = browser("cleo")
    url = ben.url("workflow-publish")
    assert "Only when Verdict is Large" in cleo.get(url).content.decode()
    ben.workflow.refresh_from_db()
    cleo.post(url, {"note": "Looks right", "_revision": ben.workflow.revision})
    ben.workflow.refresh_from_db()
    version = ben.workflow.live_version
    assert (version.number, version.note, version.published_by) == (1, "Looks right", house.cleo)


def test_what_changes_is_said_in_plain_words(house, ben):
    built(ben, house)
    ben.post("workflow-publish")
    ben.adds("person", at="after:start", name="Read it first")
    ben.post("workflow-step-remove", "look_at_it")
    ben.post("workflow-step", "sizer", _job="rules", agent=ben.draft.step("sizer").agent, name="How large", **PICKED)
    words = ben.get("workflow-publish").content.decode()
    assert "“Read it first” is new: Have a person decide. It comes first." in words
    assert "“Sizer” is now called “How large”." in words
    assert "The step “Look at it” is gone." in words


PICKED = {"inputs__amount__path": "run.amount", "attempts": "3", "wait_seconds": "1", "then": "escalate"}


def test_a_moved_step_is_the_only_change(house, ben):
    ben.adds("person", name="First")
    ben.adds("person", name="Second")
    ben.post("workflow-publish")
    ben.post("workflow-step-move", "first", to="down")
    assert "now comes" in ben.get("workflow-publish").content.decode()


def test_the_list_marks_a_draft_that_differs(house, ben, browser):
    built(ben, house)
    ben.post("workflow-publish")
    assert "Draft differs" not in browser("vic").get("/teams/care/workflows/").content.decode()
    ben.adds("person", name="One more")
    assert "Draft differs" in browser("vic").get("/teams/care/workflows/").content.decode()


def test_old_versions_can_be_read(house, ben, browser):
    built(ben, house)
    ben.post("workflow-publish", note="First go")
    ben.adds("person", name="One more")
    ben.post("workflow-publish", note="With one more")
    vic = browser("vic")
    assert "First go" in vic.get(ben.url("workflow-versions")).content.decode()
    old = vic.get(ben.url("workflow-version", 1)).content.decode()
    assert "One more" not in old
    assert "No longer used by new runs." in old
    assert vic.get(ben.url("workflow-version", 3)).status_code == 404


def test_a_workflow_put_away_cannot_be_started_and_comes_back(house, ben, browser):
    built(ben, house)
    ben.post("workflow-publish")
    ben.post("workflow-archive", archived="yes")
    assert "Start a run" not in ben.get("workflow").content.decode()
    assert "Refunds" not in browser("vic").get("/teams/care/workflows/").content.decode()
    ben.post("workflow-archive", archived="no")
    assert "Start a run" in ben.get("workflow").content.decode()
