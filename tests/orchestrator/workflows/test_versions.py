"""Versions: read, compared by those who approve, and brought back without losing what is in the draft."""

import pytest
from django.urls import reverse

from governance.models import Record
from orchestrator.actions import trials, workflows
from orchestrator.actions.runs import start_run
from orchestrator.engine.definition import Limits
from orchestrator.queries.versions import kept_drafts
from tests import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(house):
    """Look desk: version 1, version 2 with fewer steps allowed, and a draft with fewer still."""
    first = desk.with_person(house)
    second = desk.redraw(house, first, limits=Limits(steps=50))
    drawing = second.drawing.model_copy(update={"limits": Limits(steps=7)})
    return workflows.save_draft(house.ben, second, drawing, revision=second.revision)


def url(made, name, *more):
    return reverse(name, args=["care", made.key, *more])


def test_the_list_says_who_when_why_and_how_often_it_ran(house, made, browser):
    start_run(house.otto, made, {"amount": 5})
    page = browser("vic").get(url(made, "workflow-versions")).content.decode()
    assert "Version 2" in page
    assert "Live" in page
    assert 'data-label="Runs">1</td>' in page


def test_cleo_reads_how_the_draft_differs(made, browser):
    page = browser("cleo").get(url(made, "workflow-compare") + "?old=1&new=draft").content.decode()
    assert "The most a run may use: 7 steps" in page
    assert "Was: 100 steps" in page


def test_vic_compares_versions_but_sees_no_draft(made, browser):
    vic = browser("vic")
    assert "50 steps" in vic.get(url(made, "workflow-compare") + "?old=1&new=2").content.decode()
    page = vic.get(url(made, "workflow-compare") + "?old=1&new=draft").content.decode()
    assert "7 steps" not in page
    assert "Choose two states" in page
    assert vic.get(url(made, "workflow-version-map", "draft")).status_code == 404


@pytest.mark.parametrize("which", ["9", "kept-1", "kept-", "live", "nonsense", "9" * 30, "kept-" + "9" * 30])
def test_a_state_that_is_not_there_is_404(made, browser, which):
    answer = browser("ben").get(url(made, "workflow-version", which))
    assert answer.status_code == (200 if which == "live" else 404)


def test_two_states_in_one_drawing_for_the_canvas(house, made, browser):
    added = workflows.save_draft(house.ben, made, _with_step_less(made), revision=made.revision)
    told = browser("ben").get(url(added, "workflow-compare-map") + "?old=2&new=draft").json()
    assert told["marks"]["steps"]["look"] == "removed"
    assert {step["key"] for step in told["document"]["steps"]} == set(told["cards"]) - {"start", "end"}
    assert told["marks"]["links"]["size>end"] == "added"
    assert told["marks"]["links"]["size>look"] == "removed"
    assert told["words"]["look"] == ["The step “Look at it” is gone."]
    assert all(card["href"] == "" for card in told["cards"].values())


def _with_step_less(made):
    drawing = made.drawing
    size = drawing.step("size")
    links = [link for link in drawing.links if "look" not in (link.source, link.target)]
    links.append(links[0].model_copy(update={"source": "size", "target": "end"}))
    return drawing.model_copy(update={"steps": [size], "links": links})


def test_an_old_version_comes_back_as_the_draft_and_nothing_is_lost(house, made, browser):
    ben, back = browser("ben"), url(made, "workflow-back", "1")
    page = ben.get(back).content.decode()
    assert "100 steps" in page
    assert "put aside" in page
    before = Record.objects.count()
    assert ben.post(back, {"_revision": made.revision}).status_code == 302
    assert Record.objects.count() == before + 1
    assert Record.objects.order_by("pk").last().kind == "workflow.restored"
    made.refresh_from_db()
    assert made.drawing.limits.steps == 100
    assert made.live_version.number == 2
    kept = kept_drafts(made).get()
    assert kept.definition.limits.steps == 7
    assert "The draft before version 1 came back" in ben.get(url(made, "workflow-versions")).content.decode()
    ben.post(url(made, "workflow-back", f"kept-{kept.pk}"), {"_revision": made.revision})
    made.refresh_from_db()
    assert made.drawing.limits.steps == 7


def test_a_draft_that_is_published_is_not_put_aside(house, made, browser):
    workflows.publish_workflow(house.ben, made)
    browser("ben").post(url(made, "workflow-back", "1"), {"_revision": made.revision})
    assert not kept_drafts(made).exists()


def test_the_draft_cleo_changed_meanwhile_is_not_replaced_unseen(house, made, browser):
    answer = browser("ben").post(url(made, "workflow-back", "1"), {"_revision": made.revision - 1})
    assert answer.status_code == 409
    assert "changed this a moment ago" in answer.content.decode()
    assert not kept_drafts(made).exists()


def test_bringing_back_what_the_draft_is_already_changes_nothing(house, made, browser):
    workflows.publish_workflow(house.ben, made)
    answer = browser("ben").post(url(made, "workflow-back", "3"), {"_revision": made.revision})
    assert answer.status_code == 422


def test_a_trials_snapshot_is_no_version_to_bring_back(house, made, browser):
    snapshot = trials.try_workflow(house.ben, made, {"amount": 5}).version
    assert browser("ben").get(url(made, "workflow-back", f"kept-{snapshot.pk}")).status_code == 404


def test_publishing_says_what_changes_before_the_button(made, browser):
    page = browser("cleo").get(url(made, "workflow-publish")).content.decode()
    assert page.index("The most a run may use: 7 steps") < page.index('data-busy="Publishing…"')
