"""What goes wrong while one builds: the server dies, names look like code, steps lie far away: nothing is lost."""

import os
import re
import signal
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from sandbox.ports import free_port
from tests.journeys.conftest import PASSWORD
from tests.journeys.documents import TEAM, document_of
from tests.journeys.mouse import Mouse
from tests.journeys.server import running
from tests.journeys.test_one_draft_two_people import draw, saved

CODE = """<img src=x onerror=alert(1)>"'&{{7*7}}"""


def enter(page: Page, address: str) -> None:
    """Ben signs in at this address."""
    page.goto(f"{address}/accounts/login/")
    page.get_by_label(re.compile("mail", re.I)).fill("ben@northbank.example")
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name=re.compile("sign in", re.I)).click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def begin(page: Page, name: str) -> None:
    """A workflow that holds nothing yet."""
    page.goto(f"{TEAM}/new-workflow/")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Make it and add steps").click()
    page.wait_for_url(re.compile("/edit/$"))


def test_a_server_that_is_killed_while_it_saves_costs_no_edit(browser: Browser, tmp_path: Path):
    port = str(free_port())
    with running(tmp_path, PORT=port) as server:
        context = browser.new_context(base_url=server.address)
        page = context.new_page()
        enter(page, server.address)
        ben = draw(page, "Dies", "Look")
        written = context.new_page()
        written.goto(f"{TEAM}/workflows/dies/edit/about/")
        written.get_by_label("Purpose").fill("Written while nobody answered")
        ben.palette("Have a person decide")
        page.wait_for_timeout(400)  # when an edit is sent
        os.kill(server.pid, signal.SIGKILL)
        ben.palette("End here")
        expect(page.get_by_text("Your changes are kept in this browser").first).to_be_visible()
        written.get_by_role("button", name="Save", exact=True).click()
        expect(written.get_by_text("Not connected: nothing was sent.")).to_be_visible()
    with running(tmp_path, PORT=port):
        saved(page)
        written.get_by_role("button", name="Save", exact=True).click()
        expect(written.get_by_text("Written while nobody answered")).to_be_visible()
        kinds = [step["kind"] for step in document_of(page, "dies")["steps"]]
        assert sorted(kinds) == ["end", "person", "person"]
    context.close()


def test_what_looks_like_code_is_read_as_it_was_written(sign_in):
    page = sign_in("ben", viewport={"width": 320, "height": 640})
    begin(page, "Looks like code")
    page.goto(f"{TEAM}/workflows/looks-like-code/edit/add/?job=person")
    page.get_by_label("Name", exact=True).first.fill(CODE)
    page.get_by_role("button", name=re.compile("^Save|^Add")).last.click()
    expect(page.get_by_role("heading", name=CODE)).to_be_visible()
    page.goto(f"{TEAM}/workflows/looks-like-code/edit/canvas/")
    expect(Mouse(page).card(CODE)).to_be_visible()
    assert page.locator("img[src=x]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_who_is_signed_out_while_writing_signs_in_elsewhere_and_loses_nothing(sign_in, steward: str):
    page = sign_in("ben", line_drops=True)
    begin(page, "Signed out")
    page.goto(f"{TEAM}/workflows/signed-out/edit/about/")
    page.get_by_label("Purpose").fill("Written before the session was over")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("You are signed out. Sign in again in another tab")).to_be_visible()
    enter(page.context.new_page(), steward)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Written before the session was over")).to_be_visible()
