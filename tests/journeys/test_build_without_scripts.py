"""JavaScript switched off: the outline still builds a workflow, with buttons that ask the server for each row."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.documents import TEAM, document_of


def add(page: Page, after: str, job: str) -> None:
    """Add a step after a line of the outline."""
    page.get_by_role("link", name=after, exact=True).click()
    page.get_by_role("link", name=re.compile(f"^{job}")).click()


def test_ben_builds_three_steps_without_scripts(sign_in):
    page = sign_in("ben", java_script_enabled=False)
    page.goto(f"{TEAM}/new-workflow/")
    page.get_by_label("Name").fill("Plain desk")
    page.get_by_role("button", name="Make it and add steps").click()
    page.get_by_role("link", name="What starts it", exact=True).click()
    page.get_by_role("button", name="Add a field").click()
    page.get_by_label("Name", exact=True).fill("Message")
    page.get_by_label("Type", exact=True).select_option(label="Long text")
    page.get_by_role("button", name="Save", exact=True).click()

    add(page, "Add a step at the beginning", "Ask an agent")
    page.get_by_label("Agent", exact=True).select_option(label="Triage")
    page.get_by_role("button", name="Show what fits").first.click()
    expect(page.get_by_label("Where “Message” comes from")).to_have_value("run.message")
    page.get_by_role("button", name="Add step").click()

    add(page, "Add a step after Triage", "Choose a path")
    page.get_by_role("button", name="Add step").click()
    page.get_by_role("link", name="Add a step at the beginning of path Fees and double charges", exact=True).click()
    page.get_by_role("link", name=re.compile("^Have a person decide")).click()
    page.get_by_label("Name", exact=True).fill("Answer it")
    page.get_by_role("button", name="Add a field").click()
    page.get_by_label("Name", exact=True).nth(1).fill("Answer")
    page.get_by_role("button", name="Add step").click()

    expect(page.get_by_role("link", name="Answer it", exact=True)).to_be_visible()
    document = document_of(page, "plain-desk")
    assert [step["kind"] for step in document["steps"]] == ["agent", "choose", "person"]
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("link", name="Start a run")).to_be_visible()
