"""JavaScript switched off: a condition is written row by row, what was built runs, and its timeline is read."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.documents import TEAM, document_of

RELOADS = 200  # a page without scripts is asked again by hand


def begin(page: Page) -> None:
    """A new workflow that asks for an amount."""
    page.goto(f"{TEAM}/new-workflow/")
    page.get_by_label("Name").fill("Quiet desk")
    page.get_by_role("button", name="Make it and add steps").click()
    page.get_by_role("link", name="What starts it", exact=True).click()
    page.get_by_role("button", name="Add a field").click()
    page.get_by_label("Name", exact=True).fill("Amount")
    page.get_by_label("Type", exact=True).select_option(label="Number")
    page.get_by_role("button", name="Save", exact=True).click()


def add(page: Page, where: str, job: str) -> None:
    """Add a step at this place of the outline."""
    page.get_by_role("link", name=where, exact=True).click()
    page.get_by_role("link", name=re.compile(f"^{job}")).click()


def choose_by_amount(page: Page) -> None:
    """Large amounts have a path of their own."""
    add(page, "Add a step at the beginning", "Choose a path")
    page.get_by_label("Name of the step").fill("How much is it?")
    path = page.get_by_role("group", name="The paths").get_by_role("listitem").first
    path.get_by_label("Name of path 1").fill("A lot")
    path.get_by_role("button", name="Add a row").click()
    path.get_by_label("Field", exact=True).select_option(label="The request › Amount")
    path.get_by_role("button", name="Show what fits").first.click()
    path.get_by_label("Comparison", exact=True).select_option(label="is more than")
    path.get_by_role("button", name="Show what fits").last.click()
    path.get_by_label("Amount", exact=True).fill("100")
    page.get_by_role("button", name="Add step").click()


def decide_and_end(page: Page) -> None:
    """A person looks at much; little ends at once."""
    add(page, "Add a step at the beginning of path A lot", "Have a person decide")
    page.get_by_label("Name", exact=True).fill("Look at it")
    page.get_by_role("button", name="Add step").click()
    add(page, "Add a step at the beginning of path Otherwise", "End here")
    page.get_by_label("Name of the step").fill("Nothing to do")
    page.get_by_label("Word", exact=True).fill("Small")
    page.get_by_role("button", name="Add step").click()


def start(page: Page, amount: str) -> None:
    """Start a run of what was published."""
    page.get_by_role("link", name="Start a run").click()
    page.get_by_label("Amount").fill(amount)
    page.get_by_role("button", name=re.compile("^Start")).click()


def until(page: Page, words: str) -> None:
    """Ask for the page of a run again until its state is this."""
    state = page.locator("#run-status").get_by_text(words, exact=True)
    for _ in range(RELOADS):
        if state.is_visible():
            return
        page.reload()
    raise AssertionError(f"The run is never {words}.")


def timeline(page: Page) -> Locator:
    """The steps of a run, as its timeline tells them."""
    return page.get_by_role("list", name="Steps").get_by_role("listitem")


def test_ben_writes_a_condition_and_reads_a_timeline_without_scripts(sign_in):
    page = sign_in("ben", java_script_enabled=False)
    begin(page)
    choose_by_amount(page)
    decide_and_end(page)
    expect(page.get_by_text("If Amount is more than 100")).to_be_visible()
    assert [step["kind"] for step in document_of(page, "quiet-desk")["steps"]] == ["choose", "person", "end"]
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish", exact=True).click()

    start(page, "50")
    until(page, "Small")
    expect(timeline(page)).to_contain_text(["How much is it?", "Nothing to do"])
    expect(timeline(page).first).to_contain_text("Otherwise")

    page.goto(f"{TEAM}/workflows/quiet-desk/")
    start(page, "500")
    until(page, "Needs a reviewer")
    expect(timeline(page)).to_contain_text(["How much is it?", "Look at it"])
    expect(timeline(page).first).to_contain_text("A lot")
    timeline(page).get_by_role("link", name="How much is it?").click()
    expect(page.get_by_role("heading", name="How much is it?")).to_be_visible()
