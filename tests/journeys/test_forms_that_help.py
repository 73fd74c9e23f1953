"""Forms that help while one writes: values from a tree, texts with chips, conditions that read back, a preview."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

TEAM = "/teams/customer-care"
DRAFT = f"{TEAM}/workflows/claims/edit"


@pytest.fixture
def page(sign_in) -> Page:
    """Ben, with a workflow that is started with an amount and a message."""
    page = sign_in("ben")
    page.goto(f"{TEAM}/workflows/")
    if page.get_by_role("link", name="Claims").count() == 0:
        page.goto(f"{TEAM}/new-workflow/")
        page.get_by_label("Name").fill("Claims")
        page.get_by_role("button", name="Make it and add steps").click()
        page.wait_for_url(re.compile("/workflows/claims/edit/$"))
        start_with(page, "Amount", "Money")
        start_with(page, "Message", "Long text")
    return page


def start_with(page: Page, name: str, kind: str) -> None:
    page.goto(f"{DRAFT}/start/")
    rows = page.locator("main form").get_by_role("listitem")
    last = rows.count() - 1
    if last < 0 or rows.nth(last).get_by_label("Name", exact=True).input_value():
        page.get_by_role("button", name="Add a field").click()
        last += 1
    rows.nth(last).get_by_label("Name", exact=True).fill(name)
    rows.nth(last).get_by_label("Type", exact=True).select_option(label=kind)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Draft of Claims")).to_be_visible()


def test_the_form_one_designs_is_seen_while_one_writes(page: Page) -> None:
    page.goto(f"{DRAFT}/start/")
    preview = page.get_by_role("region", name="What a person will see")
    expect(preview.get_by_label("Amount", exact=True)).to_be_visible()
    page.get_by_label("Name", exact=True).first.fill("Sum")
    expect(preview.get_by_label("Sum", exact=True)).to_be_visible()
    page.get_by_role("button", name="Duplicate Amount").click()
    expect(page.get_by_label("Name", exact=True).nth(1)).to_be_focused()
    expect(preview.get_by_label("Sum (copy)", exact=True)).to_be_visible()


def text_of_a_step(page: Page) -> Locator:
    """The text with values that an agent is to be given."""
    page.goto(f"{DRAFT}/add/?job=agent")
    page.get_by_label("Agent", exact=True).select_option(label="Triage")
    source = page.get_by_label("Where “Message” comes from")
    expect(source).to_be_attached()
    page.wait_for_load_state("networkidle")
    source.select_option(label="A text with values")
    text = page.locator("[contenteditable]")
    expect(text).to_have_role("textbox")
    expect(text).to_have_accessible_name("Text of “Message”")
    return text


def test_a_value_is_put_into_a_text_by_keyboard_and_taken_out_again(page: Page) -> None:
    text = text_of_a_step(page)
    kept = page.locator("textarea[data-chips]")
    text.click()
    page.keyboard.type("About {amo")
    expect(page.get_by_role("option", name=re.compile("Amount"))).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("!")
    expect(kept).to_have_value("About {run.amount}!")
    expect(text.get_by_text("Amount", exact=True)).to_be_visible()
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(kept).to_have_value("About ")
    page.keyboard.press("Control+z")
    expect(kept).to_have_value("About {run.amount}")


def test_what_is_pasted_is_text_and_nothing_else(page: Page) -> None:
    text = text_of_a_step(page)
    text.click()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "Fee\\tSum\\r\\nCard\\t{x}");
          data.setData("text/html", "<table><tr><td style='color:red'>Fee</td></tr></table>");
          const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(paste);
        }"""
    )
    expect(page.locator("textarea[data-chips]")).to_have_value("Fee\tSum\nCard\t{{x}}")
    expect(text.locator("table, [style]")).to_have_count(0)


def test_a_condition_with_a_group_is_written_by_keyboard_and_read_back(page: Page) -> None:
    page.goto(f"{DRAFT}/add/?job=person")
    part = page.get_by_role("group", name="Only when", exact=True)
    part.get_by_role("button", name="Add a row").press("Enter")
    expect(part.get_by_role("button", name="Field: Pick a field")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("amount")
    page.keyboard.press("Enter")
    expect(part.get_by_role("button", name=re.compile("Field: The request › Amount"))).to_be_focused()
    part.get_by_label("Comparison").select_option(label="is more than")
    part.get_by_label("Amount", exact=True).fill("100")
    expect(part.get_by_text("Amount is more than €100.00")).to_be_visible()
    part.get_by_role("button", name="Add a group", exact=True).press("Enter")
    expect(part.get_by_role("button", name="Field: Pick a field")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(part.get_by_role("button", name="Field: Pick a field")).to_be_focused()
    part.get_by_role("button", name="Remove group 1").click()
    expect(part.get_by_role("group", name="Group 1")).to_have_count(0)
