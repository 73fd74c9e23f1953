"""The main job, end to end, in a real browser: build, publish, start, watch, decide, prove."""

import re

from playwright.sync_api import Page, expect

TEAM = "/teams/customer-care"


def part(page: Page, name: str):
    """The part of a form with this heading."""
    return page.get_by_role("group", name=name, exact=True)


def row(page: Page, name: str, number: int):
    """One row of a part of a form."""
    return part(page, name).get_by_role("listitem").nth(number)


def fill_row(page: Page, name: str, number: int, called: str, kind: str) -> None:
    """Fill in the name and type of a field."""
    row(page, name, number).get_by_label("Name", exact=True).fill(called)
    row(page, name, number).get_by_label("Type", exact=True).select_option(label=kind)


def add(page: Page, name: str, button: str) -> None:
    """Add a row, and wait until it is there."""
    rows = part(page, name).get_by_role("listitem")
    before = rows.count()
    page.get_by_role("button", name=button).click()
    expect(rows).to_have_count(before + 1)


def make_an_agent(page: Page) -> None:
    """An AI agent that looks the customer up with a tool."""
    page.goto(f"{TEAM}/agents/new/ai/")
    part(page, "The job").get_by_label("Name", exact=True).fill("Finder")
    page.get_by_label("Instructions").fill("Find the customer's number by the address and say what they want.")
    fill_row(page, "What it is given", 0, "Request", "Long text")
    add(page, "What it is given", "Add an input")
    fill_row(page, "What it is given", 1, "Email", "E-mail address")
    fill_row(page, "What it answers", 0, "Customer ID", "Text")
    add(page, "What it answers", "Add an output")
    fill_row(page, "What it answers", 1, "Summary", "Text")
    page.get_by_role("checkbox", name=re.compile("Look up the customer")).check()
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", name="Finder", level=1)).to_be_visible()


def try_it(page: Page) -> None:
    """The draft is tried on an example beside the form."""
    panel = page.get_by_role("complementary", name="Try it")
    panel.get_by_label("Request").fill("Please call me back about my mortgage.")
    panel.get_by_label("Email").fill("customer011@bank.example")
    panel.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("C011").first).to_be_visible()


def publish_agent(page: Page, note: str) -> None:
    """Publish the agent whose form is open."""
    page.get_by_role("button", name="Publish", exact=True).click()
    dialog = page.get_by_role("dialog", name="Publish this agent")
    dialog.get_by_label(re.compile("What changed")).fill(note)
    dialog.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Version 1 is in use.")).to_be_visible()


def publish_workflow(page: Page, note: str) -> None:
    """Publish the draft that is open."""
    page.get_by_role("link", name="Publish…").click()
    page.get_by_label(re.compile("Note for your colleagues")).fill(note)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("link", name="Start a run")).to_be_visible()


def draw_the_workflow(page: Page) -> None:
    """Three steps: the agent, a person, and something done in a system."""
    page.goto(f"{TEAM}/new-workflow/")
    page.get_by_label("Name").fill("Call back")
    page.get_by_role("button", name="Make it and add steps").click()
    page.wait_for_url(re.compile("/workflows/call-back/edit/$"))
    page.goto(f"{TEAM}/workflows/call-back/edit/start/")
    fields = page.locator("main form").get_by_role("listitem")
    if fields.count() == 0:
        page.get_by_role("button", name="Add a field").click()
        expect(fields).to_have_count(1)
    fields.nth(0).get_by_label("Name", exact=True).fill("Request")
    fields.nth(0).get_by_label("Type", exact=True).select_option(label="Long text")
    page.get_by_role("button", name="Add a field").click()
    expect(fields).to_have_count(2)
    fields.nth(1).get_by_label("Name", exact=True).fill("Email")
    fields.nth(1).get_by_label("Type", exact=True).select_option(label="E-mail address")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Draft of Call back")).to_be_visible()
    add_the_agent(page)
    add_the_person(page)
    add_the_tool(page)


def begin_step(page: Page, job: str) -> None:
    page.goto(f"{TEAM}/workflows/call-back/edit/add/")
    page.get_by_role("link", name=re.compile(job)).click()


def pick(page: Page, label: str, option: str) -> None:
    """Pick where a value comes from."""
    page.get_by_label(f"Where “{label}” comes from").select_option(label=option)


def add_the_agent(page: Page) -> None:
    begin_step(page, "Ask an agent")
    page.get_by_label("Agent", exact=True).select_option(label="Finder")
    pick(page, "Request", "The request › Request")
    pick(page, "Email", "The request › Email")
    page.get_by_role("button", name="Add step").click()
    expect(page.get_by_role("heading", name=re.compile("Finder"))).to_be_visible()


def add_the_person(page: Page) -> None:
    begin_step(page, "Have a person decide")
    page.get_by_label("Name", exact=True).first.fill("Agree on a time")
    page.get_by_role("button", name=re.compile("^Add a field|^Add something")).click()
    page.locator("[name='gives-0-name']").fill("Agreed")
    page.locator("[name='gives-0-type']").select_option(label="Long text")
    page.get_by_role("button", name="Add step").click()
    expect(page.get_by_role("heading", name=re.compile("Agree on a time"))).to_be_visible()


def add_the_tool(page: Page) -> None:
    begin_step(page, "Do something in a system")
    page.get_by_label("What to do", exact=True).select_option(label="Add a note to a customer")
    pick(page, "Customer number", "Finder › Customer ID")
    pick(page, "Note", "Agree on a time › Agreed")
    page.get_by_role("button", name="Add step").click()
    expect(page.get_by_role("heading", name=re.compile("Add a note"))).to_be_visible()


def test_ben_builds_a_desk_and_rae_decides_its_case_while_he_watches(sign_in):
    ben = sign_in("ben")
    make_an_agent(ben)
    try_it(ben)
    publish_agent(ben, "First")
    draw_the_workflow(ben)
    publish_workflow(ben, "First")
    ben.get_by_role("link", name="Start a run").click()
    ben.get_by_label("Request").fill("Please call me back about my mortgage.")
    ben.get_by_label("Email").fill("customer012@bank.example")
    ben.get_by_role("button", name=re.compile("Start")).click()
    ben.wait_for_url(re.compile(r"/runs/\d+/"))
    expect(ben.get_by_text("Needs a reviewer").first).to_be_visible()

    rae = sign_in("rae")
    rae.goto(f"{TEAM}/inbox/")
    rae.get_by_role("link", name=re.compile("call me back")).first.click()
    rae.get_by_role("button", name=re.compile("Take this case")).click()
    expect(ben.get_by_text("Rae Castellanos").first).to_be_visible()
    rae.get_by_label("Agreed").fill("Monday at nine")
    rae.get_by_role("button", name=re.compile("^Approve")).click()

    # Ben's page moves by itself: nobody reloads it.
    expect(ben.get_by_text("Completed").first).to_be_visible()
    ben.get_by_role("link", name="Trail").last.click()
    expect(ben.get_by_text(re.compile("verified", re.I)).first).to_be_visible()
