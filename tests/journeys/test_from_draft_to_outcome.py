"""The desk that was built is tried on its canvas, published, started, and watched on the map to its end."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.documents import TEAM, is_there
from tests.journeys.mouse import Mouse

BUILT, DEMO = "support-desk-two", "support-desk"
LOST = "I have lost my card. Please block it at once."
CHARGED = "I have been charged a fee that I do not understand. Please pay it back."
WIDE = {"width": 1680, "height": 1300}


def on_the_map(page: Page, name: str, word: str) -> None:
    """A step of the drawing says how it stands."""
    expect(Mouse(page).card(name)).to_have_accessible_name(re.compile(re.escape(word)))


def try_on_the_canvas(page: Page, key: str) -> None:
    """A trial lights up step by step; the call that changes something is shown, and sent only when Ben says so."""
    page.goto(f"{TEAM}/workflows/{key}/edit/canvas/")
    page.get_by_role("link", name="Try it").click()
    panel = page.get_by_role("complementary", name="Try it")
    panel.get_by_label("Message").fill(LOST)
    panel.get_by_label("Customer e-mail").fill("customer009@bank.example")
    panel.get_by_role("button", name="Try it").click()
    expect(panel.get_by_role("heading", name="Send it for real?")).to_be_visible()
    on_the_map(page, "Triage", "Finished")
    on_the_map(page, "Block the card", "Needs your word")
    panel.get_by_role("button", name="Send it", exact=True).click()
    on_the_map(page, "Block the card", "Finished")
    on_the_map(page, "Reply", "Finished")
    expect(page.get_by_role("region", name="The trial that is shown")).to_contain_text("Card blocked")


def publish(page: Page) -> None:
    """From the canvas, with a note."""
    page.get_by_role("link", name="Publish…").click()
    page.get_by_label(re.compile("Note for your colleagues")).fill("Drawn anew on the canvas")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("link", name="Start a run")).to_be_visible()


def start(page: Page, key: str) -> None:
    page.goto(f"{TEAM}/workflows/{key}/start/")
    page.get_by_label("Message").fill(CHARGED)
    page.get_by_label("Customer e-mail").fill("customer032@bank.example")
    page.get_by_role("button", name=re.compile("Start")).click()
    page.wait_for_url(re.compile(r"/runs/\d+/"))


def decide(page: Page) -> None:
    """Rae takes the newest case and says what is done."""
    page.goto(f"{TEAM}/inbox/")
    page.get_by_role("link", name=re.compile("charged a fee")).first.click()
    page.get_by_role("button", name=re.compile("Take this case")).click()
    page.get_by_label("What is done").select_option(label="Fee refunded")
    page.get_by_role("button", name=re.compile("^Approve")).click()


def test_the_desk_is_tried_published_started_and_watched_to_its_end(sign_in):
    ben = sign_in("ben", viewport=WIDE)
    key = BUILT if is_there(ben, BUILT) else DEMO
    try_on_the_canvas(ben, key)
    if key == BUILT:
        publish(ben)
    start(ben, key)
    ben.get_by_role("button", name="Map", exact=True).click()
    on_the_map(ben, "A person decides", "Needs a reviewer")
    on_the_map(ben, "Refund the fee", "Not yet")

    decide(sign_in("rae"))

    # Ben's map moves by itself: nobody reloads it.
    on_the_map(ben, "Refund the fee", "Finished")
    on_the_map(ben, "Reply", "Finished")
    Mouse(ben).card("Refund the fee").click()
    expect(ben.get_by_role("heading", name=re.compile("Refund the fee"))).to_be_visible()
