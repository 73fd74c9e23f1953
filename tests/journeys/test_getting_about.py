"""Getting about by keyboard: Ctrl-K, the bell, a list of runs; each readable for everybody while it is open."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_everybody_can_use_every_page import violations

CARE = "/teams/customer-care"


def choose(page: Page, typed: str) -> None:
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="What are you looking for?")
    expect(field).to_be_focused()
    page.keyboard.type(typed)
    expect(page.get_by_role("option", name=re.compile("Start “")).first).to_be_visible()


def test_ben_finds_a_workflow_and_starts_it_without_a_mouse(sign_in):
    page = sign_in("ben")
    choose(page, "start sup")
    page.keyboard.press("ArrowUp")  # from the first to the last and back again
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    page.get_by_role("option", name=re.compile("Start “")).first.wait_for()
    while "Start “" not in (page.get_by_role("option", selected=True).text_content() or ""):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/start/$"))


def test_what_was_opened_comes_first_and_is_forgotten_on_leaving(sign_in):
    page = sign_in("ben")
    page.goto(f"{CARE}/workflows/support-desk/")
    page.goto("/")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option").first).to_have_text("Support desk")
    page.keyboard.press("Escape")
    page.locator(".rail-foot summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("login"))
    assert page.evaluate("Object.keys(localStorage).filter(each => each.startsWith('steward-recent'))") == []


@pytest.mark.parametrize("opens", ["find", "bell", "help", "more"])
def test_what_opens_above_a_page_shuts_nobody_out(sign_in, opens):
    page = sign_in("ben", bypass_csp=True, reduced_motion="reduce")
    page.goto(f"{CARE}/runs/")
    page.evaluate("id => { document.querySelector(`[data-opens=${id}]`).click() }", opens)
    dialog = page.locator(f"dialog#{opens}[open]")
    expect(dialog).to_be_visible()
    expect(dialog.locator(".skeleton")).to_have_count(0)
    assert violations(page) == []


def test_the_keyboard_keeps_its_place_in_a_list_that_moves(sign_in):
    page = sign_in("otto")
    for _ in range(2):
        page.goto(f"{CARE}/workflows/support-desk/start/")
        page.get_by_label("Message").fill("Good morning to all of you")
        page.get_by_label(re.compile("e-mail")).fill("customer020@bank.example")
        page.get_by_role("button", name=re.compile("Start")).click()
        page.wait_for_url(re.compile(r"/runs/\d+/"))
    page.goto(f"{CARE}/runs/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    focused = page.evaluate("document.activeElement.dataset.focus")
    assert focused.startswith("run-")
    with page.expect_response(re.compile(r"/runs/\?")):
        page.evaluate("document.body.dispatchEvent(new CustomEvent('runs-changed', {bubbles: true}))")
    expect(page.locator(f"[data-focus={focused}]")).to_be_focused()
