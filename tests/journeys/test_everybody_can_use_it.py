"""Every main page for everybody: screen readers, phones, the keyboard, and people whose line drops."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import HOUSE

TEAM = "/teams/customer-care"
PAGES = [
    "/",
    f"{TEAM}/runs/",
    f"{TEAM}/workflows/",
    f"{TEAM}/workflows/support-desk/edit/",
    f"{TEAM}/workflows/support-desk/edit/steps/check/",
    f"{TEAM}/workflows/support-desk/start/",
    f"{TEAM}/agents/",
    f"{TEAM}/agents/new/ai/",
    f"{TEAM}/connections/",
    f"{TEAM}/trail/",
    f"{TEAM}/settings/",
]
AXE = HOUSE / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
CHECK = """async () => (await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']}))
    .violations.map(each => each.id + ': ' + each.nodes.map(node => node.target).join(', '))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(sign_in, scheme):
    page = sign_in("ben", color_scheme=scheme, bypass_csp=True)
    found = {}
    for address in PAGES:
        page.goto(address)
        page.add_script_tag(path=AXE)
        if violations := page.evaluate(CHECK):
            found[address] = violations
    assert not found


def test_no_page_is_wider_than_a_phone(sign_in):
    page = sign_in("ben", viewport={"width": 390, "height": 844})
    wide = []
    for address in PAGES:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)
    assert not wide


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
