"""Steward for everybody: on the phone, and where the line drops."""

import re

from playwright.sync_api import Page, expect

TEAM = "/teams/customer-care"


def start_a_doubtful_run(page: Page) -> str:
    """A message nobody can sort, so that a person is asked; gives the run's address."""
    page.goto(f"{TEAM}/workflows/support-desk/start/")
    page.get_by_label("Message").fill("Good morning to all of you")
    page.get_by_label(re.compile("e-mail")).fill("customer020@bank.example")
    page.get_by_role("button", name=re.compile("Start")).click()
    page.wait_for_url(re.compile(r"/runs/\d+/"))
    expect(page.get_by_text("Needs a reviewer").first).to_be_visible()
    return page.url


def test_rae_stops_a_case_on_her_phone_and_otto_sees_it(sign_in):
    otto = sign_in("otto")
    run = start_a_doubtful_run(otto)
    rae = sign_in("rae", viewport={"width": 390, "height": 844}, has_touch=True)
    rae.goto(run)
    rae.get_by_role("link", name="Decide", exact=True).click()
    rae.get_by_role("button", name=re.compile("^Stop the run")).last.click()
    confirm = rae.get_by_role("dialog").get_by_role("button", name=re.compile("Stop"))
    if confirm.count():
        confirm.last.click()
    expect(otto.get_by_text(re.compile("Stopped")).first).to_be_visible()


def test_a_page_that_lost_its_line_catches_up(sign_in):
    otto = sign_in("otto", line_drops=True)
    run = start_a_doubtful_run(otto)
    otto.context.set_offline(True)
    otto.evaluate("window.dispatchEvent(new Event('offline'))")
    rae = sign_in("rae")
    rae.goto(run)
    rae.get_by_role("link", name="Decide", exact=True).click()
    rae.get_by_role("button", name=re.compile("^Approve")).click()
    expect(rae).not_to_have_url(re.compile("/escalations/.*/decide"))
    otto.context.set_offline(False)
    expect(otto.get_by_text("Look up the customer").first).to_be_visible()
    expect(otto.get_by_role("main").get_by_text("Needs a reviewer")).to_have_count(0)
