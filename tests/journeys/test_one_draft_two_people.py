"""One draft, several hands: two people at once, a line that drops, undoing, and copying what was drawn."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.documents import TEAM, document_of
from tests.journeys.mouse import Mouse

KNOW = re.compile("^What the person should know")


def open_canvas(page: Page, key: str) -> Mouse:
    """The canvas of a draft, once it can be worked with."""
    page.goto(f"{TEAM}/workflows/{key}/edit/canvas/")
    ben = Mouse(page)
    expect(ben.card("Start")).to_be_visible()
    return ben


def draw(page: Page, name: str, *steps: str) -> Mouse:
    """A new workflow on the canvas, with a step a person does for each of these names."""
    page.goto(f"{TEAM}/new-workflow/")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Make it and add steps").click()
    page.get_by_role("link", name="Canvas", exact=True).click()
    ben = Mouse(page)
    for step in steps:
        ben.palette("Have a person decide")
        ben.titled("Have a person decide")
        ben.write(ben.form.get_by_label("Name", exact=True).first, step)
        ben.saved()
        expect(ben.card(step)).to_be_visible()
    return ben


def saved(page: Page) -> None:
    """The canvas says that the server has all of it."""
    expect(page.locator("#canvas-state").get_by_text("Saved", exact=True)).to_be_visible()


def step_of(page: Page, key: str) -> dict[str, str]:
    """The only step of a draft."""
    [step] = document_of(page, key)["steps"]
    return {name: step.get(name) or "" for name in ("name", "instructions")}


@pytest.fixture
def dan(sign_in) -> Page:
    """Dan, who builds in Sales and whom Tia lets build here too."""
    tia = sign_in("tia")
    tia.goto(f"{TEAM}/settings/")
    if tia.get_by_role("link", name="Change Dan Petrov").count() == 0:
        tia.get_by_label("E-mail address").fill("dan@northbank.example")
        adding = tia.locator("#add")
        adding.get_by_label("Role").select_option(label="Builder")
        adding.get_by_role("button", name="Add to the team").click()
        expect(tia.get_by_role("link", name="Change Dan Petrov")).to_be_visible()
    tia.context.close()
    return sign_in("dan", line_drops=True)  # two changes that meet are an error to the console, and what this is about


def open_step(page: Page, key: str, name: str) -> None:
    """The form of a step, from its line in the outline."""
    page.goto(f"{TEAM}/workflows/{key}/edit/")
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("button", name="Save step")).to_be_visible()


def instructions(page: Page | Mouse) -> Locator:
    """What the person should know, as it is written."""
    where = page.form if isinstance(page, Mouse) else page.locator("main")
    return where.get_by_role("textbox", name=KNOW)


def test_two_people_at_one_step_lose_nothing(sign_in, dan):
    ben = draw(sign_in("ben"), "Shared desk", "Look at it")
    name = ben.form.get_by_label("Name", exact=True).first
    open_step(dan, "shared-desk", "Look at it")
    expect(ben.page.get_by_text("Also here: Dan Petrov")).to_be_attached()
    expect(ben.card("Look at it").get_by_text("Here now: Dan Petrov")).to_be_attached()

    # Different fields of one step: nobody is asked anything.
    ben.write(name, "Look at the claim")
    name.blur()
    expect(ben.card("Look at the claim")).to_be_visible()
    instructions(dan).fill("Read it twice.")
    dan.get_by_role("button", name="Save step").click()
    expect(dan.get_by_role("link", name="Look at the claim", exact=True)).to_be_visible()
    expect(dan.get_by_text("Ben Okafor is at “Look at the claim”")).to_be_visible()
    expect(instructions(ben)).to_have_text("Read it twice.")
    assert step_of(dan, "shared-desk") == {"name": "Look at the claim", "instructions": "Read it twice."}

    # The same field, and Dan is the later one: he keeps his, and what else he wrote is saved.
    open_step(dan, "shared-desk", "Look at the claim")
    ben.write(name, "Check the claim")
    name.blur()
    expect(ben.card("Check the claim")).to_be_visible()
    dan.get_by_label("Name", exact=True).first.fill("Decide the claim")
    instructions(dan).fill("Read it three times.")
    dan.get_by_role("button", name="Save step").click()
    expect(dan.get_by_text("Changed meanwhile: Ben Okafor")).to_be_visible()
    expect(dan.get_by_role("definition").filter(has_text="Check the claim")).to_be_visible()
    dan.get_by_role("button", name=re.compile("^Keep yours")).click()
    expect(ben.card("Decide the claim")).to_be_visible()
    assert step_of(dan, "shared-desk") == {"name": "Decide the claim", "instructions": "Read it three times."}

    # And where Ben is the later one, he is asked beside the canvas.
    expect(name).to_have_value("Decide the claim")
    ben.click(name)
    open_step(dan, "shared-desk", "Decide the claim")
    dan.get_by_label("Name", exact=True).first.fill("Judge the claim")
    dan.get_by_role("button", name="Save step").click()
    expect(ben.card("Judge the claim")).to_be_visible()
    ben.write(name, "Settle the claim")
    expect(ben.form.get_by_text("Changed meanwhile: Dan Petrov")).to_be_visible()
    expect(ben.form.get_by_role("definition").filter(has_text="Judge the claim")).to_be_visible()
    ben.click(ben.form.get_by_role("button", name=re.compile("^Keep yours")))
    expect(ben.card("Settle the claim")).to_be_visible()
    expect(dan.get_by_role("link", name="Settle the claim", exact=True)).to_be_visible()
    assert step_of(dan, "shared-desk") == {"name": "Settle the claim", "instructions": "Read it three times."}


def test_a_line_that_drops_and_a_tab_that_closes_lose_no_edit(sign_in):
    page = sign_in("ben", line_drops=True)
    ben, line = draw(page, "Far desk", "Look at it"), page.context
    saved(page)

    line.set_offline(True)
    ben.palette("Have a person decide")
    expect(page.get_by_role("alert").get_by_text("No connection.")).to_be_visible()
    expect(page.get_by_text("Your edits are kept on this computer and sent when it is back.")).to_be_visible()
    ben.click(ben.card("End"))
    expect(ben.form.get_by_text("This form could not be opened.")).to_be_visible()
    line.set_offline(False)
    saved(page)
    ben.titled("How it ends")
    assert len(document_of(page, "far-desk")["steps"]) == 2

    line.set_offline(True)
    ben.click(ben.card("Look at it"))
    page.keyboard.press("Delete")
    expect(ben.card("Look at it")).to_have_count(0)
    expect(page.get_by_role("alert").get_by_text("No connection.")).to_be_visible()
    page.close()
    line.set_offline(False)
    page = line.new_page()
    assert len(document_of(page, "far-desk")["steps"]) == 2
    ben = open_canvas(page, "far-desk")
    expect(page.get_by_text("Changes that were kept in this browser are being saved now.")).to_be_visible()
    expect(ben.card("Look at it")).to_have_count(0)
    saved(page)
    assert [step["name"] for step in document_of(page, "far-desk")["steps"]] == ["Have a person decide"]


def test_what_was_done_is_undone_and_what_was_drawn_is_copied_by_keys(sign_in):
    page = sign_in("ben", permissions=["clipboard-read", "clipboard-write"])
    draw(page, "Other desk")
    ben = draw(page, "First desk", "Look at it")
    ben.write(instructions(ben), "Read it twice.")
    ben.saved()

    ben.click(ben.card("Look at it"))
    page.keyboard.press("Delete")
    expect(ben.card("Look at it")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(ben.card("Look at it")).to_be_visible()
    page.keyboard.press("Control+Shift+z")
    expect(ben.card("Look at it")).to_have_count(0)
    page.keyboard.press("Control+z")
    saved(page)
    assert step_of(page, "first-desk") == {"name": "Look at it", "instructions": "Read it twice."}

    ben.click(ben.card("Look at it"))
    page.keyboard.press("Control+c")
    expect(page.get_by_role("status").get_by_text("Copied.")).to_be_attached()
    other = open_canvas(page, "other-desk")
    page.keyboard.press("Control+v")
    expect(other.card("Look at it")).to_be_visible()
    saved(page)
    assert step_of(page, "other-desk") == {"name": "Look at it", "instructions": "Read it twice."}
